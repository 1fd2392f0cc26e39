package wire

import (
	"bytes"
	"strconv"
)

// UnknownFrame is a frame of an event that this version of the schema does not have, kept whole.
type UnknownFrame struct {
	// Kind is the kind of frame.
	Kind string
	// Name is the name of the event on the wire.
	Name string
	// ID is the id; empty: the frame has none.
	ID RawJSON
	// Raw is the whole frame.
	Raw RawJSON
}

// FrameKind returns the kind of frame.
func (f *UnknownFrame) FrameKind() string { return f.Kind }

// EventName returns the name of the event on the wire.
func (f *UnknownFrame) EventName() string { return f.Name }

// String returns the whole frame.
func (f *UnknownFrame) String() string { return f.Raw.String() }

// MalformedFrame is a frame that could not be read. It is an error, and [errors.As] finds the
// [*DecodeError] in it.
type MalformedFrame struct {
	// Kind is the kind of frame; empty: it is of none.
	Kind string
	// Name is the name of the event on the wire, if it has one.
	Name string
	// ID is the id; empty: the frame has none.
	ID RawJSON
	// Raw are the bytes of the frame.
	Raw []byte
	// Err says what is wrong, and where.
	Err *DecodeError
}

// FrameKind returns the kind of frame; empty: it is of none.
func (f *MalformedFrame) FrameKind() string { return f.Kind }

// EventName returns the name of the event on the wire, if it has one.
func (f *MalformedFrame) EventName() string { return f.Name }

// Error says what is wrong, and where.
func (f *MalformedFrame) Error() string {
	if f.Kind == "" {
		return "malformed frame: " + f.Err.Error()
	}
	return "malformed frame of kind " + f.Kind + ": " + f.Err.Error()
}

// Unwrap returns the [*DecodeError].
func (f *MalformedFrame) Unwrap() error { return f.Err }

// String returns what Error does.
func (f *MalformedFrame) String() string { return f.Error() }

// framePlace is a place in frames, and those in it.
type framePlace struct {
	// depth is the number of arrays and objects around it.
	depth int
	keys  []keyPlace
	items []itemPlace
	// rest are the items of an array from an index on, as one place.
	rest []itemPlace
}

type keyPlace struct {
	key string
	at  int
}

type itemPlace struct {
	index, at int
}

// placed says where a value is: the offset of its first byte plus one, and the offset behind it.
type placed struct {
	first, end int
}

// testKind is what a place must hold in a frame of a kind.
type testKind uint8

const (
	testExists testKind = iota
	testObject
	testArray
	testNotNull
	testNull
	testTrue
	testFalse
	testText
	testInt
)

// frameTest is a test of a place.
type frameTest struct {
	at     int
	is     testKind
	text   string
	number int64
}

// frameKind is a kind of frame; -1: it has no such place.
type frameKind struct {
	name      string
	tests     []frameTest
	event, id int
}

// frameTable has the places of the frames of a direction, the whole frame first, and the kinds in the
// order in which they are tried.
type frameTable struct {
	places []framePlace
	kinds  []frameKind
}

// frameReader is a frame whose places are looked up.
type frameReader struct {
	*reader
	table *frameTable
	at    []placed
	// few is the room for the places of most frames.
	few [16]placed
	// event is the name in the schema of the event, or of the request that is answered, where
	// something besides the frame says it.
	event string
}

// decodeFrame reads a frame: one that the schema has, or one that is unknown or malformed.
func decodeFrame[F comparable](frame []byte, limits DecodeLimits, table *frameTable, event string, read func(f *frameReader, kind int) F) (F, *UnknownFrame, *MalformedFrame) {
	r := newReader(frame, limits)
	defer r.release()
	f := &frameReader{reader: r, table: table, event: event}
	if f.at = f.few[:]; len(table.places) > len(f.few) {
		f.at = make([]placed, len(table.places))
	}
	var none F
	if r.err != nil || !f.look(0) || !r.end() {
		return none, nil, &MalformedFrame{Raw: bytes.Clone(frame), Err: f.whatIsWrong()}
	}
	at := f.kind()
	if at < 0 {
		r.failAt(ErrorKindNoEvent, "the frame is of no kind that the schema draws", 0)
		return none, nil, &MalformedFrame{Raw: bytes.Clone(frame), Err: f.whatIsWrong()}
	}
	found := read(f, at)
	if r.err != nil && r.isTrusting {
		r.err, r.path, r.isSearching = nil, nil, true
		found = read(f, at)
	}
	kind := &table.kinds[at]
	if err := r.problem(); err != nil {
		return none, nil, &MalformedFrame{
			Kind: kind.name,
			Name: f.nameOf(kind),
			ID:   f.idOf(kind),
			Raw:  bytes.Clone(frame),
			Err:  err,
		}
	}
	if found == none {
		return none, &UnknownFrame{
			Kind: kind.name,
			Name: f.nameOf(kind),
			ID:   f.idOf(kind),
			Raw:  RawJSON(r.text),
		}, nil
	}
	return found, nil, nil
}

func (f *frameReader) whatIsWrong() *DecodeError {
	if err := f.problem(); err != nil {
		return err
	}
	return &DecodeError{Kind: ErrorKindSyntax, Reason: "not JSON"}
}

// look looks up the places in the value that comes next. Of a key that comes twice, the last one
// counts.
func (f *frameReader) look(at int) bool {
	r, here := f.reader, &f.table.places[at]
	c := r.peek()
	f.begin(at, r.pos)
	switch {
	case c == '{' && len(here.keys) > 0:
		if _, ok := r.object(); !ok {
			return false
		}
		for key, more := r.member(); more; key, more = r.member() {
			inner := -1
			for _, known := range here.keys {
				if known.key == key {
					inner = known.at
				}
			}
			if inner < 0 && !r.skip() || inner >= 0 && !f.look(inner) {
				return false
			}
		}
		if !r.ok() {
			return false
		}
	case c == '[' && len(here.items)+len(here.rest) > 0:
		if !f.lookAtItems(here) {
			return false
		}
	case !r.skip():
		return false
	}
	f.at[at].end = r.pos
	return true
}

func (f *frameReader) lookAtItems(here *framePlace) bool {
	r := f.reader
	if !r.array() {
		return false
	}
	for index := 0; r.more(']'); index++ {
		r.peek()
		for _, rest := range here.rest {
			if rest.index == index {
				f.begin(rest.at, r.pos)
			}
		}
		inner := -1
		for _, known := range here.items {
			if known.index == index {
				inner = known.at
			}
		}
		if inner < 0 && !r.skip() || inner >= 0 && !f.look(inner) {
			return false
		}
	}
	// An array that ends before has no such items, and yet a place for them.
	end := r.pos - 1
	for _, rest := range here.rest {
		if f.at[rest.at].first == 0 {
			f.begin(rest.at, end)
		}
		f.at[rest.at].end = end
	}
	return r.ok()
}

// begin notes that a value starts at a place; what was in an earlier one is forgotten.
func (f *frameReader) begin(at, offset int) {
	if f.at[at].first != 0 {
		f.forget(at)
	}
	f.at[at] = placed{first: offset + 1}
}

func (f *frameReader) forget(at int) {
	f.at[at] = placed{}
	here := &f.table.places[at]
	for _, inner := range here.keys {
		f.forget(inner.at)
	}
	for _, inner := range here.items {
		f.forget(inner.at)
	}
	for _, inner := range here.rest {
		f.forget(inner.at)
	}
}

// kind returns the first kind whose tests the frame passes; -1: it is of none.
func (f *frameReader) kind() int {
	for at := range f.table.kinds {
		passes := true
		for _, test := range f.table.kinds[at].tests {
			if passes = f.passes(test); !passes {
				break
			}
		}
		if passes {
			return at
		}
	}
	return -1
}

// passes reports whether a place holds what a test says.
func (f *frameReader) passes(test frameTest) bool {
	offset := f.at[test.at].first - 1
	if offset < 0 || offset >= len(f.data) {
		return false
	}
	switch c := f.data[offset]; test.is {
	case testExists:
		return true
	case testObject:
		return c == '{'
	case testArray:
		return c == '['
	case testNotNull:
		return c != 'n'
	case testNull:
		return c == 'n'
	case testTrue:
		return c == 't'
	case testFalse:
		return c == 'f'
	case testText:
		if c != '"' {
			return false
		}
		f.pos = offset
		text, ok := f.string()
		return ok && text == test.text
	default:
		if c != '-' && !isDigit(c) {
			return false
		}
		f.pos = offset
		var number int64
		ok := readInt64(&number, f.reader)
		f.err, f.path = nil, nil
		return ok && number == test.number
	}
}

// enter moves to a place; false: it is missing.
func (f *frameReader) enter(at int) bool {
	offset := f.at[at].first - 1
	if offset < 0 {
		return false
	}
	f.pos, f.depth, f.isFirst = offset, f.table.places[at].depth, true
	return true
}

// within adds the path to a place to that of the error.
func (f *frameReader) within(at int) bool {
	for at != 0 {
		outer := -1
		for number := range f.table.places {
			here := &f.table.places[number]
			for _, inner := range here.keys {
				if inner.at == at {
					f.inKey(inner.key)
					outer = number
				}
			}
			for _, inner := range here.items {
				if inner.at == at {
					f.atIndex(inner.index)
					outer = number
				}
			}
			// The items themselves know their indices.
			for _, inner := range here.rest {
				if inner.at == at {
					outer = number
				}
			}
		}
		if at = outer; at < 0 {
			return false
		}
	}
	return false
}

// missingAt fails since there is no value at a place.
func (f *frameReader) missingAt(at int) bool {
	f.fail(ErrorKindMissing, "is missing")
	return f.within(at)
}

// notNull fails if there is null at a place: nobody could answer to such an id.
func (f *frameReader) notNull(at int, expected string) bool {
	if f.enter(at) && f.peek() == 'n' {
		f.wrongType(expected)
		return f.within(at)
	}
	return true
}

// textAt returns the name of an event.
func (f *frameReader) textAt(at int) (string, bool) {
	if !f.enter(at) {
		return "", f.missingAt(at)
	}
	if f.peek() != '"' {
		f.wrongType("a string")
		return "", f.within(at)
	}
	return f.string()
}

// intAt returns the name of an event that is a number.
func (f *frameReader) intAt(at int) (int64, bool) {
	if !f.enter(at) {
		return 0, f.missingAt(at)
	}
	var number int64
	if f.peek() == 'n' {
		f.wrongType("an integer")
		return 0, f.within(at)
	}
	if !readInt(&number, f.reader) {
		return 0, f.within(at)
	}
	return number, true
}

// rawAt returns the value at a place as JSON; empty: it is missing.
func (f *frameReader) rawAt(at int) RawJSON {
	value := f.at[at]
	if value.first == 0 {
		return ""
	}
	return RawJSON(f.text[value.first-1 : value.end])
}

// restAt returns the items of an array from an index on as an array.
func (f *frameReader) restAt(at int) RawJSON {
	return "[" + f.rawAt(at) + "]"
}

// flatAt returns the members of an object that are not those of the shape.
func (f *frameReader) flatAt(at int, own ...string) RawJSON {
	b := append([]byte(nil), '{')
	b = appendFlat(b, f.rawAt(at), own...)
	return RawJSON(closeObject(b))
}

// hide returns the keys of a shape as keys that are not of the entity that is read.
func (f *frameReader) hide(keys ...string) *hiddenKey {
	var outer *hiddenKey
	for _, key := range keys {
		outer = &hiddenKey{key: key, offset: f.pos, isLast: true, outer: outer}
	}
	return outer
}

func (f *frameReader) nameOf(kind *frameKind) string {
	if kind.event < 0 {
		return f.event
	}
	switch value := f.rawAt(kind.event); {
	case value == "":
		return ""
	case value[0] == '"':
		f.enter(kind.event)
		name, _ := f.string()
		return name
	case value[0] == '-' || isDigit(value[0]):
		return wholeText(string(value))
	}
	return ""
}

// wholeText returns a number as plain digits, if it is whole.
func wholeText(text string) string {
	var number int64
	r := newReader([]byte(text), unlimited)
	defer r.release()
	if !readInt64(&number, r) {
		return text
	}
	return strconv.FormatInt(number, 10)
}

func (f *frameReader) idOf(kind *frameKind) RawJSON {
	if kind.id < 0 {
		return ""
	}
	return f.rawAt(kind.id)
}

// appendFlat appends the members of a value but for keys that the shape has, each with a comma. Of a
// key that comes twice, it appends the last.
func appendFlat(b []byte, raw RawJSON, own ...string) []byte {
	r := newReader([]byte(raw), unlimited)
	defer r.release()
	if _, ok := r.object(); !ok {
		return b
	}
	var keys []string
	values := map[string]RawJSON{}
	for key, more := r.member(); more; key, more = r.member() {
		r.peek()
		value, ok := r.raw()
		if !ok {
			break
		}
		isOwn := false
		for _, known := range own {
			isOwn = isOwn || known == key
		}
		if isOwn {
			continue
		}
		if _, isKnown := values[key]; !isKnown {
			keys = append(keys, key)
		}
		values[key] = value
	}
	for _, key := range keys {
		b = appendText(b, key)
		b = append(b, ':')
		b = append(b, values[key]...)
		b = append(b, ',')
	}
	return b
}

// appendItems appends the items of an array, each with a comma.
func appendItems(b []byte, array []byte) []byte {
	r := newReader(array, unlimited)
	defer r.release()
	if !r.array() {
		return b
	}
	for r.more(']') {
		item, ok := r.raw()
		if !ok {
			break
		}
		b = append(b, item...)
		b = append(b, ',')
	}
	return b
}

// closeArray ends an array whose last item has a comma after it.
func closeArray(b []byte) []byte {
	if last := len(b) - 1; b[last] == ',' {
		b[last] = ']'
		return b
	}
	return append(b, ']')
}

// bodyPath is the way from a frame to the body of a reply.
type bodyPath struct {
	segments []PathSegment
	// from is the index of the first item, if the items are those of an array of the frame.
	from int
}

// decodeBody reads the body of a reply; if it is missing, there is an error only if it is needed.
func decodeBody(body RawJSON, path bodyPath, isNeeded bool, read func(r *reader) bool) error {
	if body == "" {
		if !isNeeded {
			return nil
		}
		return &DecodeError{Kind: ErrorKindMissing, Reason: "is missing", Segments: path.segments}
	}
	r := newReader([]byte(body), DefaultLimits())
	defer r.release()
	if ok := r.ok() && read(r) && r.end(); !ok && r.isTrusting {
		r.again()
		_ = read(r) && r.end()
	}
	err := r.problem()
	if err == nil {
		return nil
	}
	if path.from > 0 && len(err.Segments) > 0 {
		err.Segments[0].Index += path.from
	}
	err.Segments = append(append([]PathSegment(nil), path.segments...), err.Segments...)
	return err
}

// otherRequest is the error of a reply that names another request.
func otherRequest(expected string, segments []PathSegment) error {
	return &DecodeError{Kind: ErrorKindConstant, Reason: "expected " + expected, Segments: segments}
}

// inObject takes the start of an object and reads its members.
func (f *frameReader) inObject(read func(object mark) bool) bool {
	object, ok := f.object()
	return ok && read(object)
}

// restInto takes the items that are left of an array as an array.
func (f *frameReader) restInto(dst *RawJSON) bool {
	start := f.pos
	for f.more(']') {
		if !f.skip() {
			return false
		}
	}
	*dst = RawJSON("[" + f.text[start:f.pos-1] + "]")
	return f.ok()
}

// otherName refuses the name of another request than the one that is answered.
func (f *frameReader) otherName(at int) {
	f.enter(at)
	f.fail(ErrorKindConstant, "the reply names another request than "+strconv.Quote(f.event))
	f.within(at)
}

func numberText(number int64) string {
	return strconv.FormatInt(number, 10)
}

package wire

import "bytes"

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

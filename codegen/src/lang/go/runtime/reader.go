package wire

import (
	"encoding/binary"
	"math/bits"
	"strconv"
	"sync"
	"unicode/utf8"
)

// reader reads JSON: the caller says what comes next. It stops at the first error.
//
// Texts share the memory of one copy of the frame.
type reader struct {
	data []byte
	text string
	pos  int
	// isFirst is true before the first member or item of an array or object.
	isFirst bool
	// isTrusting is true once a union was read as its first tag says. It is the last tag that
	// counts: what fails then is read again with isSearching.
	isTrusting  bool
	isSearching bool
	depth       int
	items       int
	// high collects the bytes of texts, so that its high bits are set if some are not ASCII.
	high   uint64
	limits DecodeLimits
	err    *DecodeError
	// path leads from the place of the error outwards.
	path []PathSegment
	// later has the offsets behind the last of each key, of objects with a value that was refused.
	later map[int]map[string]int
}

var readers = sync.Pool{New: func() any { return new(reader) }}

// newReader starts at the first byte.
func newReader(data []byte, limits DecodeLimits) *reader {
	r := readers.Get().(*reader)
	r.start(data, string(data), limits)
	return r
}

func (r *reader) start(data []byte, text string, limits DecodeLimits) {
	limits.Depth = min(limits.Depth, maxDepth)
	*r = reader{data: data, text: text, limits: limits, items: 0}
	if len(data) > limits.FrameBytes {
		r.fail(ErrorKindLimit, "the frame has more than "+strconv.Itoa(limits.FrameBytes)+" bytes")
	}
}

// again starts once more, and looks for the last tag of each union.
func (r *reader) again() {
	r.start(r.data, r.text, r.limits)
	r.isSearching = true
}

// release gives the reader back; it must not be used any more.
func (r *reader) release() {
	*r = reader{}
	readers.Put(r)
}

// failure returns the error, if there is one. Bytes that are not UTF-8 are one, too.
func (r *reader) failure() error {
	if err := r.problem(); err != nil {
		return err
	}
	return nil
}

func (r *reader) problem() *DecodeError {
	if r.err == nil && r.high&highBits == 0 {
		return nil
	}
	if !utf8.Valid(r.data) {
		return &DecodeError{Kind: ErrorKindEncoding, Reason: "not UTF-8", Offset: r.pos}
	}
	if r.err == nil {
		return nil
	}
	for at := len(r.path) - 1; at >= 0; at-- {
		r.err.Segments = append(r.err.Segments, r.path[at])
	}
	r.path = nil
	return r.err
}

// fail ends reading at the next byte.
func (r *reader) fail(kind ErrorKind, reason string) bool {
	return r.failAt(kind, reason, r.pos)
}

func (r *reader) failAt(kind ErrorKind, reason string, offset int) bool {
	if r.err == nil {
		r.err = &DecodeError{Kind: kind, Reason: reason, Offset: offset}
		r.path = r.path[:0]
	}
	return false
}

func (r *reader) syntax(reason string) bool {
	return r.fail(ErrorKindSyntax, reason)
}

// inKey adds a key to the path of the error.
func (r *reader) inKey(key string) bool {
	r.path = append(r.path, PathSegment{Key: key})
	return false
}

// atIndex adds an index to the path of the error.
func (r *reader) atIndex(index int) bool {
	r.path = append(r.path, PathSegment{Index: index, IsIndex: true})
	return false
}

// peek returns the next byte that is no white space; 0: nothing comes any more.
func (r *reader) peek() byte {
	if r.pos < len(r.data) {
		if c := r.data[r.pos]; c > ' ' {
			return c
		}
	}
	return r.peekPastSpace()
}

func (r *reader) peekPastSpace() byte {
	for r.pos < len(r.data) {
		switch c := r.data[r.pos]; c {
		case ' ', '\n', '\r', '\t':
			r.pos++
		default:
			return c
		}
	}
	return 0
}

// end reports whether nothing but white space comes any more.
func (r *reader) end() bool {
	r.peekPastSpace()
	if r.pos < len(r.data) {
		return r.syntax("something comes after the value")
	}
	return true
}

func (r *reader) word(word string) bool {
	end := r.pos + len(word)
	if end > len(r.data) || string(r.data[r.pos:end]) != word {
		return r.syntax("not a value")
	}
	r.pos = end
	return true
}

// null takes a null, if that comes next.
func (r *reader) null() bool {
	return r.peek() == 'n' && r.word("null")
}

// wrongType fails since something else comes than was expected; if that is no value at all, that is
// the error.
func (r *reader) wrongType(expected string) bool {
	if r.err != nil {
		return false
	}
	var found string
	switch r.peek() {
	case '"':
		found = "a string"
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		found = "a number"
	case 't', 'f':
		found = "a boolean"
	case 'n':
		found = "null"
	case '{':
		found = "an object"
	case '[':
		found = "an array"
	case 0:
		return r.syntax("the value ends too early")
	default:
		return r.syntax("not a value")
	}
	start, depth := r.pos, r.depth
	if !r.skip() {
		return false
	}
	r.pos, r.depth = start, depth
	return r.fail(ErrorKindType, "expected "+expected+", found "+found)
}

func (r *reader) enter() bool {
	if r.depth >= r.limits.Depth {
		return r.fail(ErrorKindLimit, "nested more than "+strconv.Itoa(r.limits.Depth)+" deep")
	}
	r.depth++
	r.pos++
	r.isFirst = true
	return true
}

func (r *reader) leave() {
	r.depth--
	r.pos++
	r.isFirst = false
}

// mark is the start of an object, with the number of arrays and objects around its members.
type mark int

func (m mark) offset() int { return int(m >> 8) }

func (m mark) depth() int { return int(m & 0xff) }

// object takes the start of an object.
func (r *reader) object() (mark, bool) {
	if r.peek() != '{' {
		return 0, r.wrongType("an object")
	}
	at := mark(r.pos<<8 | (r.depth + 1))
	return at, r.enter()
}

// member returns the key of the next member, whose value comes next; false: the object has ended, or
// there is an error.
func (r *reader) member() (string, bool) {
	data, pos := r.data, r.pos
	if !r.isFirst {
		if pos >= len(data) || data[pos] != ',' {
			return r.slowMember()
		}
		pos++
	}
	if pos >= len(data) || data[pos] != '"' {
		return r.slowMember()
	}
	start := pos + 1
	end := start
	for end+8 <= len(data) {
		word := binary.LittleEndian.Uint64(data[end:])
		r.high |= word
		if hit := special(word); hit != 0 {
			end += bits.TrailingZeros64(hit) >> 3
			goto found
		}
		end += 8
	}
	return r.slowMember()
found:
	if data[end] != '"' || end+1 >= len(data) || data[end+1] != ':' {
		return r.slowMember()
	}
	r.pos = end + 2
	r.isFirst = false
	return r.text[start:end], true
}

// slowMember is member for objects that end, and for white space and escapes.
func (r *reader) slowMember() (string, bool) {
	if !r.more('}') {
		return "", false
	}
	if r.peek() != '"' {
		return "", r.syntax("a key is a string")
	}
	key, ok := r.string()
	if !ok {
		return "", false
	}
	if r.peek() != ':' {
		return "", r.syntax("a colon comes after a key")
	}
	r.pos++
	return key, true
}

// array takes the start of an array.
func (r *reader) array() bool {
	if r.peek() != '[' {
		return r.wrongType("an array")
	}
	return r.enter()
}

// more moves past the comma before the next member or item, or past the bracket that closes; then it
// returns false.
func (r *reader) more(closing byte) bool {
	c := r.peek()
	if c == closing {
		r.leave()
		return false
	}
	if r.isFirst {
		r.isFirst = false
		if c == 0 {
			return r.syntax("the value ends too early")
		}
		return true
	}
	if c != ',' {
		if c == 0 {
			return r.syntax("the value ends too early")
		}
		return r.syntax("a comma comes between values")
	}
	r.pos++
	switch r.peek() {
	case closing:
		return r.syntax("no value comes after the comma")
	case 0:
		return r.syntax("the value ends too early")
	}
	return true
}

// count counts an item of a list or map.
func (r *reader) count() bool {
	if r.items >= r.limits.Items {
		return r.fail(ErrorKindLimit, "more than "+strconv.Itoa(r.limits.Items)+" items")
	}
	r.items++
	return true
}

// noNull fails if the next item of a list or map is null: no sender leaves it out so.
func (r *reader) noNull() bool {
	if r.peek() == 'n' {
		return r.wrongType("an item that is not null")
	}
	return true
}

// ok reports whether there is no error.
func (r *reader) ok() bool {
	return r.err == nil
}

// pass goes on behind a value that was refused, if its key comes again in the object: the last one
// counts. Otherwise it adds the key to the path of the error. pos is the offset of the value.
func (r *reader) pass(object mark, key string, pos int) bool {
	err, path := r.err, r.path
	r.err, r.path = nil, nil
	r.pos, r.depth = pos, object.depth()
	if r.skip() {
		behind := r.pos
		if last, ok := r.laterKeys(object)[key]; ok && last > pos {
			r.pos, r.depth, r.isFirst = behind, object.depth(), false
			return true
		}
	}
	r.err, r.path = err, path
	return r.inKey(key)
}

// laterKeys returns the offsets behind the last of each key of an object; the reader is behind one of
// its values.
func (r *reader) laterKeys(object mark) map[string]int {
	if keys, ok := r.later[object.offset()]; ok {
		return keys
	}
	keys := map[string]int{}
	r.isFirst = false
	for key, more := r.member(); more; key, more = r.member() {
		keys[key] = r.pos
		if !r.skip() {
			break
		}
	}
	if r.err != nil {
		// The object is no JSON, and is refused anyway.
		r.err, keys = nil, map[string]int{}
	}
	if r.later == nil {
		r.later = map[int]map[string]int{}
	}
	r.later[object.offset()] = keys
	return keys
}

// raw takes a value of any type as its text.
func (r *reader) raw() (RawJSON, bool) {
	r.peek()
	start := r.pos
	if !r.skip() {
		return "", false
	}
	return RawJSON(r.text[start:r.pos]), true
}

// skip takes a value, which still must be JSON.
func (r *reader) skip() bool {
	switch r.peek() {
	case '{', '[':
		return r.skipInner()
	}
	return r.skipScalar()
}

func (r *reader) skipScalar() bool {
	switch r.peek() {
	case '"':
		return r.skipString()
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		_, ok := r.skipNumber()
		return ok
	case 't':
		return r.word("true")
	case 'f':
		return r.word("false")
	case 'n':
		return r.word("null")
	case 0:
		return r.syntax("the value ends too early")
	}
	return r.syntax("not a value")
}

// skipInner takes the array or object that comes next, with everything in it.
func (r *reader) skipInner() bool {
	outer := r.depth
	// A bit for each array and object around, the innermost one the lowest; set: an object.
	var objects [2]uint64
	for {
		c := r.peek()
		if c == '{' || c == '[' {
			if !r.enter() {
				return false
			}
			objects[1] = objects[1]<<1 | objects[0]>>63
			objects[0] <<= 1
			if c == '{' {
				objects[0] |= 1
			}
		} else if !r.skipScalar() {
			return false
		}
		for {
			closing := byte(']')
			if objects[0]&1 == 1 {
				closing = '}'
			}
			if r.more(closing) {
				if closing == '}' && !r.skipKey() {
					return false
				}
				break
			}
			if r.err != nil {
				return false
			}
			objects[0] = objects[0]>>1 | objects[1]<<63
			objects[1] >>= 1
			if r.depth == outer {
				return true
			}
		}
	}
}

func (r *reader) skipKey() bool {
	if r.peek() != '"' {
		return r.syntax("a key is a string")
	}
	if !r.skipString() {
		return false
	}
	if r.peek() != ':' {
		return r.syntax("a colon comes after a key")
	}
	r.pos++
	return true
}

package wire

import (
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

package wire

import (
	"encoding/binary"
	"math/bits"
	"strconv"
)

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

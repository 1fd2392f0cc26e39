package wire

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

package wire

import "strconv"

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

// otherName refuses the name of another request than the one that is answered.
func (f *frameReader) otherName(at int) {
	f.enter(at)
	f.fail(ErrorKindConstant, "the reply names another request than "+strconv.Quote(f.event))
	f.within(at)
}

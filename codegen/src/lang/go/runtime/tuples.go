package wire

// tupleItems is the array of a tuple while it is read.
type tupleItems struct {
	index int
	// needed is the index behind the last item that must be there.
	needed int
	isOver bool
}

// readItem reads the next item of a tuple.
func readItem[T any](t *tupleItems, dst *T, r *reader, mayBeNull bool, item func(*T, *reader) bool) bool {
	if t.isOver || !r.more(']') {
		t.isOver = true
		return r.ok() && (t.index >= t.needed || tooShort(r))
	}
	if !r.count() {
		return false
	}
	start, depth := r.pos, r.depth
	if (mayBeNull || r.noNull()) && item(dst, r) {
		t.index++
		return true
	}
	return t.wrong(r, start, depth)
}

// wrong adds the index to the path of an error. That there are too few items is said first: it is of
// the whole array.
func (t *tupleItems) wrong(r *reader, start, depth int) bool {
	r.atIndex(t.index)
	if r.err.Kind == ErrorKindLimit {
		return false
	}
	err, path := r.err, r.path
	r.err, r.path = nil, nil
	r.pos, r.depth, r.isFirst = start, depth, true
	for range t.needed - t.index {
		if !r.more(']') {
			if r.err == nil {
				return tooShort(r)
			}
			break
		}
		if !r.skip() {
			break
		}
	}
	r.err, r.path = err, path
	return false
}

func tooShort(r *reader) bool {
	return r.fail(ErrorKindType, "expected an array with more items, found its end")
}

// ignoreRest takes the items that are left.
func (t *tupleItems) ignoreRest(r *reader) bool {
	for !t.isOver && r.more(']') {
		if !r.count() || !r.skip() {
			return false
		}
	}
	return r.ok()
}

// denyRest refuses items that are left.
func (t *tupleItems) denyRest(r *reader) bool {
	if !t.isOver && r.more(']') {
		r.fail(ErrorKindUnknownKey, "the schema has no such item")
		return r.atIndex(t.index)
	}
	return r.ok()
}

// keepRest keeps the items that are left.
func (t *tupleItems) keepRest(r *reader, rest *[]RawJSON) bool {
	for !t.isOver && r.more(']') {
		if !r.count() {
			return false
		}
		item, ok := r.raw()
		if !ok {
			return r.atIndex(t.index)
		}
		*rest = append(*rest, item)
		t.index++
	}
	return r.ok()
}

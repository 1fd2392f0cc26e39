package wire

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

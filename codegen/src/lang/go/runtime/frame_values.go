package wire

import "strconv"

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

func numberText(number int64) string {
	return strconv.FormatInt(number, 10)
}

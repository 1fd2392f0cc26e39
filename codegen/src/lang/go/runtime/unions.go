package wire

import (
	"strconv"
	"strings"
)

// hiddenKey is a key of an object that is not of the entity that is read: the tag of a union, or a key
// of the frame.
type hiddenKey struct {
	key string
	// offset is the place of the tag; of the object, if it has none.
	offset int
	// isLast is true if it is known that the tag was the last one of the object.
	isLast bool
	// outer is the tag of the union that has this one as a variant.
	outer *hiddenKey
}

// has reports whether a key is hidden.
func (h *hiddenKey) has(key string) bool {
	for ; h != nil; h = h.outer {
		if h.key == key {
			return true
		}
	}
	return false
}

// take takes the value of a hidden key. A tag that has come again ends reading: all is read again.
func (h *hiddenKey) take(r *reader, key string) bool {
	for ; h != nil; h = h.outer {
		if h.key == key && !h.isLast {
			return r.syntax("the tag comes again")
		}
	}
	return r.skip()
}

// textTag is the tag of a union.
type textTag struct {
	hiddenKey
	text  string
	isSet bool
}

// textTag finds the tag among the members of an object that the reader is in, and stays before those
// that were not read.
func (r *reader) textTag(object mark, key string, outer *hiddenKey) (textTag, bool) {
	tag := textTag{hiddenKey: hiddenKey{key: key, offset: object.offset(), outer: outer}}
	found, ok := r.findTag(&tag.hiddenKey, object)
	if !ok || !found {
		return tag, ok
	}
	rest, isFirst := r.pos, r.isFirst
	r.pos = tag.offset
	if !r.null() {
		tag.isSet = true
		if r.peek() != '"' {
			r.wrongType("a string")
		} else {
			tag.text, _ = r.string()
		}
	}
	if r.err != nil {
		return tag, r.inKey(key)
	}
	if tag.isLast {
		r.pos, r.isFirst = rest, isFirst
	}
	return tag, true
}

// intTag is the tag of a union.
type intTag struct {
	hiddenKey
	number int64
	isSet  bool
}

// intTag finds the tag among the members of an object that the reader is in, and stays before those
// that were not read.
func (r *reader) intTag(object mark, key string, outer *hiddenKey) (intTag, bool) {
	tag := intTag{hiddenKey: hiddenKey{key: key, offset: object.offset(), outer: outer}}
	found, ok := r.findTag(&tag.hiddenKey, object)
	if !ok || !found {
		return tag, ok
	}
	rest, isFirst := r.pos, r.isFirst
	r.pos = tag.offset
	if !r.null() {
		tag.isSet = true
		readInt(&tag.number, r)
	}
	if r.err != nil {
		return tag, r.inKey(key)
	}
	if tag.isLast {
		r.pos, r.isFirst = rest, isFirst
	}
	return tag, true
}

// findTag finds the offset of a tag. If it is the first key, it is taken for the last tag, unless the
// reader looks for the last one of each object.
func (r *reader) findTag(tag *hiddenKey, object mark) (found, ok bool) {
	start, isFirst := r.pos, r.isFirst
	if !r.isSearching {
		key, more := r.member()
		if more && key == tag.key {
			r.isTrusting = true
			r.peek()
			tag.offset = r.pos
			return true, true
		}
		if r.err != nil {
			return false, false
		}
		r.pos, r.isFirst, r.depth = start, isFirst, object.depth()
	}
	tag.isLast = true
	for key, more := r.member(); more; key, more = r.member() {
		if key == tag.key {
			r.peek()
			tag.offset, found = r.pos, true
		}
		if !r.skip() {
			return false, false
		}
	}
	r.pos, r.isFirst, r.depth = start, isFirst, object.depth()
	return found, r.ok()
}

// firstKey returns the first of some keys that an object has; -1: it has none. The reader stays before
// the members that were not read.
func (r *reader) firstKey(object mark, keys ...string) (int, bool) {
	start, isFirst, found := r.pos, r.isFirst, -1
	for key, more := r.member(); more && found != 0; key, more = r.member() {
		for at, known := range keys {
			if key == known && (found < 0 || at < found) {
				found = at
			}
		}
		if !r.skip() {
			break
		}
	}
	r.pos, r.isFirst, r.depth = start, isFirst, object.depth()
	return found, r.ok()
}

// nothing takes the members of an object that has none but the tag. If refusing is the name of a
// union, other keys are refused.
func (r *reader) nothing(tag *hiddenKey, refusing string) bool {
	for key, more := r.member(); more; key, more = r.member() {
		switch {
		case tag.has(key):
			if !tag.take(r, key) {
				return false
			}
		case refusing != "":
			r.deny(refusing, key)
			return r.inKey(key)
		case !r.skip():
			return r.inKey(key)
		}
	}
	return r.ok()
}

// readContent reads the value beside a tag.
func readContent[T any](dst *T, r *reader, object mark, tag *hiddenKey, content, refusing string, isNeeded bool, value func(*T, *reader) bool) bool {
	isSet := false
	for key, more := r.member(); more; key, more = r.member() {
		switch {
		case tag.has(key):
			if !tag.take(r, key) {
				return false
			}
		case key != content && refusing != "":
			r.deny(refusing, key)
			return r.inKey(key)
		case key != content:
			if !r.skip() {
				return r.inKey(key)
			}
		default:
			pos := r.pos
			if isSet {
				var empty T
				*dst = empty
			}
			isSet = !isNeeded || r.isThere()
			ok := !isSet && r.null() || value(dst, r)
			if !ok && !r.pass(object, key, pos) {
				return false
			}
		}
	}
	if r.ok() && isNeeded && !isSet {
		return r.missing(content)
	}
	return r.ok()
}

// unknownVariant takes an object whose variant the schema does not have, as its text.
func (r *reader) unknownVariant(object mark, tag *hiddenKey) (RawJSON, bool) {
	if !r.nothing(tag, "") {
		return "", false
	}
	return RawJSON(r.text[object.offset():r.pos]), true
}

// noVariant refuses a tag.
func (r *reader) noVariant(name, value string, tag *hiddenKey) bool {
	r.failAt(ErrorKindUnknownValue, name+" has no value "+strconv.Quote(value), tag.offset)
	return r.inKey(tag.key)
}

// noTag refuses an object without a tag.
func (r *reader) noTag(tag *hiddenKey) bool {
	r.failAt(ErrorKindMissing, "is missing", tag.offset)
	return r.inKey(tag.key)
}

// noKey refuses an object that has none of the keys of a union.
func (r *reader) noKey(name string, object mark) bool {
	return r.failAt(ErrorKindUnknownValue, name+" has none of its keys", object.offset())
}

// valueKind returns the kind of the value that comes next, by its first byte: s, n, b, a, o; 0: it is of
// none.
func (r *reader) valueKind() byte {
	switch r.peek() {
	case '"':
		return 's'
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return 'n'
	case 't', 'f':
		return 'b'
	case '[':
		return 'a'
	case '{':
		return 'o'
	}
	return 0
}

// hasTag reports whether the tag of a key was written: tags are keys, each between two zero bytes.
func hasTag(tags, key string) bool {
	return tags != "" && strings.Contains(tags, "\x00"+key+"\x00")
}

// appendMembersOf appends the members of an object, each with a comma, but for tags that were written
// before.
func appendMembersOf(b []byte, raw RawJSON, tags string) []byte {
	r := newReader([]byte(raw), unlimited)
	defer r.release()
	if _, ok := r.object(); !ok {
		return b
	}
	for key, more := r.member(); more; key, more = r.member() {
		value, ok := r.raw()
		if !ok {
			break
		}
		if !hasTag(tags, key) {
			b = appendText(b, key)
			b = append(b, ':')
			b = append(b, value...)
			b = append(b, ',')
		}
	}
	return b
}

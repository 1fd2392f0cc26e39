package wire

import (
	"strconv"
	"sync"
)

// readList reads an array; null is an empty one.
func readList[T any](dst *[]T, r *reader, item func(*T, *reader) bool) bool {
	*dst = nil
	if r.null() {
		return true
	}
	return r.array() && readItems(dst, r, 0, item)
}

// readNullableList is readList for items that may be null.
func readNullableList[T any](dst *[]T, r *reader, item func(*T, *reader) bool) bool {
	*dst = nil
	if r.null() {
		return true
	}
	return r.array() && readNullableItems(dst, r, 0, item)
}

// readItems reads the items of an array that the reader is in, which is at the one of this index.
func readItems[T any](dst *[]T, r *reader, from int, item func(*T, *reader) bool) bool {
	list := *dst
	for r.more(']') {
		if len(list) == cap(list) {
			list = grown(list)
		}
		list = list[:len(list)+1]
		if !r.count() {
			return false
		}
		if !r.noNull() || !item(&list[len(list)-1], r) {
			return r.atIndex(from + len(list) - 1)
		}
	}
	*dst = list
	return r.ok()
}

func readNullableItems[T any](dst *[]T, r *reader, from int, item func(*T, *reader) bool) bool {
	list := *dst
	for r.more(']') {
		if len(list) == cap(list) {
			list = grown(list)
		}
		list = list[:len(list)+1]
		if !r.count() {
			return false
		}
		if !item(&list[len(list)-1], r) {
			return r.atIndex(from + len(list) - 1)
		}
	}
	*dst = list
	return r.ok()
}

// grown returns a list with more room.
func grown[T any](list []T) []T {
	count := 2 * len(list)
	if count < 64 {
		count = max(1, 4*len(list))
	}
	wider := make([]T, len(list), count)
	copy(wider, list)
	return wider
}

// itemPool has room for the items of large lists until their number is known, so that each list is as
// large as it needs to be.
type itemPool[T any] struct {
	lists sync.Pool
}

// maxPooled is the number of items up to which room is kept.
const maxPooled = 1 << 12

// readList reads an array; null is an empty one.
func (p *itemPool[T]) readList(dst *[]T, r *reader, item func(*T, *reader) bool) bool {
	*dst = nil
	if r.null() {
		return true
	}
	if !r.array() {
		return false
	}
	if !r.more(']') {
		return r.ok()
	}
	if !r.count() {
		return false
	}
	// Most lists have one item.
	one := make([]T, 1)
	if !r.noNull() || !item(&one[0], r) {
		return r.atIndex(0)
	}
	if r.peek() == ']' {
		r.leave()
		*dst = one
		return true
	}
	room, _ := p.lists.Get().(*[]T)
	if room == nil {
		room = new([]T)
	}
	list := append((*room)[:0], one[0])
	for r.more(']') {
		if len(list) == cap(list) {
			list = grown(list)
		}
		list = list[:len(list)+1]
		if !r.count() {
			return false
		}
		if !r.noNull() || !item(&list[len(list)-1], r) {
			return r.atIndex(len(list) - 1)
		}
	}
	if !r.ok() {
		return false
	}
	*dst = append(make([]T, 0, len(list)), list...)
	if cap(list) <= maxPooled {
		clear(list)
		*room = list
		p.lists.Put(room)
	}
	return true
}

// readMap reads an object with any keys; null is an empty one.
func readMap[K comparable, V any](dst *map[K]V, r *reader, key func(string) (K, string), value func(*V, *reader) bool, mayBeNull bool) bool {
	*dst = nil
	if r.null() {
		return true
	}
	object, ok := r.object()
	if !ok {
		return false
	}
	var values map[K]V
	for text, more := r.member(); more; text, more = r.member() {
		pos := r.pos
		if !r.count() {
			return false
		}
		var read V
		name, problem := key(text)
		if problem != "" {
			r.fail(ErrorKindText, problem)
			return r.inKey(text)
		}
		if (mayBeNull || r.noNull()) && value(&read, r) {
			if values == nil {
				values = map[K]V{}
			}
			values[name] = read
		} else if !r.pass(object, text, pos) {
			return false
		}
	}
	*dst = values
	return r.ok()
}

// textKey returns the key of a map that is a text.
func textKey[K ~string](text string) (K, string) {
	return K(text), ""
}

// signedKey returns the key of a map that is an integer: decimal digits, and nothing else.
func signedKey[K ~int8 | ~int16 | ~int32 | ~int64](smallest, largest int64) func(string) (K, string) {
	return func(text string) (K, string) {
		value, err := strconv.ParseInt(text, 10, 64)
		if strconv.FormatInt(value, 10) != text {
			return 0, strconv.Quote(text) + " is no integer of the range"
		}
		if err != nil || value < smallest || value > largest {
			return 0, "the number is out of range"
		}
		return K(value), ""
	}
}

// unsignedKey is signedKey for integers that are not negative.
func unsignedKey[K ~uint8 | ~uint16 | ~uint32 | ~uint64](largest uint64) func(string) (K, string) {
	return func(text string) (K, string) {
		value, err := strconv.ParseUint(text, 10, 64)
		if strconv.FormatUint(value, 10) != text {
			return 0, strconv.Quote(text) + " is no integer of the range"
		}
		if err != nil || value > largest {
			return 0, "the number is out of range"
		}
		return K(value), ""
	}
}

// listedKey returns the key of a map that must be among the listed ones.
func listedKey[K comparable](key func(string) (K, string), name string, isListed func(K) bool) func(string) (K, string) {
	return func(text string) (K, string) {
		value, problem := key(text)
		if problem == "" && !isListed(value) {
			problem = name + " has no value " + strconv.Quote(text)
		}
		return value, problem
	}
}

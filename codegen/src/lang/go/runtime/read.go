package wire

import (
	"encoding/base64"
	"strconv"
	"strings"
)

// readText reads a text; null is the empty one.
func readText[T ~string](dst *T, r *reader) bool {
	if r.pos < len(r.data) && r.data[r.pos] == '"' {
		text, ok := r.string()
		*dst = T(text)
		return ok
	}
	text, ok := r.textOrNull()
	*dst = T(text)
	return ok
}

func (r *reader) textOrNull() (string, bool) {
	switch r.peek() {
	case '"':
		return r.string()
	case 'n':
		return "", r.word("null")
	}
	return "", r.wrongType("a string")
}

// readBool reads a boolean; null is false.
func readBool[T ~bool](dst *T, r *reader) bool {
	switch r.peek() {
	case 't':
		*dst = true
		return r.word("true")
	case 'f':
		*dst = false
		return r.word("false")
	case 'n':
		*dst = false
		return r.word("null")
	}
	return r.wrongType("a boolean")
}

// readBytes reads base64 of either alphabet, with or without padding; null is no bytes.
func readBytes[T ~[]byte](dst *T, r *reader) bool {
	r.peek()
	start := r.pos
	text, ok := r.textOrNull()
	if !ok {
		return false
	}
	if len(text)%4 == 0 {
		text = strings.TrimSuffix(strings.TrimSuffix(text, "="), "=")
	}
	text = strings.NewReplacer("-", "+", "_", "/").Replace(text)
	bytes, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil || strings.ContainsAny(text, "\r\n") {
		return r.failAt(ErrorKindText, "the string is not base64", start)
	}
	*dst = nil
	if len(bytes) > 0 {
		*dst = bytes
	}
	return true
}

// readRaw reads any value; null is the empty one.
func readRaw(dst *RawJSON, r *reader) bool {
	value, ok := r.raw()
	if value == "null" {
		value = ""
	}
	*dst = value
	return ok
}

// readNull reads null.
func readNull[T any](_ *T, r *reader) bool {
	return r.null() || r.wrongType("null")
}

// readOptional reads a value, or null as none.
func readOptional[T any](dst *Optional[T], r *reader, value func(*T, *reader) bool) bool {
	if r.null() {
		*dst = Optional[T]{}
		return true
	}
	dst.IsSet = true
	return value(&dst.Value, r)
}

// readPointer reads a value, or null as none.
func readPointer[T any](dst **T, r *reader, value func(*T, *reader) bool) bool {
	if r.null() {
		*dst = nil
		return true
	}
	*dst = new(T)
	return value(*dst, r)
}

// readNillable reads a value of a type that is nil if there is none, or null as none.
func readNillable[T any](dst *T, r *reader, value func(*T, *reader) bool) bool {
	if r.null() {
		var none T
		*dst = none
		return true
	}
	return value(dst, r)
}

// readPatch reads a value or null.
func readPatch[T any](dst *Patch[T], r *reader, value func(*T, *reader) bool) bool {
	if r.null() {
		*dst = PatchNull[T]()
		return true
	}
	*dst = Patch[T]{state: patchValue}
	return value(&dst.value, r)
}

// readPatchPointer reads a value that is held by a pointer, or null.
func readPatchPointer[T any](dst *Patch[*T], r *reader, value func(*T, *reader) bool) bool {
	if r.null() {
		*dst = PatchNull[*T]()
		return true
	}
	*dst = PatchValue(new(T))
	return value(dst.value, r)
}

// closedText reads a text that must be among the listed ones; null is the empty value.
func closedText[T ~string](dst *T, r *reader, name string, empty T, isListed func(T) bool) bool {
	if r.null() {
		*dst = empty
		return true
	}
	start := r.pos
	if !readText(dst, r) {
		return false
	}
	if !isListed(*dst) {
		return r.failAt(ErrorKindUnknownValue, name+" has no value "+strconv.Quote(string(*dst)), start)
	}
	return true
}

// closedInt reads an integer that must be among the listed ones; null is the empty value.
func closedInt[T ~int64](dst *T, r *reader, name string, empty T, isListed func(T) bool) bool {
	if r.null() {
		*dst = empty
		return true
	}
	start := r.pos
	if !readInt(dst, r) {
		return false
	}
	if !isListed(*dst) {
		return r.failAt(ErrorKindUnknownValue, name+" has no value "+strconv.FormatInt(int64(*dst), 10), start)
	}
	return true
}

// constantText reads a text that must be this one; null stands for it.
func (r *reader) constantText(constant string) bool {
	if r.null() {
		return true
	}
	start := r.pos
	text, ok := r.textOrNull()
	if ok && text != constant {
		return r.failAt(ErrorKindConstant, "expected "+strconv.Quote(constant), start)
	}
	return ok
}

// constantInt reads an integer that must be this one; null stands for it.
func (r *reader) constantInt(constant int64) bool {
	if r.null() {
		return true
	}
	start := r.pos
	var value int64
	ok := readInt64(&value, r)
	if ok && value != constant {
		return r.failAt(ErrorKindConstant, "expected "+strconv.FormatInt(constant, 10), start)
	}
	return ok
}

// constantBool reads a boolean that must be this one; null stands for it.
func (r *reader) constantBool(constant bool) bool {
	if r.null() {
		return true
	}
	start := r.pos
	var value bool
	ok := readBool(&value, r)
	if ok && value != constant {
		return r.failAt(ErrorKindConstant, "expected "+strconv.FormatBool(constant), start)
	}
	return ok
}

// isThere reports whether something else than null comes next.
func (r *reader) isThere() bool {
	return r.peek() != 'n'
}

// keep reads the value of a key that the schema does not have.
func (r *reader) keep(kept *map[string]RawJSON, key string) bool {
	value, ok := r.raw()
	if *kept == nil {
		*kept = map[string]RawJSON{}
	}
	(*kept)[key] = value
	return ok
}

// deny refuses a key that the schema does not have.
func (r *reader) deny(name, key string) bool {
	return r.skip() && r.fail(ErrorKindUnknownKey, name+" has no key "+strconv.Quote(key))
}

// missing fails since a field has no value, and no empty one.
func (r *reader) missing(key string) bool {
	r.fail(ErrorKindMissing, "is missing")
	return r.inKey(key)
}

// decode reads one value from bytes that hold nothing else.
func decode[T any](dst *T, data []byte, limits DecodeLimits, value func(*T, *reader) bool) error {
	r := newReader(data, limits)
	defer r.release()
	var empty T
	*dst = empty
	ok := r.ok() && value(dst, r) && r.end()
	if !ok && r.isTrusting {
		r.again()
		*dst = empty
		_ = r.ok() && value(dst, r) && r.end()
	}
	return r.failure()
}

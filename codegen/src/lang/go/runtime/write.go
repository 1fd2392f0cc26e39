package wire

import (
	"cmp"
	"encoding/base64"
	"math"
	"slices"
	"strconv"
	"sync"
)

// isPlain reports whether every character of a text stands for itself.
func isPlain(text string) bool {
	pos := 0
	for pos+8 <= len(text) {
		word := uint64(text[pos]) | uint64(text[pos+1])<<8 | uint64(text[pos+2])<<16 | uint64(text[pos+3])<<24 |
			uint64(text[pos+4])<<32 | uint64(text[pos+5])<<40 | uint64(text[pos+6])<<48 | uint64(text[pos+7])<<56
		if special(word) != 0 {
			return false
		}
		pos += 8
	}
	for pos < len(text) {
		if isSpecial(text[pos]) {
			return false
		}
		pos++
	}
	return true
}

// appendText appends a text with the escapes that JSON requires, and no others.
func appendText[T ~string](b []byte, text T) []byte {
	b = append(b, '"')
	if isPlain(string(text)) {
		b = append(b, text...)
	} else {
		b = appendEscaped(b, string(text))
	}
	return append(b, '"')
}

func appendEscaped(b []byte, text string) []byte {
	const digits = "0123456789abcdef"
	start := 0
	for pos := 0; pos < len(text); pos++ {
		c := text[pos]
		if !isSpecial(c) {
			continue
		}
		b = append(b, text[start:pos]...)
		start = pos + 1
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\b':
			b = append(b, '\\', 'b')
		case '\f':
			b = append(b, '\\', 'f')
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		case '\t':
			b = append(b, '\\', 't')
		default:
			b = append(b, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		}
	}
	return append(b, text[start:]...)
}

func appendBool[T ~bool](b []byte, value T) []byte {
	return strconv.AppendBool(b, bool(value))
}

func appendInt[T ~int8 | ~int16 | ~int32 | ~int64](b []byte, value T) []byte {
	return strconv.AppendInt(b, int64(value), 10)
}

func appendUint[T ~uint8 | ~uint16 | ~uint32 | ~uint64](b []byte, value T) []byte {
	return strconv.AppendUint(b, uint64(value), 10)
}

func appendFloat64[T ~float64](b []byte, value T) []byte {
	return appendFloat(b, float64(value), 64)
}

func appendFloat32[T ~float32](b []byte, value T) []byte {
	return appendFloat(b, float64(value), 32)
}

// appendFloat appends a number as ECMAScript prints it, with the sign of a negative zero; one that
// JSON does not have is null.
func appendFloat(b []byte, value float64, bits int) []byte {
	abs := math.Abs(value)
	isSmall, isLarge := abs < 1e-6, abs >= 1e21
	if bits == 32 {
		isSmall, isLarge = float32(abs) < 1e-6, float32(abs) >= 1e21
	}
	switch {
	case math.IsNaN(value) || math.IsInf(value, 0):
		return append(b, "null"...)
	case bits == 32 && value == 1.0/4096:
		// Just between two: strconv takes the odd one here, but the even one elsewhere.
		return append(b, "0.00024414062"...)
	case bits == 32 && value == -1.0/4096:
		return append(b, "-0.00024414062"...)
	case abs != 0 && (isSmall || isLarge):
		start := len(b)
		b = strconv.AppendFloat(b, value, 'e', -1, bits)
		// e-07 is e-7 there.
		if at := len(b) - 4; at > start && b[at] == 'e' && b[at+2] == '0' {
			b[at+2] = b[at+3]
			b = b[:at+3]
		}
		return b
	default:
		return strconv.AppendFloat(b, value, 'f', -1, bits)
	}
}

func appendBytes[T ~[]byte](b []byte, value T) []byte {
	b = append(b, '"')
	b = base64.StdEncoding.AppendEncode(b, value)
	return append(b, '"')
}

// appendUnion appends a union; nil is null.
func appendUnion(b []byte, value appender) []byte {
	if value == nil {
		return append(b, "null"...)
	}
	return value.AppendJSON(b)
}

type appender interface {
	AppendJSON(b []byte) []byte
}

// sortedKeys returns the keys of a map in order.
func sortedKeys[K cmp.Ordered, V any](values map[K]V) []K {
	if len(values) == 0 {
		return nil
	}
	keys := make([]K, 0, len(values))
	for key := range values {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// rankedKeys returns the keys of a map in the order of the schema.
func rankedKeys[K ranked, V any](values map[K]V) []K {
	keys := sortedKeys(values)
	if len(keys) > 1 {
		slices.SortStableFunc(keys, func(a, b K) int { return cmp.Compare(a.rank(), b.rank()) })
	}
	return keys
}

type ranked interface {
	cmp.Ordered
	rank() int
}

// appendSignedKey appends a key of a map that is an integer.
func appendSignedKey[K ~int8 | ~int16 | ~int32 | ~int64](b []byte, key K) []byte {
	b = append(b, '"')
	b = strconv.AppendInt(b, int64(key), 10)
	return append(b, '"')
}

// appendUnsignedKey appends a key of a map that is an integer.
func appendUnsignedKey[K ~uint8 | ~uint16 | ~uint32 | ~uint64](b []byte, key K) []byte {
	b = append(b, '"')
	b = strconv.AppendUint(b, uint64(key), 10)
	return append(b, '"')
}

// appendKept appends the members of an object that the schema does not have, each with a comma.
func appendKept(b []byte, kept map[string]RawJSON) []byte {
	for _, key := range sortedKeys(kept) {
		b = appendText(b, key)
		b = append(b, ':')
		b = kept[key].AppendJSON(b)
		b = append(b, ',')
	}
	return b
}

// closeObject ends an object whose last member has a comma after it.
func closeObject(b []byte) []byte {
	if last := len(b) - 1; b[last] == ',' {
		b[last] = '}'
		return b
	}
	return append(b, '}')
}

// buffers have room for what is written.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// maxBuffer is the size up to which room is kept.
const maxBuffer = 1 << 16

// marshal returns the JSON of a value, as large as it needs to be.
func marshal(value appender) []byte {
	room := buffers.Get().(*[]byte)
	b := value.AppendJSON((*room)[:0])
	written := append(make([]byte, 0, len(b)), b...)
	if cap(b) <= maxBuffer {
		*room = b
		buffers.Put(room)
	}
	return written
}

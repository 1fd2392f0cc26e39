package wire

import (
	"math"
	"strconv"
	"strings"
)

// skipNumber takes a number, and reports whether it is written without fraction and exponent.
func (r *reader) skipNumber() (isInteger, ok bool) {
	if r.byteAt(r.pos) == '-' {
		r.pos++
	}
	switch c := r.byteAt(r.pos); {
	case c == '0':
		r.pos++
	case '1' <= c && c <= '9':
		r.digits()
	default:
		return false, r.syntax("a number has digits")
	}
	isInteger = true
	if r.byteAt(r.pos) == '.' {
		isInteger = false
		r.pos++
		if !r.digits() {
			return false, false
		}
	}
	if c := r.byteAt(r.pos); c == 'e' || c == 'E' {
		isInteger = false
		r.pos++
		if c := r.byteAt(r.pos); c == '+' || c == '-' {
			r.pos++
		}
		if !r.digits() {
			return false, false
		}
	}
	if isDigit(r.byteAt(r.pos)) {
		return false, r.syntax("a number does not start with a zero")
	}
	return isInteger, true
}

func (r *reader) byteAt(pos int) byte {
	if pos < len(r.data) {
		return r.data[pos]
	}
	return 0
}

func isDigit(c byte) bool {
	return '0' <= c && c <= '9'
}

// digits takes one digit or more.
func (r *reader) digits() bool {
	start := r.pos
	for isDigit(r.byteAt(r.pos)) {
		r.pos++
	}
	if r.pos == start {
		return r.syntax("a number has digits")
	}
	return true
}

// safeDigits is the number of digits that always fit 64 bits.
const safeDigits = 19

// integer takes an integer, however it is written: whether it has a minus, and its value without
// that. 1.0 and 1e3 are integers.
func (r *reader) integer(expected string) (isNegative bool, value uint64, ok bool) {
	c := r.peek()
	if c != '-' && !isDigit(c) {
		return false, 0, r.wrongType(expected)
	}
	data, first := r.data, r.pos
	if c == '-' {
		first++
	}
	pos := first
	for pos < len(data) && isDigit(data[pos]) {
		value = value*10 + uint64(data[pos]-'0')
		pos++
	}
	count := pos - first
	isPlain := count > 0 && count <= safeDigits && (count == 1 || data[first] != '0')
	if pos < len(data) {
		switch data[pos] {
		case '.', 'e', 'E':
			isPlain = false
		}
	}
	if !isPlain {
		value, ok = r.longInteger(expected)
		return c == '-', value, ok
	}
	r.pos = pos
	return c == '-', value, true
}

// longInteger takes an integer that is long or has a fraction or an exponent, without its sign.
func (r *reader) longInteger(expected string) (uint64, bool) {
	start := r.pos
	isPlain, ok := r.skipNumber()
	if !ok {
		return 0, false
	}
	text := strings.TrimPrefix(r.text[start:r.pos], "-")
	if isPlain {
		value, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			return 0, r.failAt(ErrorKindRange, "the number is out of range: expected "+expected, start)
		}
		return value, true
	}
	value, isWhole, fits := whole(text)
	switch {
	case !isWhole:
		return 0, r.failAt(ErrorKindType, "expected "+expected+", found a number that is no integer", start)
	case !fits:
		return 0, r.failAt(ErrorKindRange, "the number is out of range: expected "+expected, start)
	}
	return value, true
}

// whole returns the value of a number without its sign. Nothing is rounded, and an exponent costs no
// more than its digits.
func whole(text string) (value uint64, isWhole, fits bool) {
	digits, exponentText := text, "0"
	if at := strings.IndexAny(text, "eE"); at >= 0 {
		digits, exponentText = text[:at], text[at+1:]
	}
	before, after, _ := strings.Cut(digits, ".")
	digits = before + after
	// Without zeros at the end, the last digit shows whether there is a fraction.
	significant := strings.TrimRight(digits, "0")
	zeros := len(digits) - len(significant)
	if significant == "" {
		return 0, true, true
	}
	exponent, err := strconv.ParseInt(exponentText, 10, 64)
	if err != nil || exponent > math.MaxInt32 || exponent < math.MinInt32 {
		// No length of a text makes up for an exponent of so many digits.
		exponent = math.MaxInt32
		if exponentText[0] == '-' {
			exponent = math.MinInt32
		}
	}
	scale := exponent - int64(len(after)) + int64(zeros)
	if scale < 0 {
		return 0, false, false
	}
	significant = strings.TrimLeft(significant, "0")
	if int64(len(significant))+scale > safeDigits+1 {
		return 0, true, false
	}
	value, err = strconv.ParseUint(significant+strings.Repeat("0", int(scale)), 10, 64)
	return value, true, err == nil
}

// signed takes an integer of a range; null is zero.
func (r *reader) signed(smallest, largest int64, expected string) (int64, bool) {
	if r.null() {
		return 0, true
	}
	start := r.pos
	isNegative, value, ok := r.integer(expected)
	if !ok {
		return 0, false
	}
	if isNegative {
		if value <= uint64(-(smallest+1))+1 {
			return int64(-value), true
		}
	} else if value <= uint64(largest) {
		return int64(value), true
	}
	return 0, r.failAt(ErrorKindRange, "the number is out of range: expected "+expected, start)
}

// unsigned takes a non-negative integer up to the largest; null is zero.
func (r *reader) unsigned(largest uint64, expected string) (uint64, bool) {
	if r.null() {
		return 0, true
	}
	start := r.pos
	isNegative, value, ok := r.integer(expected)
	if !ok {
		return 0, false
	}
	if value > largest || isNegative && value > 0 {
		return 0, r.failAt(ErrorKindRange, "the number is out of range: expected "+expected, start)
	}
	return value, true
}

// maxInt is the greatest integer that a double holds exactly, along with all before it.
const maxInt = 1<<53 - 1

func readInt[T ~int64](dst *T, r *reader) bool {
	value, ok := r.signed(-maxInt, maxInt, "an integer within ±(2^53 - 1)")
	*dst = T(value)
	return ok
}

func readInt8[T ~int8](dst *T, r *reader) bool {
	value, ok := r.signed(math.MinInt8, math.MaxInt8, "an integer of 8 bits")
	*dst = T(value)
	return ok
}

func readInt16[T ~int16](dst *T, r *reader) bool {
	value, ok := r.signed(math.MinInt16, math.MaxInt16, "an integer of 16 bits")
	*dst = T(value)
	return ok
}

func readInt32[T ~int32](dst *T, r *reader) bool {
	value, ok := r.signed(math.MinInt32, math.MaxInt32, "an integer of 32 bits")
	*dst = T(value)
	return ok
}

func readInt64[T ~int64](dst *T, r *reader) bool {
	value, ok := r.signed(math.MinInt64, math.MaxInt64, "an integer of 64 bits")
	*dst = T(value)
	return ok
}

func readUint[T ~uint64](dst *T, r *reader) bool {
	value, ok := r.unsigned(maxInt, "a non-negative integer up to 2^53 - 1")
	*dst = T(value)
	return ok
}

func readUint8[T ~uint8](dst *T, r *reader) bool {
	value, ok := r.unsigned(math.MaxUint8, "a non-negative integer of 8 bits")
	*dst = T(value)
	return ok
}

func readUint16[T ~uint16](dst *T, r *reader) bool {
	value, ok := r.unsigned(math.MaxUint16, "a non-negative integer of 16 bits")
	*dst = T(value)
	return ok
}

func readUint32[T ~uint32](dst *T, r *reader) bool {
	value, ok := r.unsigned(math.MaxUint32, "a non-negative integer of 32 bits")
	*dst = T(value)
	return ok
}

func readUint64[T ~uint64](dst *T, r *reader) bool {
	value, ok := r.unsigned(math.MaxUint64, "a non-negative integer of 64 bits")
	*dst = T(value)
	return ok
}

// float takes a number; null is zero.
func (r *reader) float() (float64, bool) {
	if r.null() {
		return 0, true
	}
	c := r.peek()
	if c != '-' && !isDigit(c) {
		return 0, r.wrongType("a number")
	}
	start := r.pos
	if _, ok := r.skipNumber(); !ok {
		return 0, false
	}
	value, err := strconv.ParseFloat(r.text[start:r.pos], 64)
	if err != nil {
		return 0, r.failAt(ErrorKindRange, "the number is out of range: expected a number that a double holds", start)
	}
	return value, true
}

func readFloat64[T ~float64](dst *T, r *reader) bool {
	value, ok := r.float()
	*dst = T(value)
	return ok
}

func readFloat32[T ~float32](dst *T, r *reader) bool {
	r.peek()
	start := r.pos
	value, ok := r.float()
	*dst = T(value)
	if ok && math.IsInf(float64(*dst), 0) {
		return r.failAt(ErrorKindRange, "the number is out of range: expected a number of 32 bits", start)
	}
	return ok
}

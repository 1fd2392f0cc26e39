package wire

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	lowBits  = 0x0101010101010101
	highBits = 0x8080808080808080
)

// special sets the high bit of the first byte, from the lowest one, that is a quote, a backslash or a
// control character; there may be more bits above it.
func special(word uint64) uint64 {
	quotes := word ^ (lowBits * 0x02)
	backslashes := word ^ (lowBits * 0x5c)
	return ((quotes - lowBits*0x21) | (backslashes - lowBits)) &^ word & highBits
}

func isSpecial(c byte) bool {
	return c < ' ' || c == '"' || c == '\\'
}

// plainEnd returns the end of the characters that stand for themselves.
func (r *reader) plainEnd(pos int) int {
	data, high := r.data, uint64(0)
	for pos+8 <= len(data) {
		word := binary.LittleEndian.Uint64(data[pos:])
		high |= word
		if hit := special(word); hit != 0 {
			r.high |= high
			return pos + bits.TrailingZeros64(hit)>>3
		}
		pos += 8
	}
	for pos < len(data) && !isSpecial(data[pos]) {
		high |= uint64(data[pos])
		pos++
	}
	r.high |= high
	return pos
}

// string takes a text, whose quote comes next.
func (r *reader) string() (string, bool) {
	start := r.pos + 1
	end := r.plainEnd(start)
	if end < len(r.data) && r.data[end] == '"' {
		r.pos = end + 1
		return r.text[start:end], true
	}
	return r.escaped(start, end)
}

// escaped takes a text with escapes; its first run of plain characters is known.
func (r *reader) escaped(start, end int) (string, bool) {
	text := make([]byte, 0, max(2*(end-start), 32))
	text = append(text, r.data[start:end]...)
	r.pos = end
	for {
		if r.pos >= len(r.data) {
			return "", r.syntax("the string does not end")
		}
		if r.data[r.pos] == '"' {
			r.pos++
			return string(text), true
		}
		c, ok := r.escape()
		if !ok {
			return "", false
		}
		text = utf8.AppendRune(text, c)
		end := r.plainEnd(r.pos)
		text = append(text, r.data[r.pos:end]...)
		r.pos = end
	}
}

func (r *reader) skipString() bool {
	r.pos = r.plainEnd(r.pos + 1)
	for r.pos < len(r.data) {
		if r.data[r.pos] == '"' {
			r.pos++
			return true
		}
		if _, ok := r.escape(); !ok {
			return false
		}
		r.pos = r.plainEnd(r.pos)
	}
	return r.syntax("the string does not end")
}

// escape takes an escape; anything else that a text cannot hold is an error.
func (r *reader) escape() (rune, bool) {
	if r.data[r.pos] != '\\' {
		return 0, r.syntax("a control character in a string")
	}
	if r.pos+1 >= len(r.data) {
		return 0, r.syntax("the string does not end")
	}
	var c rune
	switch r.data[r.pos+1] {
	case '"', '\\', '/':
		c = rune(r.data[r.pos+1])
	case 'b':
		c = '\b'
	case 'f':
		c = '\f'
	case 'n':
		c = '\n'
	case 'r':
		c = '\r'
	case 't':
		c = '\t'
	case 'u':
		return r.unicode()
	default:
		return 0, r.syntax("not an escape")
	}
	r.pos += 2
	return c, true
}

// unicode takes an escape \uXXXX, or the two of a surrogate pair. Half a pair is U+FFFD.
func (r *reader) unicode() (rune, bool) {
	unit, ok := r.hex(r.pos)
	if !ok {
		return 0, false
	}
	if !utf16.IsSurrogate(unit) {
		r.pos += 6
		return unit, true
	}
	if unit < 0xdc00 && r.pos+7 < len(r.data) && r.data[r.pos+6] == '\\' && r.data[r.pos+7] == 'u' {
		second, ok := r.hex(r.pos + 6)
		if !ok {
			return 0, false
		}
		if pair := utf16.DecodeRune(unit, second); pair != utf8.RuneError {
			r.pos += 12
			return pair, true
		}
	}
	r.pos += 6
	return utf8.RuneError, true
}

func (r *reader) hex(pos int) (rune, bool) {
	if pos+6 > len(r.data) {
		return 0, r.syntax("an escape has four hexadecimal digits")
	}
	var unit rune
	for _, c := range r.data[pos+2 : pos+6] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, r.syntax("an escape has four hexadecimal digits")
		}
		unit = unit<<4 | rune(c)
	}
	return unit, true
}

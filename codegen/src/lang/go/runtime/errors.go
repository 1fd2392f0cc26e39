package wire

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// ErrorKind says what is wrong with bytes that could not be read.
type ErrorKind uint8

const (
	// ErrorKindSyntax is the kind of bytes that are not JSON.
	ErrorKindSyntax ErrorKind = iota + 1
	// ErrorKindEncoding is the kind of bytes that are not UTF-8.
	ErrorKindEncoding
	// ErrorKindLimit is the kind of a frame that is larger than its [DecodeLimits].
	ErrorKindLimit
	// ErrorKindType is the kind of a value of another type of JSON than expected.
	ErrorKindType
	// ErrorKindRange is the kind of a number beyond the range of its type.
	ErrorKindRange
	// ErrorKindUnknownValue is the kind of a value that a closed enum or union does not have.
	ErrorKindUnknownValue
	// ErrorKindConstant is the kind of a value other than the only one that is allowed.
	ErrorKindConstant
	// ErrorKindMissing is the kind of a value that is missing and has no empty one.
	ErrorKindMissing
	// ErrorKindText is the kind of a text that its type does not have.
	ErrorKindText
	// ErrorKindUnknownKey is the kind of a key that is refused because the schema does not have it.
	ErrorKindUnknownKey
	// ErrorKindNoEvent is the kind of a frame that does not say which event it is.
	ErrorKindNoEvent
)

// errorKinds are the names of kinds, from the one of syntax on.
var errorKinds = [...]string{
	"syntax", "encoding", "limit", "type", "range", "unknown value", "constant", "missing", "text",
	"unknown key", "no event",
}

// String returns the name of the kind, such as "unknown key".
func (k ErrorKind) String() string {
	if k == 0 || int(k) > len(errorKinds) {
		return "ErrorKind(" + strconv.Itoa(int(k)) + ")"
	}
	return errorKinds[k-1]
}

// PathSegment is a step into a value: the key of an object, or the index of an array.
type PathSegment struct {
	// Key is the key of an object; it has no meaning if IsIndex is true.
	Key string
	// Index is the position in an array, if IsIndex is true.
	Index int
	// IsIndex is true for a step into an array.
	IsIndex bool
}

// DecodeError says why bytes could not be read, and where. Find it with [errors.As].
type DecodeError struct {
	// Kind is the kind of the error.
	Kind ErrorKind
	// Reason is the error in words.
	Reason string
	// Offset is the offset of the byte at which reading ended.
	Offset int
	// Segments are the steps from the whole value to the place of the error.
	Segments []PathSegment
}

// Path returns the place of the error as one writes it in code, such as
// params.chats[3].title. It is empty for the whole value.
func (e *DecodeError) Path() string {
	return pathText(e.Segments)
}

// Pointer returns the place of the error as a JSON pointer, such as /params/chats/3/title.
func (e *DecodeError) Pointer() string {
	var text strings.Builder
	escape := strings.NewReplacer("~", "~0", "/", "~1")
	for _, segment := range e.Segments {
		text.WriteByte('/')
		if segment.IsIndex {
			text.WriteString(strconv.Itoa(segment.Index))
		} else {
			text.WriteString(escape.Replace(segment.Key))
		}
	}
	return text.String()
}

// Error returns the place, the reason and the offset.
func (e *DecodeError) Error() string {
	if len(e.Segments) == 0 {
		return fmt.Sprintf("%s at byte %d", e.Reason, e.Offset)
	}
	return fmt.Sprintf("%s: %s at byte %d", e.Path(), e.Reason, e.Offset)
}

func pathText(segments []PathSegment) string {
	var text strings.Builder
	for _, segment := range segments {
		switch {
		case segment.IsIndex:
			text.WriteString("[" + strconv.Itoa(segment.Index) + "]")
		case isPlainKey(segment.Key):
			if text.Len() > 0 {
				text.WriteByte('.')
			}
			text.WriteString(segment.Key)
		default:
			text.WriteString("[" + strconv.Quote(segment.Key) + "]")
		}
	}
	return text.String()
}

func isPlainKey(key string) bool {
	for _, c := range key {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_' && c != '-' {
			return false
		}
	}
	return key != ""
}

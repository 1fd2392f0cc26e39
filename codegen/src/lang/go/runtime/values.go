package wire

import (
	"time"
)

// RawJSON is any JSON value, as its text. The empty text stands for null. To read it, give it to
// encoding/json: json.Unmarshal([]byte(raw), &value).
type RawJSON string

// ParseJSON returns a text as [RawJSON] if it is JSON.
func ParseJSON(text string) (RawJSON, error) {
	r := newReader([]byte(text), unlimited)
	defer r.release()
	if !r.skip() || !r.end() {
		return "", r.failure()
	}
	return RawJSON(text), nil
}

// IsNull reports whether the value is null.
func (j RawJSON) IsNull() bool {
	return j == "" || j == "null"
}

// String returns the text.
func (j RawJSON) String() string {
	if j == "" {
		return "null"
	}
	return string(j)
}

// MarshalJSON returns the text.
func (j RawJSON) MarshalJSON() ([]byte, error) {
	return []byte(j.String()), nil
}

// UnmarshalJSON takes the text of any value.
func (j *RawJSON) UnmarshalJSON(data []byte) error {
	*j = RawJSON(data)
	return nil
}

// AppendJSON appends the text.
func (j RawJSON) AppendJSON(b []byte) []byte {
	return append(b, j.String()...)
}

// Datetime is date and time as text per RFC 3339, kept exactly as it came.
type Datetime string

// NewDatetime returns a time as a [Datetime].
func NewDatetime(t time.Time) Datetime {
	return Datetime(t.Format(time.RFC3339Nano))
}

// Time returns the time that the text says.
func (d Datetime) Time() (time.Time, error) {
	return time.Parse(time.RFC3339Nano, string(d))
}

// String returns the text.
func (d Datetime) String() string {
	return string(d)
}

// Null is null, and no other value.
type Null struct{}

// MarshalJSON returns null.
func (Null) MarshalJSON() ([]byte, error) {
	return []byte("null"), nil
}

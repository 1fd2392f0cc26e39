// Package judge says what generated packages make of vectors.
package judge

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
)

// Vector is a text, and what it is of.
type Vector struct {
	Class string  `json:"class"`
	From  string  `json:"from"`
	Text  string  `json:"text"`
	Type  string  `json:"type"`
	Event *string `json:"event"`
}

// Outcome is what a package made of a vector.
type Outcome struct {
	Kind      *string
	Known     *string
	Sent      *string
	Unknown   *string
	Raw       *string
	Malformed *string
	Threw     *string
}

// MarshalJSON writes an outcome as the tests read it.
func (o *Outcome) MarshalJSON() ([]byte, error) {
	line := map[string]any{}
	set := func(key string, text *string) {
		if text != nil {
			line[key] = *text
		}
	}
	set("kind", o.Kind)
	set("known", o.Known)
	set("sent", o.Sent)
	set("unknown", o.Unknown)
	set("raw", o.Raw)
	set("malformed", o.Malformed)
	set("threw", o.Threw)
	return json.Marshal(line)
}

// Known is the outcome of a text that was read and written again.
func Known(text string) *Outcome { return &Outcome{Known: &text} }

// Unknown is the outcome of a text that was kept though it is not known.
func Unknown(text string) *Outcome { return &Outcome{Unknown: &text} }

// Later is the outcome of a frame of an event that the schema does not have.
func Later(event Event) *Outcome {
	outcome, raw := Unknown(event.EventName()), event.String()
	outcome.Raw = &raw
	return outcome
}

// Unstable is the outcome of a value that is another one after it was written and read.
func Unstable(text string) *Outcome { return &Outcome{Threw: &text} }

// Pointer is an error that knows its place.
type Pointer interface {
	error
	Pointer() string
}

// Refused is the outcome of a text that was refused.
func Refused[E Pointer](err error) *Outcome {
	var found E
	if !errors.As(err, &found) {
		return Unstable(fmt.Sprintf("%v is no %T", err, found))
	}
	if found.Error() == "" {
		return Unstable("an error without words")
	}
	pointer := found.Pointer()
	return &Outcome{Malformed: &pointer}
}

// Appender is a value that appends itself as JSON.
type Appender interface {
	AppendJSON(b []byte) []byte
}

// value is a pointer to a type that reads and writes itself.
type value[T any] interface {
	*T
	Appender
	UnmarshalJSON(data []byte) error
	MarshalJSON() ([]byte, error)
	String() string
}

// Entity reads an entity; sent writes it as a client does, if it is one of the server.
func Entity[E Pointer, T any, P value[T]](sent func(P) []byte) func(Vector) *Outcome {
	return func(v Vector) *Outcome {
		var one, again T
		if err := P(&one).UnmarshalJSON([]byte(v.Text)); err != nil {
			return Refused[E](err)
		}
		written := P(&one).AppendJSON(nil)
		if err := P(&again).UnmarshalJSON(written); err != nil {
			return Unstable(err.Error())
		}
		if !reflect.DeepEqual(one, again) {
			return Unstable(string(written))
		}
		if text := P(&one).String(); text != string(written) {
			return Unstable(text)
		}
		// The standard library calls the same methods.
		var standard T
		if err := json.Unmarshal([]byte(v.Text), &standard); err == nil && !reflect.DeepEqual(one, standard) {
			return Unstable("encoding/json reads something else")
		}
		outcome := Known(string(written))
		if sent != nil {
			text := string(sent(&one))
			outcome.Sent = &text
		}
		return outcome
	}
}

// Union reads a union; sent writes it as a client does, if it is one of the server.
func Union[E Pointer, U Appender](decode func([]byte) (U, error), isUnknown func(U) bool, sent func(U) []byte) func(Vector) *Outcome {
	return func(v Vector) *Outcome {
		one, err := decode([]byte(v.Text))
		if err != nil {
			return Refused[E](err)
		}
		written := one.AppendJSON(nil)
		again, err := decode(written)
		if err != nil {
			return Unstable(err.Error())
		}
		if !reflect.DeepEqual(one, again) {
			return Unstable(string(written))
		}
		if isUnknown(one) {
			return Unknown(string(written))
		}
		outcome := Known(string(written))
		if sent != nil {
			text := string(sent(one))
			outcome.Sent = &text
		}
		return outcome
	}
}

// known is an enum.
type known interface {
	comparable
	Known() bool
	String() string
}

// OpenEnum reads a value of an enum that keeps others.
func OpenEnum[T known](v Vector) *Outcome {
	if v.Class != "enum-value" && v.Class != "unknown-value" {
		return nil
	}
	return enum[T](v)
}

// ClosedEnum reads a value of an enum that refuses others.
func ClosedEnum[E Pointer, T known](v Vector) *Outcome {
	var one T
	if err := json.Unmarshal([]byte(v.Text), &one); err != nil {
		return Refused[E](err)
	}
	return enum[T](v)
}

func enum[T known](v Vector) *Outcome {
	var one T
	if err := json.Unmarshal([]byte(v.Text), &one); err != nil {
		return Unstable(err.Error())
	}
	written, err := json.Marshal(one)
	if err != nil {
		return Unstable(err.Error())
	}
	if !one.Known() {
		return Unknown(string(written))
	}
	return Known(string(written))
}

// Event is a frame that was read.
type Event interface {
	EventName() string
	String() string
}

// Frame reads a frame in an envelope.
func Frame[E Pointer](decode func([]byte) Event, isUnknown func(Event) bool) func(Vector) *Outcome {
	return func(v Vector) *Outcome {
		frame := []byte(v.Text)
		event := decode(frame)
		// Nothing that was read may depend on the bytes.
		for at := range frame {
			frame[at] = 'x'
		}
		if isUnknown(event) {
			return Later(event)
		}
		if err, ok := event.(error); ok {
			return Refused[E](err)
		}
		written := event.(Appender).AppendJSON(nil)
		again := decode(written)
		if !reflect.DeepEqual(event, again) {
			return Unstable(string(written))
		}
		return Known(string(written))
	}
}

// Drawn is a frame that the schema draws.
type Drawn interface {
	Event
	FrameKind() string
}

// DrawnFrame reads a frame that the schema draws; answer reads what is in a reply, as its request says,
// and writes it in its place.
func DrawnFrame[E Pointer](decode func(frame []byte, event string) Drawn, isUnknown func(Drawn) bool, answer func(Drawn, string) error) func(Vector) *Outcome {
	return func(v Vector) *Outcome {
		event := ""
		if v.Event != nil {
			event = *v.Event
		}
		text := []byte(v.Text)
		frame := decode(text, event)
		for at := range text {
			text[at] = 'x'
		}
		outcome := drawn[E](frame, decode, isUnknown, answer, event)
		if kind := frame.FrameKind(); kind != "" {
			outcome.Kind = &kind
		}
		return outcome
	}
}

func drawn[E Pointer](frame Drawn, decode func(frame []byte, event string) Drawn, isUnknown func(Drawn) bool, answer func(Drawn, string) error, event string) *Outcome {
	if isUnknown(frame) {
		return Later(frame)
	}
	if err, ok := frame.(error); ok {
		return Refused[E](err)
	}
	if err := answer(frame, event); err != nil {
		return Refused[E](err)
	}
	written := frame.(Appender).AppendJSON(nil)
	again := decode(written, event)
	if !reflect.DeepEqual(frame, again) {
		return Unstable(string(written))
	}
	return Known(string(written))
}

package wire

import (
	"encoding/json"
	"fmt"
)

// Optional is a value that may be missing. The zero value is none.
type Optional[T any] struct {
	// Value is the value, if IsSet is true.
	Value T
	// IsSet is true if there is a value.
	IsSet bool
}

// Some returns an [Optional] with a value.
func Some[T any](value T) Optional[T] {
	return Optional[T]{Value: value, IsSet: true}
}

// Get returns the value, and whether there is one.
func (o Optional[T]) Get() (T, bool) {
	return o.Value, o.IsSet
}

// Or returns the value, or another one if there is none.
func (o Optional[T]) Or(other T) T {
	if o.IsSet {
		return o.Value
	}
	return other
}

// IsZero reports whether there is no value. The option omitzero of encoding/json uses it.
func (o Optional[T]) IsZero() bool {
	return !o.IsSet
}

// String returns the value as fmt prints it, or <none>.
func (o Optional[T]) String() string {
	if !o.IsSet {
		return "<none>"
	}
	return fmt.Sprint(o.Value)
}

// MarshalJSON returns the JSON of the value, or null.
func (o Optional[T]) MarshalJSON() ([]byte, error) {
	if !o.IsSet {
		return []byte("null"), nil
	}
	return json.Marshal(o.Value)
}

// UnmarshalJSON reads a value, or null as none.
func (o *Optional[T]) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*o = Optional[T]{}
		return nil
	}
	o.IsSet = true
	return json.Unmarshal(data, &o.Value)
}

type patchState uint8

const (
	patchAbsent patchState = iota
	patchNull
	patchValue
)

// Patch is a field of which a missing key, null and a value have three meanings: leave the value,
// remove it, or replace it. The zero value is a missing key.
type Patch[T any] struct {
	value T
	state patchState
}

// PatchNull returns a [Patch] that is null.
func PatchNull[T any]() Patch[T] {
	return Patch[T]{state: patchNull}
}

// PatchValue returns a [Patch] with a value.
func PatchValue[T any](value T) Patch[T] {
	return Patch[T]{value: value, state: patchValue}
}

// IsAbsent reports whether the key is missing.
func (p Patch[T]) IsAbsent() bool {
	return p.state == patchAbsent
}

// IsNull reports whether the key is there with null.
func (p Patch[T]) IsNull() bool {
	return p.state == patchNull
}

// Get returns the value, and whether there is one.
func (p Patch[T]) Get() (T, bool) {
	return p.value, p.state == patchValue
}

// IsZero reports whether the key is missing. The option omitzero of encoding/json uses it.
func (p Patch[T]) IsZero() bool {
	return p.state == patchAbsent
}

// String returns the value as fmt prints it, <absent> or <null>.
func (p Patch[T]) String() string {
	switch p.state {
	case patchAbsent:
		return "<absent>"
	case patchNull:
		return "<null>"
	default:
		return fmt.Sprint(p.value)
	}
}

// MarshalJSON returns the JSON of the value, or null.
func (p Patch[T]) MarshalJSON() ([]byte, error) {
	if p.state != patchValue {
		return []byte("null"), nil
	}
	return json.Marshal(p.value)
}

// UnmarshalJSON reads a value or null.
func (p *Patch[T]) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*p = PatchNull[T]()
		return nil
	}
	p.state = patchValue
	return json.Unmarshal(data, &p.value)
}

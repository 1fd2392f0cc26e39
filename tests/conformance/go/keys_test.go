// Package keys_test looks at keys that the schema does not have.
package keys_test

import (
	"errors"
	"testing"

	deny "vectors/deny_generated"
	keep "vectors/keep_generated"
)

func TestUnknownKeysAreWrittenBack(t *testing.T) {
	frame := `{"event":"server.tag.deleted","params":{"tags":[{"uid":"a","z":{"b":1},"a":[1.50]}],"more":null}}`
	event, ok := keep.DecodeServerEvent([]byte(frame)).(*keep.ServerTagDeletedEvent)
	if !ok {
		t.Fatal("not known")
	}
	if got := event.Params.Tags[0].UnknownFields["a"]; got != "[1.50]" {
		t.Fatal(got)
	}
	want := `{"event":"server.tag.deleted","params":{"tags":[{"uid":"a","a":[1.50],"z":{"b":1}}],"more":null}}`
	if got := event.String(); got != want {
		t.Fatal(got)
	}
}

func TestUnknownKeysAreRefused(t *testing.T) {
	frame := `{"event":"server.tag.deleted","params":{"tags":[{"uid":"a","z":1}]},"more":1}`
	event, ok := deny.DecodeServerEvent([]byte(frame)).(*deny.MalformedEvent)
	if !ok {
		t.Fatal("not malformed")
	}
	var err *deny.DecodeError
	if !errors.As(event, &err) || err.Kind != deny.ErrorKindUnknownKey || err.Path() != "params.tags[0].z" {
		t.Fatal(event)
	}
}

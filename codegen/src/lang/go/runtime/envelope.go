package wire

import "bytes"

// UnknownEvent is an event that this version of the schema does not have, kept whole.
type UnknownEvent struct {
	// Name is the name of the event.
	Name string
	// ConfirmID is the id by which the frame is to be confirmed; empty: it need not be.
	ConfirmID string
	// Raw is the whole frame.
	Raw RawJSON
}

// EventName returns the name of the event.
func (e *UnknownEvent) EventName() string { return e.Name }

// FrameID returns the id by which the frame is to be confirmed; empty: it need not be.
func (e *UnknownEvent) FrameID() string { return e.ConfirmID }

// String returns the whole frame.
func (e *UnknownEvent) String() string { return e.Raw.String() }

// MalformedEvent is a frame that could not be read. It is an error, and [errors.As] finds the
// [*DecodeError] in it.
type MalformedEvent struct {
	// Name is the name of the event, if reading came that far.
	Name string
	// ConfirmID is the id by which the frame is to be confirmed, if reading came that far.
	ConfirmID string
	// Raw are the bytes of the frame.
	Raw []byte
	// Err says what is wrong, and where.
	Err *DecodeError
}

// EventName returns the name of the event, if reading came that far.
func (e *MalformedEvent) EventName() string { return e.Name }

// FrameID returns the id by which the frame is to be confirmed, if reading came that far.
func (e *MalformedEvent) FrameID() string { return e.ConfirmID }

// Error says what is wrong, and where.
func (e *MalformedEvent) Error() string {
	if e.Name == "" {
		return "malformed frame: " + e.Err.Error()
	}
	return "malformed event " + e.Name + ": " + e.Err.Error()
}

// Unwrap returns the [*DecodeError].
func (e *MalformedEvent) Unwrap() error { return e.Err }

// String returns what Error does.
func (e *MalformedEvent) String() string { return e.Error() }

// envelopeEvent is an event while it is read.
type envelopeEvent interface {
	comparable
	readParams(r *reader) bool
	withoutParams(r *reader) bool
	setFrameID(id string)
}

// envelope is a frame while it is read.
type envelope[E envelopeEvent] struct {
	keys envelopeKeys
	// create returns an event without params; nil: there is no event of the name.
	create  func(name string) E
	event   E
	name    string
	id      string
	isNamed bool
	// params is the offset of the params; 0: there are none.
	params int
	// isLate is true if the name came after the params.
	isLate bool
}

type envelopeKeys struct {
	event, id, params string
}

// decodeEnvelope reads a frame: an event, or one that is unknown or malformed.
func decodeEnvelope[E envelopeEvent](frame []byte, limits DecodeLimits, keys envelopeKeys, create func(name string) E) (E, *UnknownEvent, *MalformedEvent) {
	r := newReader(frame, limits)
	defer r.release()
	e := envelope[E]{keys: keys, create: create}
	if !e.read(r) {
		e.readAgain(r)
	}
	var none E
	if err := r.problem(); err != nil {
		return none, nil, &MalformedEvent{Name: e.name, ConfirmID: e.id, Raw: bytes.Clone(frame), Err: err}
	}
	if e.event == none {
		return none, &UnknownEvent{Name: e.name, ConfirmID: e.id, Raw: RawJSON(r.text)}, nil
	}
	if e.id != "" {
		e.event.setFrameID(e.id)
	}
	return e.event, nil, nil
}

// readAgain reads a frame that was refused: the last tag of a union counts, and so does the last of
// each key.
func (e *envelope[E]) readAgain(r *reader) {
	if r.isTrusting {
		*e = envelope[E]{keys: e.keys, create: e.create}
		r.again()
		if e.read(r) {
			return
		}
	}
	err, path, isSearching := r.err, r.path, r.isSearching
	r.start(r.data, r.text, r.limits)
	r.isSearching = isSearching
	last := envelope[E]{keys: e.keys, create: e.create}
	if r.err == nil && last.readLast(r) {
		*e = last
		return
	}
	r.err, r.path = err, path
}

// read reads the members of a frame, in any order. Params before the name of their event are read at
// the end.
func (e *envelope[E]) read(r *reader) bool {
	if r.err != nil {
		return false
	}
	if _, ok := r.object(); !ok {
		return false
	}
	var none E
	for key, more := r.member(); more; key, more = r.member() {
		ok := true
		switch {
		case key == e.keys.event:
			e.isLate = e.params != 0
			ok = e.readName(r)
		case key == e.keys.params:
			if e.isNamed && e.event != none {
				if e.params != 0 {
					e.event = e.create(e.name)
				}
				e.params = r.pos
				ok = e.event.readParams(r)
			} else {
				e.params = r.pos
				ok = r.skip()
			}
		case key == e.keys.id && key != "":
			ok = e.readID(r)
		default:
			ok = r.skip()
		}
		if !ok {
			return r.inKey(key)
		}
	}
	if !r.ok() || !r.end() {
		return false
	}
	if !e.isNamed {
		return e.noName(r)
	}
	return !e.isLate && e.params != 0 || e.readLate(r)
}

// readLate reads params that came before the name, or none.
func (e *envelope[E]) readLate(r *reader) bool {
	var none E
	switch {
	case e.event == none:
		return true
	case e.params == 0:
		return e.event.withoutParams(r) || r.inKey(e.keys.params)
	}
	r.pos, r.depth = e.params, 1
	return e.event.readParams(r) || r.inKey(e.keys.params)
}

func (e *envelope[E]) readName(r *reader) bool {
	if r.peek() != '"' {
		return r.wrongType("a string")
	}
	name, ok := r.string()
	if ok {
		e.name, e.isNamed = name, true
		e.event = e.create(name)
	}
	return ok
}

func (e *envelope[E]) readID(r *reader) bool {
	return readText(&e.id, r)
}

func (e *envelope[E]) noName(r *reader) bool {
	r.failAt(ErrorKindNoEvent, "the frame does not say which event it is", 0)
	return r.inKey(e.keys.event)
}

// readLast reads a frame by the last values of its keys, if a key comes twice. Otherwise it returns
// false without an error of its own.
func (e *envelope[E]) readLast(r *reader) bool {
	if _, ok := r.object(); !ok {
		return false
	}
	var name, id int
	isRepeated := false
	for key, more := r.member(); more; key, more = r.member() {
		offset := &name
		switch {
		case key == e.keys.event:
		case key == e.keys.params:
			offset = &e.params
		case key == e.keys.id && key != "":
			offset = &id
		default:
			offset = nil
		}
		if offset != nil {
			isRepeated = isRepeated || *offset != 0
			*offset = r.pos
		}
		if !r.skip() {
			return false
		}
	}
	if !r.ok() || !r.end() || !isRepeated {
		return false
	}
	if name == 0 {
		e.noName(r)
		return true
	}
	r.pos, r.depth = name, 1
	if !e.readName(r) {
		r.inKey(e.keys.event)
		return true
	}
	if r.pos = id; id != 0 && !e.readID(r) {
		r.inKey(e.keys.id)
		return true
	}
	e.readLate(r)
	return true
}

"""Frames that the schema draws: first the kind, then the name, the id and the fields, then the
params."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .codec import Codec, has_many_items, parsed, require_text, type_name
from .faults import Fault, Finder, is_const
from .frame_text import FrameWriter
from .frame_types import (
    MalformedFrame,
    MalformedReply,
    ReplyFailure,
    ReplyResult,
    UnknownFrame,
)
from .shapes import Event, Kind, Place, fits, inside, places_of
from .source import Source, twin
from .tables import OPTIONAL, Field
from .values import DEFAULT_LIMITS, UNSET, DecodeLimits, EncodeError, Step


@dataclass(slots=True)
class Head:
    """What is known of a frame before its params are read."""

    kind: str | None = None
    name: str | int | None = None
    id: Any = None


class Frames:
    """Decodes and encodes the frames of one side."""

    def __init__(
        self, codec: Codec, kinds: Iterable[Kind], events: Iterable[Event]
    ) -> None:
        self.codec = codec
        self.kinds = {kind.name: kind for kind in kinds}
        self.events = {event.name: event for event in events}
        self.by_class: dict[type, Event] = {
            event.cls: event for event in self.events.values()
        }
        self.replies: dict[type, Kind] = {
            kind.cls: kind for kind in self.kinds.values() if kind.cls is not None
        }
        self._places = {
            name: places_of(kind.shape) for name, kind in self.kinds.items()
        }
        self._alike: dict[tuple[str, Any], list[Event]] = {}
        for event in self.events.values():
            self._alike.setdefault((event.kind, event.value), []).append(event)
        for alike in self._alike.values():
            alike.sort(key=lambda event: -len(event.matches))
        self._readers: dict[int, Callable[[Any], Any]] = {}
        self._twins: dict[type, type] = {}
        self._writer = FrameWriter(codec)

    def decode(
        self,
        data: str | bytes,
        name: str | int | None = None,
        limits: DecodeLimits = DEFAULT_LIMITS,
    ) -> Any:
        """Decodes a frame. Never raises."""
        try:
            is_large = has_many_items(data, limits)
            finder = self.codec.finder(limits) if is_large else None
            return self._decode(parsed(data, limits), data, name, Head(), finder)
        except Exception as error:  # noqa: BLE001 (a decoder never raises)
            require_text(data)
            return self._malformed(data, name, error, limits)

    def _malformed(
        self,
        data: str | bytes,
        name: str | int | None,
        error: Exception,
        limits: DecodeLimits,
    ) -> MalformedFrame:
        head = Head()
        path: tuple[Step, ...] = ()
        reason = str(error) or type_name(error)
        try:
            finder = self.codec.finder(limits)
            self._decode(parsed(data, limits), data, name, head, finder)
        except Fault as fault:
            path, reason = fault.path, fault.reason
        except (ValueError, RecursionError) as fault:
            reason = str(fault)
        except Exception as fault:  # noqa: BLE001
            reason = str(fault) or type_name(fault)
        return MalformedFrame(
            kind=head.kind,
            name=head.name,
            id=head.id,
            raw=data,
            path=path,
            reason=reason,
        )

    def _decode(
        self,
        whole: Any,
        raw: str | bytes,
        given: str | int | None,
        head: Head,
        finder: Finder | None,
    ) -> Any:
        kind = next(
            (kind for kind in self.kinds.values() if fits(kind, kind.shape, whole)),
            None,
        )
        if kind is None:
            raise Fault((), f"is of no kind: {', '.join(self.kinds)}")
        head.kind = kind.name
        places = self._places[kind.name]
        if finder is not None:
            self._read_head(kind, whole, head)
        values: dict[str, Any] = {}
        for key, place in places.items():
            field = kind.members.get(key)
            if field is not None:
                values[field.name] = self._member(place, field, whole, finder)
        name = self._name(kind, whole, finder)
        head.name = name
        if kind.replies is not None:
            return self._reply(kind, name, values, whole)
        event = self._event(kind, name if name is not None else given, whole)
        if event is None:
            return UnknownFrame(
                kind=kind.name,
                name=name if name is not None else given,
                id=none_if_unset(values.get("id")),
                raw=raw,
            )
        for told, _ in event.matches:
            values.pop(told, None)
        if event.params is not None:
            place = places["$params"]
            values["params"] = self._member(place, event.params, whole, finder)
        return self._made(event.cls, values)

    def _made(self, cls: type, values: dict[str, Any]) -> Any:
        new = self._twins.get(cls)
        if new is None:
            new = self._twins[cls] = twin(cls)
        made: Any = new()
        for name, value in values.items():
            setattr(made, name, value)
        made.__class__ = cls
        return made

    def _reply(
        self, kind: Kind, name: str | int | None, values: dict[str, Any], whole: Any
    ) -> Any:
        assert kind.cls is not None
        places = self._places[kind.name]
        if kind.event is not None:
            values["name"] = name if name is None else kind.asked.get(name, name)
        for key in ("$result", "$error"):
            if key in places and key not in kind.members:
                values[key[1:]] = raw_value(places[key], whole)
        return self._made(kind.cls, values)

    def _read_head(self, kind: Kind, whole: Any, head: Head) -> None:
        """Reads the id and the name, each also if the other is malformed."""
        places = self._places[kind.name]
        field = kind.members.get("$id")
        try:
            if field is not None:
                head.id = none_if_unset(self._member(places["$id"], field, whole, None))
        except Exception:  # noqa: BLE001
            head.id = None
        try:
            head.name = self._name(kind, whole, None)
        except Exception:  # noqa: BLE001
            head.name = None

    def _name(self, kind: Kind, whole: Any, finder: Finder | None) -> str | int | None:
        place = self._places[kind.name].get("$event")
        if place is None or kind.event is None:
            return None
        assert kind.name_field is not None
        is_there, value = inside(whole, place.path)
        if not is_there:
            return None
        if finder is not None or value is None:
            finder = finder or self.codec.finder()
            finder.path = list(place.path)
            finder.value(kind.event, value)
        name: str | int = self._reader(kind.name_field)({"v": value})
        return name

    def _event(self, kind: Kind, name: str | int | None, whole: Any) -> Event | None:
        if name is None:
            events = [
                event for event in self.events.values() if event.kind == kind.name
            ]
            alike = events if len(events) == 1 and events[0].is_alone else []
        else:
            alike = self._alike.get((kind.name, name), [])
            known = self.events.get(name) if isinstance(name, str) else None
            if not alike and kind.event is None and known and known.kind == kind.name:
                alike = [known]
        return next(
            (event for event in alike if self._is_told(kind, event, whole)), None
        )

    def _is_told(self, kind: Kind, event: Event, whole: Any) -> bool:
        places = self._places[kind.name]
        for field, constant in event.matches:
            is_there, value = inside(whole, places[field].path)
            if not is_there or not is_const(constant, value):
                return False
        return True

    def _member(
        self, place: Place, field: Field, whole: Any, finder: Finder | None
    ) -> Any:
        is_there, value = body(place, whole)
        if field.never_null and value is None:
            if not is_there or place.is_optional:
                return None
            finder = finder or self.codec.finder()
            finder.path = list(place.path)
            finder.value(field.type, value)
        if finder is not None:
            self._find(place, field, value, finder)
        return self._reader(field)({"v": value} if is_there else {})

    def _find(self, place: Place, field: Field, value: Any, finder: Finder) -> None:
        if place.is_apart:
            finder.path = list(place.path[:-1])
            step = place.path[-1]
            finder.field_at(step, field, value)
            return
        finder.path = list(place.path)
        if place.start is None:
            finder.value(field.type, value)
        else:
            finder.items_from(field.type, value, place.start)
        finder.path = []

    def _reader(self, field: Field) -> Callable[[Any], Any]:
        """Returns the function that reads a field, whose value is under a key of its own."""
        reader = self._readers.get(id(field))
        if reader is None:
            reading = self.codec.reading
            with self.codec.reading.lock:
                out = Source(reading.space)
                function = out.named("F", None)
                with out.block(f"def {function}(d):"):
                    reading.field(
                        out, Field("v", "", field.type, field.presence), "d", "v"
                    )
                    out("return v")
                out.run()
                reading.finish()
                reader = reading.space[function]
                self._readers[id(field)] = reader
        return reader

    def decode_reply(self, request: Event, reply: Any) -> Any:
        """Decodes what is in a reply to a request."""
        kind = self.replies.get(reply.__class__)
        if kind is None or kind.replies != request.kind:
            return MalformedReply(path=(), reason=f"is no reply to {request.name}")
        places = self._places[kind.name]
        name = getattr(reply, "name", None) if kind.event is not None else None
        if name is not None and name != request.name:
            path = places["$event"].path
            reason = f"expected a reply to {request.name}, found one to {name}"
            return MalformedReply(path=path, reason=reason)
        if "$result" not in places:
            if "$error" in kind.members:
                return ReplyFailure(reply.error)
            return self._body(
                places["$error"],
                error_of(request, places["$error"]),
                reply.error,
                ReplyFailure,
            )
        assert request.reply is not None
        return self._body(places["$result"], request.reply, reply.result, ReplyResult)

    def _body(
        self, place: Place, field: Field, value: Any, wrapped: Callable[[Any], Any]
    ) -> Any:
        is_there = value is not UNSET
        try:
            return wrapped(self._reader(field)({"v": value} if is_there else {}))
        except Exception as error:  # noqa: BLE001
            finder = self.codec.finder()
            try:
                self._find(place, field, value if is_there else None, finder)
            except Fault as fault:
                return MalformedReply(path=fault.path, reason=fault.reason)
            return MalformedReply(path=(), reason=str(error) or type_name(error))

    def encode(self, frame: Any, request: Event | None = None) -> str:
        """Encodes a frame. The result and the error of a reply are of any type, unless its request
        is given.

        Raises:
            EncodeError: a value is not what its type says.
        """
        event = self.by_class.get(frame.__class__)
        if event is None and frame.__class__ not in self.replies:
            raise EncodeError((), f"expected a frame, found {type(frame).__name__}")
        kind = self.kinds[event.kind] if event else self.replies[frame.__class__]
        error: Field | None = None
        result: Field | None = None
        if request is not None:
            place = self._places[kind.name].get("$error")
            error = error_of(request, place) if place is not None else None
            result = request.reply
        try:
            return self._writer.text(kind, event, frame, result, error)
        except EncodeError:
            raise
        except Exception as fault:
            raise EncodeError((), str(fault) or type_name(fault)) from fault


def error_of(request: Event, place: Place) -> Field:
    """Returns the error of a request as a field."""
    assert request.error is not None
    if place.is_optional and request.error.presence != OPTIONAL:
        return request.optional_error or request.error
    return request.error


def none_if_unset(value: Any) -> Any:
    """Returns nothing for a key that is not there."""
    return None if value is UNSET else value


def body(place: Place, whole: Any) -> tuple[bool, Any]:
    """Returns the value of a place; of a flat one, what is not part of the shape."""
    is_there, value = inside(whole, place.path)
    if place.is_apart or not is_there:
        return is_there, value
    if place.start is not None:
        return True, value[place.start :] if value.__class__ is list else value
    among = place.among or frozenset()
    return True, {key: inner for key, inner in value.items() if key not in among}


def raw_value(place: Place, whole: Any) -> Any:
    """Returns the value of a place as it was parsed."""
    is_there, value = body(place, whole)
    return value if is_there else UNSET

"""Frames: one JSON object each, with the name of an event and its params."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .codec import FAST, Codec, has_many_items, parsed, parsed_fast, type_name
from .faults import Fault
from .source import Source, twin
from .tables import STRING, Field
from .values import DEFAULT_LIMITS, DecodeLimits, EncodeError, Step, place

Reader = Callable[[Any, str | None], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownEvent:
    """A frame of an event that the schema does not have, perhaps of a later version."""

    name: str
    """The name of the event."""
    confirm_id: str | None = None
    """If it is there, the receiver confirms the frame by this id."""
    raw: str | bytes
    """The frame, as it came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MalformedEvent:
    """A text that is no frame, or one that is not what the schema says."""

    name: str | None = None
    """The name of the event, if that much could be read."""
    confirm_id: str | None = None
    """The id by which to confirm the frame, if there is one that could be read."""
    raw: str | bytes
    """The text, as it came."""
    path: tuple[Step, ...]
    """The place of the fault, such as ``("params", "chats", 3)``; empty: the whole text."""
    reason: str
    """The fault."""

    def __str__(self) -> str:
        return f"{place(self.path)}: {self.reason}"


@dataclass(frozen=True, slots=True)
class EventTable:
    """An event that one side sends."""

    name: str
    cls: type
    params: Field | None = None
    """The params as a field of the frame; ``None``: the event has none."""


class Envelope:
    """Decodes and encodes the frames of one side."""

    def __init__(
        self, codec: Codec, event: str, id: str | None, events: Iterable[EventTable]
    ) -> None:
        self.codec = codec
        self.event = event
        self.id = id
        self.events = {table.name: table for table in events}
        self.by_class = {table.cls: table for table in self.events.values()}
        self._readers: dict[str, Reader] = {}
        self._rounded: dict[str, Reader] = {}
        self._writers: dict[type, Callable[[Any], str]] = {}

    def decode(self, data: str | bytes, limits: DecodeLimits = DEFAULT_LIMITS) -> Any:
        """Decodes a frame. Never raises."""
        if FAST is not None:
            try:
                return self._read(parsed_fast(data, limits), data, self._rounded)
            except Exception:  # noqa: BLE001, S110 (it is read again)
                pass
        try:
            frame = parsed(data, limits)
            if has_many_items(data, limits):
                self._find(frame, limits)
            return self._read(frame, data, self._readers)
        except Exception as error:  # noqa: BLE001 (a decoder never raises)
            return self._malformed(data, error, limits)

    def confirming(self, name: str, id: str) -> Any:
        """Makes the event of a name whose params have the id of a frame."""
        table = self.events[name]
        key = "" if table.params is None else table.params.key
        return self.decode(json.dumps({self.event: name, key: {self.id: id}}))

    def _read(self, frame: Any, data: str | bytes, readers: dict[str, Reader]) -> Any:
        name = frame[self.event]
        confirm_id = frame.get(self.id)
        if confirm_id is not None:
            confirm_id = str_or_none(confirm_id)
        reader = readers.get(name) or self._reader(name, readers)
        if reader is None:
            return UnknownEvent(name=name, confirm_id=confirm_id, raw=data)
        return reader(frame, confirm_id)

    def _reader(self, name: str, readers: dict[str, Reader]) -> Reader | None:
        if name.__class__ is not str:
            raise TypeError
        table = self.events.get(name)
        if table is None:
            return None
        is_rounded = readers is self._rounded
        reading = self.codec.rounded if is_rounded else self.codec.reading
        with reading.lock:
            out = Source(reading.space)
            function = out.named("F", None)
            new = out.named("T", twin(table.cls))
            cls = out.named("C", table.cls)
            with out.block(f"def {function}(d, i):"):
                out(f"o = {new}()")
                if table.params is not None:
                    reading.field(out, table.params, "d", "v")
                    out("o.params = v")
                if self.id is not None:
                    out("o.confirm_id = i")
                out(f"o.__class__ = {cls}")
                out("return o")
            out.run()
            reading.finish()
            reader: Reader = reading.space[function]
            readers[name] = reader
        return reader

    def _find(self, frame: Any, limits: DecodeLimits) -> None:
        table = self.events.get(frame[self.event])
        if table is not None and table.params is not None:
            self.codec.finder(limits).field(table.params, frame)

    def _malformed(
        self, data: str | bytes, error: Exception, limits: DecodeLimits
    ) -> MalformedEvent:
        name: str | None = None
        confirm_id: str | None = None
        path: tuple[Step, ...] = ()
        reason = ""
        try:
            frame = parsed(data, limits)
            finder = self.codec.finder(limits)
            if frame.__class__ is not dict:
                finder.unexpected("an object", frame)
            found = frame.get(self.id)
            confirm_id = found if found.__class__ is str and found else None
            if self.event not in frame:
                finder.fail("is missing", self.event)
            finder.at(self.event, STRING, frame[self.event])
            name = frame[self.event]
            if found is not None:
                finder.at(self.id or "", STRING, found)
            table = self.events.get(name or "")
            if table is not None and table.params is not None:
                finder.field(table.params, frame)
            reason = str(error) or type_name(error)
        except Fault as fault:
            path, reason = fault.path, fault.reason
        except (ValueError, RecursionError) as fault:
            reason = str(fault)
        return MalformedEvent(
            name=name, confirm_id=confirm_id, raw=data, path=path, reason=reason
        )

    def encode(self, event: Any) -> str:
        """Encodes a frame.

        Raises:
            EncodeError: a value is not what its type says.
        """
        if event.__class__ not in self.by_class:
            raise EncodeError((), f"expected an event, found {type(event).__name__}")
        writer = self._writers.get(event.__class__) or self._writer(event.__class__)
        try:
            return writer(event)
        except Exception as error:
            self._refuse(event)
            raise EncodeError((), str(error) or type_name(error)) from error

    def _writer(self, cls: type) -> Callable[[Any], str]:
        table = self.by_class[cls]
        writing = self.codec.writing
        with self.codec.reading.lock:
            out = Source(writing.space)
            function = out.named("F", None)
            quote: Callable[[str], str] = writing.space["quote"]
            with out.block(f"def {function}(o):"):
                out(f"s = {f'{{{quote(self.event)}:{quote(table.name)}'!r}")
                if self.id is not None:
                    out("i = o.confirm_id")
                    key = f",{quote(self.id)}:"
                    out(f"if i: s += {key!r} + quote(i)")
                if table.params is not None:
                    out("v = o.params")
                    writing.field(
                        out, table.params, "v", f",{quote(table.params.key)}:"
                    )
                out("return s + '}'")
            out.run()
            writing.finish()
            writer: Callable[[Any], str] = writing.space[function]
            self._writers[cls] = writer
        return writer

    def _refuse(self, event: Any) -> None:
        from .refusals import Refuser

        refuser = Refuser(self.codec.tables)
        table = self.by_class[event.__class__]
        if self.id is not None and event.confirm_id is not None:
            refuser.field(Field("", "confirm_id", STRING), event.confirm_id)
        if table.params is not None:
            refuser.field(table.params, event.params)


def str_or_none(text: Any) -> str | None:
    """Returns an id, unless it is empty.

    Raises:
        TypeError: it is no text.
    """
    if text.__class__ is not str:
        raise TypeError
    id: str = text
    return id or None

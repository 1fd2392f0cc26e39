"""From frames to texts: places in the order drawn, constants, and names as on the wire."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from .codec import Codec
from .refusals import Refuser
from .shapes import Arr, Event, Hole, Is, Kind, Nothing, Obj, Part
from .source import Source
from .tables import ANY, OPTIONAL, PATCH, Field
from .text import constant_text, quote
from .values import UNSET, EncodeError

ANYTHING: Final = Field("v", "", ANY, PATCH)


class FrameWriter:
    """Writes the frames of one side."""

    def __init__(self, codec: Codec) -> None:
        self.codec = codec
        self._writers: dict[int, Callable[[Any], str]] = {}

    def text(
        self,
        kind: Kind,
        event: Event | None,
        frame: Any,
        result: Field | None,
        error: Field | None,
    ) -> str:
        """Returns the text of a frame."""
        source = _Source(self, kind, event, frame, result, error)
        return source.part(kind.shape) or "null"

    def write(self, field: Field, name: str, value: Any) -> str | None:
        """Returns the text of a value that is there as a field is; ``None``: it is left out."""
        writer = self._writers.get(id(field))
        if writer is None:
            writing = self.codec.writing
            with self.codec.reading.lock:
                out = Source(writing.space)
                function = out.named("F", None)
                with out.block(f"def {function}(v):"):
                    out("s = ''")
                    writing.field(out, field, "v", "")
                    out("return s")
                out.run()
                writing.finish()
                writer = writing.space[function]
                self._writers[id(field)] = writer
        try:
            return writer(value) or None
        except Exception as error:
            named = Field(field.key, name, field.type, field.presence)
            Refuser(self.codec.tables).field(named, value)
            raise EncodeError((name,), str(error)) from error


class _Source:
    """A frame while it is written."""

    def __init__(
        self,
        writer: FrameWriter,
        kind: Kind,
        event: Event | None,
        frame: Any,
        result: Field | None,
        error: Field | None,
    ) -> None:
        self.writer = writer
        self.kind = kind
        self.event = event
        self.frame = frame
        self.result = result
        self.error = error

    def part(self, part: Part) -> str | None:
        """Returns the text of a part; ``None``: it is left out."""
        if isinstance(part, Is):
            return constant_text(part.value)
        if isinstance(part, Nothing):
            return "null"
        if isinstance(part, Hole):
            return self._hole(part)
        if isinstance(part, Obj):
            return self._object(part)
        return self._array(part)

    def _object(self, part: Obj) -> str:
        members: list[str] = []
        for key, inner in part.members:
            text = self.part(inner)
            if text is not None:
                members.append(f"{quote(key)}:{text}")
        if part.rest is not None:
            keys = {key for key, _ in part.members}
            rest = self._value(part.rest, keys)
            if rest is not None and rest != "{}":
                members.append(rest[1:-1])
        return "{" + ",".join(members) + "}"

    def _array(self, part: Arr) -> str:
        items = [self.part(inner) for inner in part.items]
        if part.rest is not None:
            rest = self._value(part.rest, set())
            if rest is not None and rest != "[]":
                items.append(rest[1:-1])
        while items and items[-1] is None:
            items.pop()
        return "[" + ",".join("null" if item is None else item for item in items) + "]"

    def _hole(self, hole: Hole) -> str | None:
        if hole.name == "$event":
            return self._name(hole)
        if self.event is not None:
            for field, constant in self.event.matches:
                if field == hole.name:
                    return constant_text(constant)
        return self._value(hole.name, set())

    def _name(self, hole: Hole) -> str | None:
        if self.event is not None:
            return constant_text(self.event.value)
        name = self.frame.name
        if name is None and hole.is_optional:
            return None
        for value, known in self.kind.asked.items():
            if known == name:
                return constant_text(value)
        return json.dumps(name, ensure_ascii=False) if name is not None else "null"

    def _value(self, hole: str, keys: set[str]) -> str | None:
        name = hole.removeprefix("$")
        if hole == "$params":
            field = self.event.params if self.event is not None else None
            if field is None:
                return None
        elif hole == "$result":
            field = self.result or ANYTHING
        elif hole == "$error":
            field = self.kind.members.get("$error") or self.error or ANYTHING
        else:
            field = self.kind.members[hole]
            name = field.name
        value: Any = getattr(self.frame, name)
        if value is UNSET and field.presence == OPTIONAL:
            value = None
        elif value is UNSET and field.presence != PATCH:
            return None
        return self.writer.write(field, name, without(value, keys))


def without(value: Any, keys: set[str]) -> Any:
    """Returns an object without some keys."""
    if not keys or value.__class__ is not dict:
        return value
    return {key: inner for key, inner in value.items() if key not in keys}

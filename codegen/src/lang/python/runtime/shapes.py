"""Shapes: frames as JSON with holes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from .faults import is_const
from .tables import OMIT_EMPTY, OMIT_NULL, OPTIONAL, PATCH, Field, Plain
from .values import Step, no_entries


@dataclass(frozen=True, slots=True)
class Is:
    """A value that never differs."""

    value: str | int | bool


@dataclass(frozen=True, slots=True)
class Nothing:
    """Null."""


@dataclass(frozen=True, slots=True)
class Hole:
    """A place that a frame fills."""

    name: str
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Obj:
    """An object; the keys of the value ``rest`` are among its own."""

    members: tuple[tuple[str, Part], ...]
    rest: str | None = None


@dataclass(frozen=True, slots=True)
class Arr:
    """An array; the items of the value ``rest`` are its last ones."""

    items: tuple[Part, ...]
    rest: str | None = None


Part = Is | Nothing | Hole | Obj | Arr


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of frame."""

    name: str
    shape: Part
    event: Plain | None = None
    """The type of the names of events, if frames have them."""
    members: Mapping[str, Field] = field(default_factory=no_entries)
    """The id, the fields and the error that is the same for all requests, by their holes."""
    replies: str | None = None
    """The kind that it answers."""
    cls: type | None = None
    """The class of replies."""
    asked: Mapping[Any, str] = field(default_factory=no_entries)
    """The names of requests, by those on the wire."""
    name_field: Field | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An event that one side sends."""

    name: str
    kind: str
    value: str | int
    """The name on the wire."""
    cls: type
    params: Field | None = None
    matches: tuple[tuple[str, Any], ...] = ()
    """The fields of the frame that decide the event."""
    reply: Field | None = None
    error: Field | None = None
    optional_error: Field | None = None
    """The error where a frame may lack it."""
    is_alone: bool = False
    """True if no other event has its kind."""


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a value."""

    path: tuple[Step, ...]
    is_optional: bool = False
    among: frozenset[str] | None = None
    """The keys beside those of the value, if they are in one object."""
    start: int | None = None
    """The position of the first item of the value, if its array has others before."""

    @property
    def is_apart(self) -> bool:
        """Whether the value has a place of its own."""
        return self.among is None and self.start is None


def places_of(shape: Part) -> dict[str, Place]:
    """Returns the places of a shape by their holes, in the order drawn."""
    places: dict[str, Place] = {}
    _collect(shape, (), places)
    return places


def _collect(part: Part, path: tuple[Step, ...], places: dict[str, Place]) -> None:
    if isinstance(part, Hole):
        places[part.name] = Place(path, part.is_optional)
    elif isinstance(part, Obj):
        for key, inner in part.members:
            _collect(inner, (*path, key), places)
        if part.rest is not None:
            keys = frozenset(key for key, _ in part.members)
            places[part.rest] = Place(path, among=keys)
    elif isinstance(part, Arr):
        for at, inner in enumerate(part.items):
            _collect(inner, (*path, at), places)
        if part.rest is not None:
            places[part.rest] = Place(path, start=len(part.items))


def inside(value: Any, path: tuple[Step, ...]) -> tuple[bool, Any]:
    """Returns the value at the end of a path, and whether there is one."""
    for step in path:
        if isinstance(step, int):
            if value.__class__ is not list or step >= len(value):
                return False, None
        elif value.__class__ is not dict or step not in value:
            return False, None
        value = value[step]
    return True, value


_MISSING: Final = object()
_MAY_BE_MISSING: Final = (OMIT_EMPTY, OMIT_NULL, OPTIONAL, PATCH)


def fits(kind: Kind, part: Part, value: Any) -> bool:
    """Returns true if a value is of a kind, as far as constants and needed places say it."""
    if isinstance(part, Is):
        return is_const(part.value, value)
    if isinstance(part, Nothing):
        return value is None
    if isinstance(part, Hole):
        return not _is_needed(kind, part) or (
            value is not _MISSING and (value is not None or part.name != "$error")
        )
    if isinstance(part, Obj):
        return value.__class__ is dict and all(
            fits(kind, inner, value.get(key, _MISSING)) for key, inner in part.members
        )
    if value.__class__ is not list:
        return False
    count = len(value)
    return all(
        fits(kind, inner, value[at] if at < count else _MISSING)
        for at, inner in enumerate(part.items)
    )


def _is_needed(kind: Kind, hole: Hole) -> bool:
    if hole.is_optional or hole.name == "$params":
        return False
    if hole.name.startswith("$"):
        return True
    return kind.members[hole.name].presence not in _MAY_BE_MISSING

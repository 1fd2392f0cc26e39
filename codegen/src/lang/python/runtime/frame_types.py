"""What frames that the schema draws, and replies, turn out to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .values import Step
from .values import place as place_text

R = TypeVar("R")
E = TypeVar("E")


class RequestEvent(Generic[R, E]):
    """The base of events with a reply: the types of its result and its error."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class ReplyResult(Generic[R]):
    """The result of a request."""

    value: R


@dataclass(frozen=True, slots=True)
class ReplyFailure(Generic[E]):
    """The error of a request."""

    error: E


@dataclass(frozen=True, slots=True, kw_only=True)
class MalformedReply:
    """A reply that is not what its request says."""

    path: tuple[Step, ...]
    """The place of the fault in the frame; empty: the whole."""
    reason: str
    """The fault."""

    def __str__(self) -> str:
        return f"{place_text(self.path)}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownFrame:
    """A frame of an event that the schema does not have, perhaps of a later version."""

    kind: str
    """The kind of the frame."""
    name: str | int | None = None
    """The name of the event; ``None``: frames of the kind do not have it."""
    id: Any = None
    """The id, if frames of the kind have one."""
    raw: str | bytes
    """The text, as it came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MalformedFrame:
    """A text that is no frame, or one that is not what the schema says."""

    kind: str | None = None
    """The kind of the frame, if that much is known."""
    name: str | int | None = None
    """The name of the event, if that much could be read."""
    id: Any = None
    """The id, if there is one that could be read."""
    raw: str | bytes
    """The text, as it came."""
    path: tuple[Step, ...]
    """The place of the fault, such as ``("params", "chats", 3)``; empty: the whole text."""
    reason: str
    """The fault."""

    def __str__(self) -> str:
        return f"{place_text(self.path)}: {self.reason}"

"""Values and classes that every generated package shares."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from .codec import Codec

Step = str | int
"""A key of an object, or a position in an array."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodeLimits:
    """The most that a decoder takes of one text; anything beyond is malformed."""

    frame_bytes: int = 64 * 1024 * 1024
    """The bytes of the text, in UTF-8."""
    items: int = 1_000_000
    """The elements of lists and the entries of maps, all together."""
    depth: int = 127
    """The levels of arrays and objects. More than 127 has no effect."""


DEFAULT_LIMITS: Final = DecodeLimits()
"""The limits that apply where none are given."""


class Unset(enum.Enum):
    """The type of :data:`UNSET`."""

    UNSET = "UNSET"

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> bool:
        return False


UNSET: Final = Unset.UNSET
"""A key that is not there, where that and ``None`` have two meanings."""


class ExactNumber(float):
    """A number that keeps its text, since a ``float`` would be written in another way.

    It compares and calculates as the nearest ``float``.
    """

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> ExactNumber:  # noqa: PYI034
        """Takes a text that is a number of JSON."""
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __getnewargs__(self) -> tuple[str]:  # type: ignore[override]
        return (self.text,)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownVariant:
    """An object of a union whose variant the schema does not have.

    It is written again as it came.
    """

    tag: str | int | None = None
    """The tag; ``None``: the union has none, and the object none of its keys."""
    raw: Mapping[str, Any]
    """The whole object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Malformed:
    """A text that is not what the schema says."""

    raw: str | bytes
    """The text, as it came."""
    path: tuple[Step, ...]
    """The place of the fault; empty: the whole text."""
    reason: str
    """The fault."""

    def __str__(self) -> str:
        return f"{place(self.path)}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A place where a constraint of the schema does not hold."""

    path: tuple[Step, ...]
    """The place; empty: the value itself."""
    expected: str
    """What the constraint asks for."""

    def __str__(self) -> str:
        return f"{place(self.path)}: expected {self.expected}"


class EncodeError(ValueError):
    """A value that cannot be encoded, since it is not what its type says."""

    def __init__(self, path: tuple[Step, ...], reason: str) -> None:
        super().__init__(f"{place(path)}: {reason}")
        self.path = path
        self.reason = reason


def place(path: tuple[Step, ...]) -> str:
    """Returns a path as text, such as ``params.chats[3].jid``."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif step.isidentifier():
            text += f".{step}" if text else step
        else:
            text += f"[{step!r}]"
    return text or "the whole value"


def no_entries() -> dict[Any, Any]:
    """Returns a map without entries."""
    return {}


_E = TypeVar("_E", bound="Entity")

REGISTRY: Final[dict[type, tuple[Codec, str]]] = {}
"""The codec of each entity, and the entity's name there."""


class Entity:
    """The base of all objects that the schema describes."""

    __slots__ = ()

    @classmethod
    def decode(  # noqa: PYI019
        cls: type[_E],
        data: str | bytes,
        *,
        limits: DecodeLimits = DEFAULT_LIMITS,
    ) -> _E | Malformed:
        """Decodes a text, such as the body of an HTTP response. Never raises.

        Args:
            data: the text.
            limits: the most that is taken of it.
        """
        codec, name = REGISTRY[cls]
        value: _E | Malformed = codec.decode(name, data, limits)
        return value

    def encode(self) -> str:
        """Encodes the object as JSON.

        Raises:
            EncodeError: a value is not what its type says.
        """
        codec, name = REGISTRY[type(self)]
        return codec.encode(name, self)

    def check(self) -> list[Breach]:
        """Returns every place where a constraint of the schema does not hold."""
        codec, name = REGISTRY[type(self)]
        return codec.check(name, self)

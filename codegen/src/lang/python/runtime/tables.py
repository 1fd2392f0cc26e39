"""Tables of the types of a protocol, from which decoders and encoders are made."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final


class Presence(enum.IntEnum):
    """The cases in which a field is on the wire, or ``null`` there."""

    REQUIRED = 0
    NULLABLE = 1
    OMIT_EMPTY = 2
    OMIT_NULL = 3
    OPTIONAL = 4
    PATCH = 5


REQUIRED: Final = Presence.REQUIRED
NULLABLE: Final = Presence.NULLABLE
OMIT_EMPTY: Final = Presence.OMIT_EMPTY
OMIT_NULL: Final = Presence.OMIT_NULL
OPTIONAL: Final = Presence.OPTIONAL
PATCH: Final = Presence.PATCH


@dataclass(frozen=True, slots=True)
class Plain:
    """A built-in type."""

    kind: str
    """``str``, ``bool``, ``int``, ``float``, ``bytes``, ``null`` or ``any``."""
    words: str
    low: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class Const:
    """One value, and no other."""

    value: str | int | bool


@dataclass(frozen=True, slots=True)
class Seq:
    """A JSON array."""

    item: Type


@dataclass(frozen=True, slots=True)
class Map:
    """A JSON object with arbitrary keys."""

    key: Type
    item: Type


@dataclass(frozen=True, slots=True)
class Tup:
    """A JSON array of items that have types of their own."""

    needed: int
    items: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class OrNull:
    """A value of a type, or ``null``."""

    item: Type


@dataclass(frozen=True, slots=True)
class Ref:
    """A declared type."""

    name: str


Type = Plain | Const | Seq | Map | Tup | OrNull | Ref


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an entity."""

    key: str
    """The key on the wire."""
    name: str
    """The attribute; empty: there is none, since there is only one value."""
    type: Type
    presence: Presence = REQUIRED
    never_null: bool = False
    """True for an id, to which nobody could answer if it were ``null``."""


@dataclass(frozen=True, slots=True)
class EntityTable:
    """An object with known fields."""

    cls: type
    fields: tuple[Field, ...]
    hidden: tuple[str, ...] = ()
    """The keys that exist only in the server's view."""


@dataclass(frozen=True, slots=True)
class EnumTable:
    """A set of named values."""

    cls: type
    base: Plain
    is_open: bool
    values: tuple[Any, ...]
    """The members, in the order of the schema."""
    empty: Any
    """What a missing value is read as."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant of a union."""

    value: str | int | None
    """The tag, or the key; ``None``: there is none."""
    cls: type | None
    """The class around a value; ``None``: the value stands alone."""
    type: Type | None
    """The type of the value; ``None``: there is only the tag."""
    kind: str = ""
    """The kind of JSON, of a union by kind."""


@dataclass(frozen=True, slots=True)
class UnionTable:
    """A value of one of several variants."""

    form: str
    """``tag``, ``key`` or ``kind``."""
    variants: tuple[Variant, ...]
    is_open: bool = False
    tag: str = ""
    base: Plain | None = None
    content: str | None = None


Table = EntityTable | EnumTable | UnionTable
Tables = Mapping[str, Table]

_SAFE: Final = 2**53 - 1

STRING: Final = Plain("str", "a string")
BOOL: Final = Plain("bool", "a boolean")
BYTES: Final = Plain("bytes", "a string of base64")
ANY: Final = Plain("any", "any value")
NULL: Final = Plain("null", "null")
FLOAT64: Final = Plain("float", "a number")
FLOAT32: Final = Plain("float", "a number of 32 bits", 1)
INT: Final = Plain("int", "an integer", -_SAFE, _SAFE)
UINT: Final = Plain("int", "an integer, 0 or more", 0, _SAFE)
INT8: Final = Plain("int", "an integer of 8 bits", -(2**7), 2**7 - 1)
INT16: Final = Plain("int", "an integer of 16 bits", -(2**15), 2**15 - 1)
INT32: Final = Plain("int", "an integer of 32 bits", -(2**31), 2**31 - 1)
INT64: Final = Plain("int", "an integer of 64 bits", -(2**63), 2**63 - 1)
UINT8: Final = Plain("int", "an unsigned integer of 8 bits", 0, 2**8 - 1)
UINT16: Final = Plain("int", "an unsigned integer of 16 bits", 0, 2**16 - 1)
UINT32: Final = Plain("int", "an unsigned integer of 32 bits", 0, 2**32 - 1)
UINT64: Final = Plain("int", "an unsigned integer of 64 bits", 0, 2**64 - 1)


def tup(needed: int, *items: Type) -> Tup:
    """An array whose items have types of their own; those at its end may be missing."""
    return Tup(needed, items)


def is_never_empty(tables: Tables, type: Type | None) -> bool:
    """Returns true if a type has no empty value: it is a union, or always holds one."""
    if isinstance(type, Tup):
        return any(is_never_empty(tables, item) for item in type.items[: type.needed])
    if not isinstance(type, Ref):
        return False
    table = tables[type.name]
    if isinstance(table, EntityTable):
        required = [field for field in table.fields if field.presence == REQUIRED]
        return any(is_never_empty(tables, field.type) for field in required)
    return isinstance(table, UnionTable)


def has_empty(tables: Tables, type: Type) -> bool:
    """Returns true if a type has an empty value that a sender leaves out."""
    if isinstance(type, Plain):
        return type.kind not in ("any", "null")
    if isinstance(type, Ref):
        table = tables[type.name]
        return isinstance(table, EnumTable) and table.is_open
    return isinstance(type, (Seq, Map))

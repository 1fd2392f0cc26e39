"""Finds out where and why a value is not what its type says, once it is known that it is not."""

from __future__ import annotations

import json
from typing import Any

from .reading import map_key, plain
from .tables import (
    REQUIRED,
    Const,
    EntityTable,
    EnumTable,
    Field,
    Map,
    OrNull,
    Plain,
    Seq,
    Tables,
    Tup,
    Type,
    UnionTable,
    is_never_empty,
)
from .text import Bad, is_float32, to_bytes, to_float, to_int
from .values import DEFAULT_LIMITS, DecodeLimits, ExactNumber, Step

_SHOWN = 40


class Fault(Exception):
    """A fault with its place."""

    def __init__(self, path: tuple[Step, ...], reason: str) -> None:
        super().__init__(reason)
        self.path = path
        self.reason = reason


def described(value: Any) -> str:
    """Describes a value that was parsed."""
    if value is None or value.__class__ is bool:
        return json.dumps(value)
    if value.__class__ is dict:
        return "an object"
    if value.__class__ is list:
        return "an array"
    if value.__class__ is str:
        text = json.dumps(value[:_SHOWN], ensure_ascii=False)
        return text if len(value) <= _SHOWN else f"{text}…"
    return str(value)[:_SHOWN]


class Finder:
    """Walks through a value in the order of the schema, up to the first fault."""

    def __init__(
        self,
        tables: Tables,
        unknown_fields: str,
        limits: DecodeLimits = DEFAULT_LIMITS,
    ) -> None:
        self.tables = tables
        self.unknown_fields = unknown_fields
        self.limits = limits
        self.path: list[Step] = []
        self.items = 0

    def fail(self, reason: str, *steps: Step) -> None:
        """Ends the walk.

        Raises:
            Fault: in any case.
        """
        raise Fault((*self.path, *steps), reason)

    def unexpected(self, words: str, value: Any) -> None:
        """Ends the walk at a value that is not what is expected."""
        self.fail(f"expected {words}, found {described(value)}")

    def at(self, step: Step, type: Type, value: Any) -> None:
        """Walks through a value below a key or at a position."""
        self.path.append(step)
        self.value(type, value)
        self.path.pop()

    def field(self, field: Field, holder: dict[str, Any]) -> None:
        """Walks through a field of an object."""
        self.field_at(field.key, field, holder.get(field.key))

    def field_at(self, step: Step, field: Field, value: Any) -> None:
        """Walks through a field at a place; ``None``: it is not there."""
        if value is not None:
            self.at(step, field.type, value)
        elif field.presence == REQUIRED and is_never_empty(self.tables, field.type):
            self.fail("is missing", step)

    def items_from(self, type: Type, value: Any, start: int) -> None:
        """Walks through the items of an array from a position on."""
        if isinstance(type, Tup):
            self.items_of(type, [None] * start + value, start)
        elif isinstance(type, Seq):
            self._count(len(value))
            for at, item in enumerate(value):
                self.at(start + at, type.item, item)

    def value(self, type: Type, value: Any) -> None:
        """Walks through a value."""
        if isinstance(type, Plain):
            self._plain(type, value)
        elif isinstance(type, Const):
            self._const(type, value)
        elif isinstance(type, OrNull):
            if value is not None:
                self.value(type.item, value)
        elif isinstance(type, Seq):
            if value.__class__ is not list:
                self.unexpected("an array", value)
            self._count(len(value))
            for at, item in enumerate(value):
                self.at(at, type.item, item)
        elif isinstance(type, Map):
            self._map(type, value)
        elif isinstance(type, Tup):
            if value.__class__ is not list:
                self.unexpected("an array", value)
            self.items_of(type, value, 0)
        else:
            self._named(type.name, value)

    def _count(self, count: int) -> None:
        self.items += count
        if self.items > self.limits.items:
            self.fail(f"more than {self.limits.items} items")

    def _plain(self, type: Plain, value: Any) -> None:
        if not is_plain(type, value):
            self.unexpected(type.words, value)

    def _const(self, type: Const, value: Any) -> None:
        if not is_const(type.value, value):
            self.unexpected(json.dumps(type.value, ensure_ascii=False), value)

    def _map(self, type: Map, value: Any) -> None:
        if value.__class__ is not dict:
            self.unexpected("an object", value)
        self._count(len(value))
        for key, item in value.items():
            self.path.append(key)
            self._key(type.key, key)
            self.value(type.item, item)
            self.path.pop()

    def _key(self, type: Type, key: str) -> None:
        table = None if isinstance(type, Plain) else self.tables[type.name]  # type: ignore[union-attr]
        base = table.base if isinstance(table, EnumTable) else type
        if isinstance(base, Plain) and base.kind == "int":
            try:
                self.value(type, map_key(key))
            except Bad:
                self.unexpected(base.words, key)
        else:
            self.value(type, key)

    def items_of(self, type: Tup, value: list[Any], start: int) -> None:
        """Walks through the items of a tuple, which begin at a position of an array."""
        found = len(value) - start
        if found < type.needed:
            self.fail(f"expected {type.needed} items, found {max(found, 0)}")
        self._count(found)
        for at, item in enumerate(value[start:]):
            if at < len(type.items):
                self.at(start + at, type.items[at], item)
            elif self.unknown_fields == "deny":
                self.fail("the schema has no such item", start + at)

    def _named(self, name: str, value: Any) -> None:
        table = self.tables[name]
        if isinstance(table, EnumTable):
            self._enum(table, value)
        elif isinstance(table, UnionTable):
            self._union(table, value, ())
        else:
            self._entity(table, value, ())

    def _enum(self, table: EnumTable, value: Any) -> None:
        self._plain(table.base, value)
        if not table.is_open:
            values = [plain(member) for member in table.values]
            if value not in values:
                known = ", ".join(
                    json.dumps(value, ensure_ascii=False) for value in values
                )
                self.unexpected(f"one of {known}", value)

    def _entity(self, table: EntityTable, value: Any, tags: tuple[str, ...]) -> None:
        if value.__class__ is not dict:
            self.unexpected("an object", value)
        for field in table.fields:
            self.field(field, value)
        if self.unknown_fields == "deny":
            self._deny(value, {field.key for field in table.fields} | set(tags))

    def _deny(self, value: dict[str, Any], known: set[str]) -> None:
        for key in value:
            if key not in known:
                self.fail("the schema has no such key", key)

    def _union(self, table: UnionTable, value: Any, tags: tuple[str, ...]) -> None:
        if table.form == "kind":
            self._kinds(table, value)
            return
        if value.__class__ is not dict:
            self.unexpected("an object", value)
        at = (
            self._by_tag(table, value)
            if table.form == "tag"
            else self._by_key(table, value)
        )
        if at is None:
            return
        variant = table.variants[at]
        own = (table.tag, table.content or "") if table.form == "tag" else ()
        tags = (*tags, *own)
        if table.content is not None or variant.type is None:
            if table.content is not None and variant.type is not None:
                self.field(Field(table.content, "", variant.type), value)
            if self.unknown_fields == "deny":
                self._deny(value, set(tags))
            return
        assert not isinstance(variant.type, (Plain, Const, Seq, Map, Tup, OrNull))
        inner = self.tables[variant.type.name]
        if isinstance(inner, EntityTable):
            self._entity(inner, value, tags)
        elif isinstance(inner, UnionTable):
            self._union(inner, value, tags)

    def _by_tag(self, table: UnionTable, value: dict[str, Any]) -> int | None:
        assert table.base is not None
        tag = value.get(table.tag)
        values = [variant.value for variant in table.variants]
        if tag is None:
            if None in values:
                return values.index(None)
            if table.tag not in value:
                self.fail("is missing", table.tag)
        self.at(table.tag, table.base, tag)
        for at, known in enumerate(values):
            if known is not None and is_const(known, tag):
                return at
        if not table.is_open:
            self.path.append(table.tag)
            known = ", ".join(json.dumps(known, ensure_ascii=False) for known in values)
            self.unexpected(f"one of {known}", tag)
        return None

    def _by_key(self, table: UnionTable, value: dict[str, Any]) -> int | None:
        keys = [variant.value for variant in table.variants]
        for at, key in enumerate(keys):
            if key is not None and key in value:
                return at
        if None in keys:
            return keys.index(None)
        if not table.is_open:
            known = ", ".join(json.dumps(key, ensure_ascii=False) for key in keys)
            self.fail(f"has none of the keys {known}")
        return None

    def _kinds(self, table: UnionTable, value: Any) -> None:
        kind = kind_of(value)
        for variant in table.variants:
            if variant.kind == kind and variant.type is not None:
                self.value(variant.type, value)
                return
        kinds = " or ".join(variant.kind for variant in table.variants)
        self.unexpected(f"a value of kind {kinds}", value)


_KINDS = {str: "string", bool: "boolean", list: "array", dict: "object"}


def kind_of(value: Any) -> str:
    """Returns the kind of JSON of a value that was parsed."""
    return "null" if value is None else _KINDS.get(value.__class__, "number")


def is_plain(type: Plain, value: Any) -> bool:
    """Returns true if a value that was parsed is one of a built-in type."""
    try:
        if type.kind == "str":
            return value.__class__ is str
        if type.kind == "bool":
            return value.__class__ is bool
        if type.kind == "int":
            if value.__class__ is int:
                return type.low <= value <= type.high
            to_int(value, type.low, type.high)
        if type.kind == "float":
            number = value if value.__class__ is float else to_float(value)
            return not type.low or is_float32(number)
        if type.kind == "bytes":
            to_bytes(value)
        return type.kind != "null" or value is None
    except Bad:
        return False


def is_const(constant: str | int | bool, value: Any) -> bool:
    """Returns true if a value that was parsed is a constant."""
    if isinstance(constant, bool):
        return value is constant
    if isinstance(constant, int):
        if value.__class__ is ExactNumber:
            try:
                return to_int(value, constant, constant) == constant
            except Bad:
                return False
        return value.__class__ is int and value == constant
    return value.__class__ is str and value == constant


def too_deep(value: Any, depth: int) -> tuple[Step, ...]:
    """Returns the place of a value that is nested too deep."""
    stack: list[tuple[tuple[Step, ...], Any]] = [((), value)]
    while stack:
        path, outer = stack.pop()
        if outer.__class__ is not dict and outer.__class__ is not list:
            continue
        if len(path) >= depth:
            return path
        inner = outer.items() if outer.__class__ is dict else enumerate(outer)
        stack += [((*path, step), each) for step, each in inner]
    return ()

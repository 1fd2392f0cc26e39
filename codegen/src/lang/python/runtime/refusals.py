"""Finds out where and why a value cannot be written, once it is known that it cannot."""

from __future__ import annotations

from typing import Any

from .kinds import TESTS, is_array
from .reading import plain
from .tables import (
    NULLABLE,
    PATCH,
    REQUIRED,
    Const,
    EntityTable,
    EnumTable,
    Field,
    Map,
    OrNull,
    Plain,
    Ref,
    Seq,
    Tables,
    Tup,
    Type,
    UnionTable,
)
from .text import Bad, from_any, from_bytes, from_float, from_float32, from_int
from .values import UNSET, EncodeError, Step, UnknownVariant


class Refuser:
    """Walks through a value up to what cannot be written."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.path: list[Step] = []

    def unexpected(self, words: str, value: Any) -> None:
        """Ends the walk.

        Raises:
            EncodeError: in any case.
        """
        kind = type(value).__name__
        shown = f"{value!r:.40}" if isinstance(value, (str, int, float)) else kind
        raise EncodeError(tuple(self.path), f"expected {words}, found {shown}")

    def value(self, type: Type, value: Any) -> None:
        """Walks through a value."""
        if isinstance(type, Plain):
            if not is_written(type, value):
                self.unexpected(type.words, value)
        elif isinstance(type, OrNull):
            if value is not None:
                self.value(type.item, value)
        elif isinstance(type, Seq):
            if not is_array(value):
                self.unexpected("a tuple", value)
            for at, item in enumerate(value):
                self._at(at, type.item, item)
        elif isinstance(type, Map):
            self._map(type, value)
        elif isinstance(type, Tup):
            if not is_array(value) or len(value) < type.needed:
                self.unexpected(f"a tuple of {type.needed} items", value)
            for at, (item, each) in enumerate(zip(type.items, value, strict=False)):
                self._at(at, item, each)
        elif isinstance(type, Ref):
            self._named(type.name, value)

    def _at(self, step: Step, type: Type, value: Any) -> None:
        self.path.append(step)
        self.value(type, value)
        self.path.pop()

    def _map(self, type: Map, value: Any) -> None:
        if not hasattr(value, "items"):
            self.unexpected("a mapping", value)
        for key, item in value.items():
            self._at(str(key), type.key, key)
            self._at(str(key), type.item, item)

    def _named(self, name: str, value: Any) -> None:
        table = self.tables[name]
        if isinstance(table, EnumTable):
            is_listed = table.is_open or value in {
                plain(member) for member in table.values
            }
            if not is_written(table.base, value) or not is_listed:
                self.unexpected(table.cls.__name__, value)
        elif isinstance(table, UnionTable):
            self._union(name, table, value)
        else:
            self._entity(table, value)

    def _entity(self, table: EntityTable, value: Any) -> None:
        if value.__class__ is not table.cls:
            self.unexpected(table.cls.__name__, value)
        for field in table.fields:
            if field.name:
                self.field(field, getattr(value, field.name))

    def field(self, field: Field, value: Any) -> None:
        """Walks through a field."""
        if value is None and field.presence != REQUIRED:
            return
        if value is UNSET and field.presence == PATCH:
            return
        if isinstance(field.type, Const):
            if value.__class__ is not bool:
                self._at(field.name, Plain("bool", "True or False"), value)
            return
        words = " or None" if field.presence == NULLABLE else ""
        if value is None:
            self.path.append(field.name)
            self.unexpected(f"a value{words}", value)
        self._at(field.name, field.type, value)

    def _union(self, name: str, table: UnionTable, value: Any) -> None:
        if table.form == "kind":
            for variant in table.variants:
                if TESTS[variant.kind](value) and variant.type is not None:
                    self.value(variant.type, value)
                    return
        held: Any = value
        for variant in table.variants:
            if variant.cls is not None and type(value) is variant.cls:
                if variant.type is not None:
                    self._at("value", variant.type, held.value)
                return
        if table.is_open and isinstance(value, UnknownVariant):
            self._at("raw", Plain("any", "a value of JSON"), value.raw)
            return
        self.unexpected(f"a variant of {name}", value)


def is_written(type: Plain, value: Any) -> bool:
    """Returns true if a value of a built-in type can be written."""
    try:
        if type.kind == "str":
            return isinstance(value, str)
        if type.kind == "bool":
            return value.__class__ is bool
        if type.kind == "int":
            from_int(value, type.low, type.high)
        elif type.kind == "float":
            (from_float32 if type.low else from_float)(value)
        elif type.kind == "bytes":
            from_bytes(value)
        elif type.kind == "any":
            from_any(value)
        else:
            return value is None
        return True
    except (Bad, TypeError, ValueError):
        return False

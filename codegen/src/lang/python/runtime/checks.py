"""Checks of the constraints of a schema, which decoders do not ask for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .kinds import TESTS
from .tables import (
    OMIT_EMPTY,
    EntityTable,
    EnumTable,
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
from .values import UNSET, Breach, Step


@dataclass(frozen=True, slots=True)
class Bounds:
    """The constraints on values."""

    low: int | float | None = None
    high: int | float | None = None
    pattern: str | None = None
    """A regular expression, as Python has them."""
    words: str = ""
    """What the pattern stands for."""


@dataclass(frozen=True, slots=True)
class Part:
    """Constraints on the parts of a value."""

    of: str
    """``items``, ``keys`` or ``values``; or the position of an item."""
    limits: tuple[Bounds | Part, ...]


Checks = Mapping[str, Mapping[str, tuple[Bounds | Part, ...]]]
"""The constraints of the fields of entities, by their attributes, and of the variants of unions, by
their positions."""


class Checker:
    """Walks through a value and notes the places where a constraint does not hold."""

    def __init__(self, tables: Tables, checks: Checks) -> None:
        self.tables = tables
        self.checks = checks
        self.path: list[Step] = []
        self.found: list[Breach] = []

    def run(self, name: str, value: Any) -> list[Breach]:
        """Checks a value of a declared type."""
        self._named(name, value)
        return self.found

    def _named(self, name: str, value: Any) -> None:
        table = self.tables[name]
        if isinstance(table, EntityTable):
            limits = self.checks.get(name, {})
            for field in table.fields:
                if not field.name:
                    continue
                held = getattr(value, field.name, None)
                self.path.append(field.key)
                is_none = held is None or held is UNSET
                is_empty = not held and field.presence == OMIT_EMPTY
                if not is_none and not is_empty:
                    self._limits(limits.get(field.name, ()), held)
                    self._value(field.type, held)
                self.path.pop()
        elif isinstance(table, UnionTable):
            self._union(table, self.checks.get(name, {}), value)

    def _union(
        self,
        table: UnionTable,
        limits: Mapping[str, tuple[Bounds | Part, ...]],
        value: Any,
    ) -> None:
        for at, variant in enumerate(table.variants):
            is_kind = variant.cls is None and table.form == "kind"
            if is_kind and TESTS[variant.kind](value):
                held = value
            elif variant.cls is not None and type(value) is variant.cls:
                held = getattr(value, "value", None)
            else:
                continue
            if variant.type is not None:
                if table.content is not None:
                    self.path.append(table.content)
                self._limits(limits.get(str(at), ()), held)
                self._value(variant.type, held)
                if table.content is not None:
                    self.path.pop()
            return

    def _value(self, type: Type, value: Any) -> None:
        if value is None or isinstance(type, Plain):
            return
        if isinstance(type, OrNull):
            self._value(type.item, value)
        elif isinstance(type, Seq):
            for at, item in enumerate(value):
                self._step(at, type.item, item)
        elif isinstance(type, Map):
            for key, item in value.items():
                self._step(str(key), type.item, item)
        elif isinstance(type, Tup):
            for at, (item, each) in enumerate(zip(type.items, value, strict=False)):
                self._step(at, item, each)
        elif isinstance(type, Ref) and not isinstance(
            self.tables[type.name], EnumTable
        ):
            self._named(type.name, value)

    def _step(self, step: Step, type: Type, value: Any) -> None:
        self.path.append(step)
        self._value(type, value)
        self.path.pop()

    def _limits(self, limits: tuple[Bounds | Part, ...], value: Any) -> None:
        for limit in limits:
            if value is None:
                return
            if isinstance(limit, Bounds):
                self._limit(limit, value)
                continue
            for step, part in parts(limit.of, value):
                self.path.append(step)
                self._limits(limit.limits, part)
                self.path.pop()

    def _limit(self, limit: Bounds, value: Any) -> None:
        if limit.pattern is not None:
            if isinstance(value, str) and re.search(limit.pattern, value) is None:
                self.found.append(Breach(path=tuple(self.path), expected=limit.words))
            return
        is_number = isinstance(value, (int, float))
        size: Any = value if is_number else len(value)
        is_low = limit.low is not None and size < limit.low
        if is_low or (limit.high is not None and size > limit.high):
            expected = f"{range_words(limit)}{unit(value)}, found {size}"
            self.found.append(Breach(path=tuple(self.path), expected=expected))


def parts(of: str, value: Any) -> list[tuple[Step, Any]]:
    """Returns parts of a value with their places."""
    if of == "items":
        return [(at, item) for at, item in enumerate(value)]
    if of == "keys":
        return [(str(key), key) for key in value]
    if of == "values":
        return [(str(key), item) for key, item in value.items()]
    at = int(of)
    return [(at, value[at])] if at < len(value) else []


def unit(value: Any) -> str:
    """Returns what the size of a value counts."""
    if isinstance(value, str):
        return " characters"
    if isinstance(value, (bytes, bytearray)):
        return " bytes"
    if isinstance(value, (tuple, list)):
        return " items"
    return " entries" if isinstance(value, Mapping) else ""


def range_words(limit: Bounds) -> str:
    """Returns a range in words."""
    if limit.low == limit.high:
        return f"exactly {limit.low}"
    if limit.low is None:
        return f"at most {limit.high}"
    return (
        f"at least {limit.low}"
        if limit.high is None
        else f"{limit.low} to {limit.high}"
    )

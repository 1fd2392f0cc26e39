"""Makes the functions that read entities.

An entity with many fields that may be missing gets a function for each of the sets of keys that
come often: it looks no key up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from .source import Source, twin
from .tables import (
    OMIT_EMPTY,
    PATCH,
    REQUIRED,
    Const,
    EntityTable,
    Field,
    Map,
    Ref,
    has_empty,
    is_never_empty,
)

if TYPE_CHECKING:
    from .reading import ReaderMaker

MANY: Final = 8
"""The fields that may be missing from which on sets of keys are looked at."""
OFTEN: Final = 16
"""The times that a set of keys has to come."""
MOST_SHAPES: Final = 64
"""The sets of keys of an entity that have a function."""
MOST_COUNTED: Final = 256
"""The sets of keys of an entity that are counted."""

Read = Callable[[Any], Any]
Keys = tuple[str, ...]


def define_entity(
    maker: ReaderMaker, function: str, table: EntityTable, tags: tuple[str, ...]
) -> None:
    """Defines the function that reads an entity; ``tags`` are further keys that it may have."""
    optional = [field for field in table.fields if field.presence != REQUIRED]
    if len(optional) < MANY or maker.unknown_fields != "ignore":
        _define(maker, function, table, tags)
        return
    _define(maker, f"{function}_any", table, tags)
    shapes = Shapes(maker, f"{function}_any", table)
    out = Source(maker.space)
    known, seen = out.named("S", shapes.known), out.named("S", shapes.seen)
    with out.block(f"def {function}(d):"):
        out("if d.__class__ is not dict: raise Bad")
        out("k = tuple(d)")
        out(f"f = {known}.get(k)")
        out(f"return {seen}(k)(d) if f is None else f(d)")
    out.run()


def _define(
    maker: ReaderMaker, function: str, table: EntityTable, tags: tuple[str, ...]
) -> None:
    out = Source(maker.space)
    name = out.named("C", table.cls)
    new = out.named("T", twin(table.cls))
    with out.block(f"def {function}(d):"):
        out("if d.__class__ is not dict: raise Bad")
        out(f"o = {new}()")
        for field in table.fields:
            _field(maker, out, field)
        keys = {field.key for field in table.fields} | set(tags)
        if maker.unknown_fields == "deny":
            out(f"if not d.keys() <= {out.named('K', keys)}: raise Bad")
        elif maker.unknown_fields == "keep":
            known = out.named("K", keys | set(table.hidden))
            out(f"u = d.keys() - {known}")
            out("o.unknown_fields = {k: d[k] for k in d if k in u} if u else {}")
            if maker.is_rounded:
                out("check_exact(o.unknown_fields)")
        out(f"o.__class__ = {name}")
        out("return o")
    out.run()


def _field(maker: ReaderMaker, out: Source, field: Field) -> None:
    key = repr(field.key)
    if not field.name or isinstance(field.type, Const):
        out(f"v = d[{key}] if {key} in d else None")
        _constant(maker, out, field, "v")
    else:
        maker.field(out, field, "d", "v")
        out(f"o.{field.name} = v")


def _constant(maker: ReaderMaker, out: Source, field: Field, v: str) -> None:
    with out.block(f"if {v} is not None:"):
        maker.read(out, field.type, v)
        if field.name:
            out(f"{v} = True")
    if field.name:
        out(f"o.{field.name} = {v} is True")


class Shapes:
    """The sets of keys with which an entity came, in their order."""

    def __init__(self, maker: ReaderMaker, otherwise: str, table: EntityTable) -> None:
        self.maker = maker
        self.otherwise = otherwise
        self.table = table
        self.known: dict[Keys, Read] = {}
        self._counts: dict[Keys, int] = {}

    def seen(self, keys: Keys) -> Read:
        """Returns the function that reads an object of keys which have none of their own yet."""
        otherwise: Read = self.maker.space[self.otherwise]
        is_full = len(self.known) >= MOST_SHAPES
        if is_full or len(keys) > 2 * len(self.table.fields):
            return otherwise
        count = self._counts.get(keys, 0) + 1
        if count < OFTEN:
            if len(self._counts) >= MOST_COUNTED:
                self._counts.clear()
            self._counts[keys] = count
            return otherwise
        self._counts.pop(keys, None)
        self.maker.make(lambda: self._define(keys))
        return self.known[keys]

    def _define(self, keys: Keys) -> None:
        maker = self.maker
        out = Source(maker.space)
        function = out.named("D", None)
        new = out.named("T", twin(self.table.cls))
        variables = {key: f"a{at}" for at, key in enumerate(keys)}
        absent: dict[str, list[str]] = {}
        with out.block(f"def {function}(d):"):
            if variables:
                out(f"{', '.join(variables.values())}, = d.values()")
            out(f"o = {new}()")
            for field in self.table.fields:
                v = variables.get(field.key)
                if v is None:
                    self._absent(out, field, absent)
                elif not field.name or isinstance(field.type, Const):
                    _constant(maker, out, field, v)
                else:
                    if field.presence == PATCH:
                        with out.block(f"if {v} is not None:"):
                            maker.read(out, field.type, v)
                    else:
                        maker.member(out, field, v)
                    out(f"o.{field.name} = {v}")
            for value, names in absent.items():
                out(f"{' = '.join(f'o.{name}' for name in names)} = {value}")
            out(f"o.__class__ = {out.named('C', self.table.cls)}")
            out("return o")
        out.run()
        self.known[keys] = maker.space[function]

    def _absent(self, out: Source, field: Field, absent: dict[str, list[str]]) -> None:
        """Sets a field that is not there, or notes it for later."""
        maker, type = self.maker, field.type
        if not field.name:
            return
        value = "None"
        if isinstance(type, Const):
            value = "False"
        elif field.presence == PATCH:
            value = "UNSET"
        elif field.presence == REQUIRED and is_never_empty(maker.tables, type):
            out("raise Bad")
            return
        elif field.presence == REQUIRED or (
            field.presence == OMIT_EMPTY and has_empty(maker.tables, type)
        ):
            value = maker.empty_value(out, type)
            if isinstance(type, Map) or (isinstance(type, Ref) and "(" in value):
                # Each has one of its own.
                out(f"o.{field.name} = {value}")
                return
        absent.setdefault(value, []).append(field.name)

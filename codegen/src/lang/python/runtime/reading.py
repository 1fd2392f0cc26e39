"""Makes functions that read what was parsed: straight code for each type.

They return the value, or raise some exception: another walk says where and why.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from threading import RLock
from typing import Any, Final

from .entities import define_entity
from .source import Source
from .tables import (
    OMIT_EMPTY,
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
    has_empty,
    is_never_empty,
)
from .text import Bad, check_exact, is_float32, to_bytes, to_float, to_int
from .union_reading import define_union
from .values import UNSET, ExactNumber, UnknownVariant

ONLY_TEXTS: Final = {str}


DECIMAL: Final = re.compile(r"0|-?[1-9][0-9]{0,20}")


def map_key(text: str) -> int:
    """Reads an integer that is the key of a map: decimal digits, without zeros before them."""
    if DECIMAL.fullmatch(text) is None:
        raise Bad
    return int(text)


class ReaderMaker:
    """Makes the functions of one package, each at its first use."""

    def __init__(
        self, tables: Tables, unknown_fields: str, *, is_rounded: bool = False
    ) -> None:
        self.tables = tables
        self.is_rounded = is_rounded
        self.unknown_fields = unknown_fields
        self.lock = RLock()
        self._waiting: list[str] = []
        self.space: dict[str, Any] = {
            "Bad": Bad,
            "ExactNumber": ExactNumber,
            "ONLY_TEXTS": ONLY_TEXTS,
            "UNSET": UNSET,
            "UnknownVariant": UnknownVariant,
            "check_exact": check_exact,
            "is_float32": is_float32,
            "map_key": map_key,
            "to_bytes": to_bytes,
            "to_float": to_float,
            "to_int": to_int,
        }

    def function(self, name: str) -> str:
        """Returns the name of the function that reads a declared type."""
        function = f"D_{name}"
        if function not in self.space:
            self.space[function] = None
            self._waiting.append(name)
        return function

    def make(self, define: Callable[[], None]) -> None:
        """Makes functions and those that they refer to, for one thread at a time."""
        with self.lock:
            define()
            self.finish()

    def finish(self) -> None:
        """Makes the functions that others refer to."""
        while self._waiting:
            name = self._waiting.pop()
            function, table = f"D_{name}", self.tables[name]
            if isinstance(table, EntityTable):
                define_entity(self, function, table, ())
            elif isinstance(table, UnionTable):
                define_union(self, function, table, ())
            else:
                self._enum(function, table)

    def field(self, out: Source, field: Field, holder: str, target: str) -> None:
        """Reads a field of an object into a variable."""
        key = repr(field.key)
        out(f"{target} = {holder}[{key}] if {key} in {holder} else None")
        if field.presence == PATCH:
            with out.block(f"if {target} is None:"):
                out(f"if {key} not in {holder}: {target} = UNSET")
            with out.block("else:"):
                self.read(out, field.type, target)
        else:
            self.member(out, field, target)

    def member(self, out: Source, field: Field, target: str) -> None:
        """Reads a field in place; ``None``: it is not there, or ``null``."""
        is_filled = field.presence == OMIT_EMPTY and has_empty(self.tables, field.type)
        if field.presence == REQUIRED or is_filled:
            with out.block(f"if {target} is None:"):
                self._empty(out, field.type, target)
            with out.block("else:"):
                self.read(out, field.type, target)
        else:
            with out.block(f"if {target} is not None:"):
                self.read(out, field.type, target)

    def _empty(self, out: Source, type: Type, target: str) -> None:
        if is_never_empty(self.tables, type):
            out("raise Bad")
        else:
            out(f"{target} = {self.empty_value(out, type)}")

    def empty_value(self, out: Source, type: Type) -> str:
        """Returns an expression for the empty value of a type."""
        if isinstance(type, Plain):
            empty: dict[str, Any] = {
                "str": "",
                "bool": False,
                "int": 0,
                "float": 0.0,
                "bytes": b"",
                "any": None,
                "null": None,
            }
            return repr(empty[type.kind])
        if isinstance(type, Const):
            return repr(type.value)
        if isinstance(type, Seq):
            return "()"
        if isinstance(type, Map):
            return "{}"
        if isinstance(type, OrNull):
            return "None"
        if isinstance(type, Tup):
            needed = [self.empty_value(out, item) for item in type.items[: type.needed]]
            rest = ["None"] * (len(type.items) - type.needed)
            return f"({', '.join(needed + rest)},)"
        table = self.tables[type.name]
        if isinstance(table, EnumTable):
            name = f"N_{type.name}"
            self.space[name] = table.empty
            return name
        return f"{self.function(type.name)}({{}})"

    def read(self, out: Source, type: Type, v: str) -> None:
        """Reads the value of a variable in place."""
        if isinstance(type, Plain):
            self.built_in(out, type, v)
        elif isinstance(type, Const):
            self._const(out, type, v)
        elif isinstance(type, OrNull):
            with out.block(f"if {v} is not None:"):
                self.read(out, type.item, v)
        elif isinstance(type, Seq):
            self._seq(out, type.item, v)
        elif isinstance(type, Map):
            self._map(out, type, v)
        elif isinstance(type, Tup):
            self._tuple(out, type, v, "0")
        elif isinstance(self.tables[type.name], EnumTable):
            self._of_enum(out, type.name, v)
        else:
            out(f"{v} = {self.function(type.name)}({v})")

    def built_in(self, out: Source, type: Plain, v: str) -> None:
        """Reads a value of a built-in type in place."""
        if type.kind == "str":
            out(f"if {v}.__class__ is not str: raise Bad")
        elif type.kind == "bool":
            out(f"if {v} is not True and {v} is not False: raise Bad")
        elif type.kind == "int":
            low, high = type.low, type.high
            out(
                f"if {v}.__class__ is not int or not {low} <= {v} <= {high}: "
                f"{v} = to_int({v}, {low}, {high})"
            )
        elif type.kind == "float":
            out(f"if {v}.__class__ is not float: {v} = to_float({v})")
            if type.low:
                out(f"if not is_float32({v}): raise Bad")
        elif type.kind == "bytes":
            out(f"{v} = to_bytes({v})")
        elif type.kind == "null":
            out(f"if {v} is not None: raise Bad")
        elif self.is_rounded:
            out(f"check_exact({v})")
        else:
            out("pass")

    def _const(self, out: Source, type: Const, v: str) -> None:
        value = type.value
        if isinstance(value, bool):
            out(f"if {v} is not {value}: raise Bad")
        elif isinstance(value, int):
            out(f"if {v}.__class__ is not int: {v} = to_int({v}, {value}, {value})")
            out(f"if {v} != {value}: raise Bad")
        else:
            out(f"if {v}.__class__ is not str or {v} != {value!r}: raise Bad")

    def _seq(self, out: Source, item: Type, v: str) -> None:
        out(f"if {v}.__class__ is not list: raise Bad")
        if isinstance(item, Ref) and not isinstance(self.tables[item.name], EnumTable):
            out(f"{v} = tuple([{self.function(item.name)}(x) for x in {v}])")
            return
        if isinstance(item, Plain) and item.kind == "str":
            out(f"if {v} and {{*map(type, {v})}} != ONLY_TEXTS: raise Bad")
        elif not (isinstance(item, Plain) and item.kind == "any") or self.is_rounded:
            items, each = out.local(), out.local()
            out(f"{items} = []")
            with out.block(f"for {each} in {v}:"):
                self.read(out, item, each)
                out(f"{items}.append({each})")
            out(f"{v} = tuple({items})")
            return
        out(f"{v} = tuple({v})")

    def _map(self, out: Source, type: Map, v: str) -> None:
        out(f"if {v}.__class__ is not dict: raise Bad")
        is_any = isinstance(type.item, Plain) and type.item.kind == "any"
        if (
            is_any
            and not self.is_rounded
            and isinstance(type.key, Plain)
            and type.key.kind == "str"
        ):
            return
        entries, key, each = out.local(), out.local(), out.local()
        out(f"{entries} = {{}}")
        with out.block(f"for {key}, {each} in {v}.items():"):
            base = self.base(type.key)
            if base.kind == "int":
                out(f"{key} = map_key({key})")
            if base is not type.key or base.kind == "int":
                self.read(out, type.key, key)
            self.read(out, type.item, each)
            out(f"{entries}[{key}] = {each}")
        out(f"{v} = {entries}")

    def base(self, type: Type) -> Plain:
        """Returns the built-in type of the keys of a map."""
        if isinstance(type, Ref):
            table = self.tables[type.name]
            if isinstance(table, EnumTable):
                return table.base
        assert isinstance(type, Plain)
        return type

    def _tuple(self, out: Source, type: Tup, v: str, start: str) -> None:
        count = out.local()
        out(f"if {v}.__class__ is not list: raise Bad")
        out(f"{count} = len({v})")
        out(f"if {count} < {type.needed}: raise Bad")
        names: list[str] = []
        for at, item in enumerate(type.items):
            name = out.local()
            names.append(name)
            if at < type.needed:
                out(f"{name} = {v}[{at}]")
            else:
                out(f"{name} = {v}[{at}] if {count} > {at} else None")
            self.read(out, item, name)
        further = ""
        if self.unknown_fields == "deny":
            out(f"if {count} > {len(names)}: raise Bad")
        elif self.unknown_fields == "keep":
            self.keep(out, v)
            further = f" + tuple({v}[{len(names)}:])"
        out(f"{v} = ({', '.join(names)},){further}" if names else f"{v} = (){further}")

    def _of_enum(self, out: Source, name: str, v: str) -> None:
        table = self.tables[name]
        assert isinstance(table, EnumTable)
        members = f"M_{name}"
        if members not in self.space:
            self.space[members] = {plain(member): member for member in table.values}
            self.space[f"C_{name}"] = table.cls
        self.built_in(out, table.base, v)
        if table.is_open:
            out(f"{v} = {members}[{v}] if {v} in {members} else C_{name}({v})")
        else:
            out(f"{v} = {members}[{v}]")

    def _enum(self, function: str, table: EnumTable) -> None:
        out = Source(self.space)
        name = function.removeprefix("D_")
        with out.block(f"def {function}(v):"):
            self._of_enum(out, name, "v")
            out("return v")
        out.run()

    def keep(self, out: Source, v: str) -> None:
        """Checks a value of any type that is kept."""
        if self.is_rounded:
            out(f"check_exact({v})")


def plain(member: Any) -> Any:
    """Returns the value of an enum's member on the wire."""
    if isinstance(member, int):
        return int(member)
    return str.__str__(member)

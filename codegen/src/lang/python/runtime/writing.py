"""Makes functions that write values: straight code for each type.

They return text, or raise some exception: another walk says where and why.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .kinds import is_array
from .reading import plain
from .source import Source
from .tables import (
    NULLABLE,
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
)
from .text import (
    Bad,
    constant_text,
    from_any,
    from_bytes,
    from_float,
    from_float32,
    from_int,
    quote,
)
from .union_writing import define_union
from .values import UNSET, UnknownVariant

Lead = tuple[tuple[str, str], ...]
"""Members before those of an object: their keys, and the text of their values."""


def items_of(value: Any) -> Any:
    """Returns an array, which may be a list."""
    if is_array(value):
        return value
    raise Bad


def sorted_items(value: Any) -> Any:
    """Returns the entries of a map by their keys."""
    return sorted(value.items())


def from_bool(value: Any) -> str:
    """Writes a boolean."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    raise Bad


def from_null(value: Any) -> str:
    """Writes nothing."""
    if value is None:
        return "null"
    raise Bad


def joined(texts: list[str]) -> str:
    """Writes an array."""
    return "[" + ",".join(texts) + "]"


def members(texts: list[str]) -> str:
    """Writes an object."""
    return "{" + ",".join(texts) + "}"


class WriterMaker:
    """Makes the functions of one package, each at its first use."""

    def __init__(self, tables: Tables, unknown_fields: str) -> None:
        self.tables = tables
        self.unknown_fields = unknown_fields
        self._waiting: list[str] = []
        self.space: dict[str, Any] = {
            "Bad": Bad,
            "UNSET": UNSET,
            "UnknownVariant": UnknownVariant,
            "from_any": from_any,
            "from_bool": from_bool,
            "from_bytes": from_bytes,
            "from_float": from_float,
            "from_float32": from_float32,
            "from_int": from_int,
            "from_null": from_null,
            "items_of": items_of,
            "joined": joined,
            "members": members,
            "quote": quote,
            "sorted_items": sorted_items,
        }

    def function(self, name: str) -> str:
        """Returns the name of the function that writes a declared type."""
        function = f"E_{name}"
        if function not in self.space:
            self.space[function] = None
            self._waiting.append(name)
        return function

    def finish(self) -> None:
        """Makes the functions that others refer to."""
        while self._waiting:
            name = self._waiting.pop()
            function, table = f"E_{name}", self.tables[name]
            if isinstance(table, EntityTable):
                self.entity(function, table, ())
            elif isinstance(table, UnionTable):
                define_union(self, function, table, ())
            else:
                self._enum(function, table)

    def text(self, out: Source, type: Type, v: str) -> str:
        """Returns an expression for the text of a value."""
        if isinstance(type, Plain):
            return self._plain(type, v)
        if isinstance(type, Const):
            return repr(constant_text(type.value))
        if isinstance(type, OrNull):
            return f"('null' if {v} is None else {self.text(out, type.item, v)})"
        if isinstance(type, Seq):
            each = out.local()
            item = self.text(out, type.item, each)
            return f"joined([{item} for {each} in items_of({v})])"
        if isinstance(type, Map):
            return self._map(out, type, v)
        if isinstance(type, Tup):
            return f"{self._tuple(type)}({v})"
        return f"{self.function(type.name)}({v})"

    def _plain(self, type: Plain, v: str) -> str:
        if type.kind == "int":
            return f"from_int({v}, {type.low}, {type.high})"
        names = {
            "str": "quote",
            "bool": "from_bool",
            "float": "from_float32" if type.low else "from_float",
            "bytes": "from_bytes",
            "any": "from_any",
            "null": "from_null",
        }
        return f"{names[type.kind]}({v})"

    def _map(self, out: Source, type: Map, v: str) -> str:
        key, each = out.local(), out.local()
        item = self.text(out, type.item, each)
        entries = f"sorted_items({v})"
        if isinstance(type.key, Ref):
            table = self.tables[type.key.name]
            assert isinstance(table, EnumTable)
            entries = f"{out.named('O', by_rank(table))}({v})"
            base = table.base
        else:
            assert isinstance(type.key, Plain)
            base = type.key
        name = self.text(out, type.key, key)
        if base.kind == "int":
            name = f"'\"' + {name} + '\"'"
        return f"members([{name} + ':' + {item} for {key}, {each} in {entries}])"

    def _tuple(self, type: Tup) -> str:
        out = Source(self.space)
        function = out.named("P", None)
        count = len(type.items)
        with out.block(f"def {function}(v):"):
            out("n = len(items_of(v))")
            if self.unknown_fields != "keep":
                out(f"if n > {count}: n = {count}")
            out(f"while {type.needed} < n <= {count} and v[n - 1] is None: n -= 1")
            out(f"if n < {type.needed}: raise Bad")
            out("r = []")
            for at, item in enumerate(type.items):
                text = self.text(out, item, f"v[{at}]")
                prefix = "" if at < type.needed else f"if n > {at}: "
                out(f"{prefix}r.append({text})")
            if self.unknown_fields == "keep":
                out(f"r += [from_any(x) for x in v[{count}:n]]")
            out("return joined(r)")
        out.run()
        return function

    def _enum(self, function: str, table: EnumTable) -> None:
        out = Source(self.space)
        with out.block(f"def {function}(v):"):
            if table.is_open:
                out(f"return {self._plain(table.base, 'v')}")
            else:
                texts = {
                    plain(member): self.space_text(table.base, plain(member))
                    for member in table.values
                }
                out("if v.__class__ is bool: raise Bad")
                out(f"return {out.named('M', texts)}[v]")
        out.run()

    def space_text(self, base: Plain, value: Any) -> str:
        """Returns the text of an enum's value."""
        return quote(value) if base.kind == "str" else str(value)

    def entity(self, function: str, table: EntityTable, lead: Lead) -> None:
        """Defines the function that writes an entity after other members."""
        out = Source(self.space)
        with out.block(f"def {function}(o):"):
            out(f"if o.__class__ is not {out.named('C', table.cls)}: raise Bad")
            self._members(out, table, lead)
        out.run()

    def _members(self, out: Source, table: EntityTable, lead: Lead) -> None:
        taken = {key for key, _ in lead}
        group = [(f"{quote(key)}:{text}", "") for key, text in lead]
        out("s = ''")
        for field in table.fields:
            if field.key in taken:
                continue
            key = f"{quote(field.key)}:"
            if not field.name and field.presence == REQUIRED:
                group.append((key + self._only(field), ""))
                continue
            if not field.name:
                continue
            if isinstance(field.type, Const):
                flush(out, group)
                text = "," + key + constant_text(field.type.value)
                with out.block(f"if o.{field.name} is not False:"):
                    out(f"if o.{field.name} is not True: raise Bad")
                    out(f"s += {text!r}")
                continue
            if field.presence in (REQUIRED, NULLABLE):
                group.append((key, self._always(out, field)))
                continue
            flush(out, group)
            self._sometimes(out, field, "," + key)
        if self.unknown_fields == "keep":
            flush(out, group)
            keys = {field.key for field in table.fields} | taken
            known = out.named("K", keys | set(table.hidden))
            out("for k, x in o.unknown_fields.items():")
            out(f" if k not in {known}: s += ',' + quote(k) + ':' + from_any(x)")
        flush(out, group)
        out("return '{' + s[1:] + '}'")

    def _only(self, field: Field) -> str:
        if isinstance(field.type, Const):
            return constant_text(field.type.value)
        return "null"

    def _always(self, out: Source, field: Field) -> str:
        v = out.local()
        if field.presence == NULLABLE:
            out(f"{v} = o.{field.name}")
            text = self.text(out, field.type, v)
            out(f"{v} = 'null' if {v} is None else {text}")
            return v
        if isinstance(field.type, Plain) and field.type.kind == "int":
            out(f"{v} = o.{field.name}")
            low, high = field.type.low, field.type.high
            out(
                f"if {v}.__class__ is not int or not {low} <= {v} <= {high}: "
                f"{v} = from_int({v}, {low}, {high})"
            )
            return v
        if isinstance(field.type, Plain) and field.type.kind == "str":
            return f"quote(o.{field.name})"
        out(f"{v} = {self.text(out, field.type, f'o.{field.name}')}")
        return v

    def _sometimes(self, out: Source, field: Field, key: str) -> None:
        v = out.local()
        out(f"{v} = o.{field.name}")
        text = self.text(out, field.type, v)
        if field.presence == PATCH:
            with out.block(f"if {v} is not UNSET:"):
                out(f"s += {key!r} + ('null' if {v} is None else {text})")
        elif field.presence == OMIT_EMPTY and has_empty(self.tables, field.type):
            with out.block(f"if {v}:"):
                out(f"s += {key!r} + {text}")
        else:
            with out.block(f"if {v} is not None:"):
                out(f"s += {key!r} + {text}")

    def field(self, out: Source, field: Field, v: str, key: str) -> None:
        """Adds the member of a field to a text, with a comma before it."""
        if field.presence == REQUIRED:
            out(f"s += {key!r} + {self.text(out, field.type, v)}")
        elif field.presence == NULLABLE:
            text = self.text(out, field.type, v)
            out(f"s += {key!r} + ('null' if {v} is None else {text})")
        elif field.presence == PATCH:
            with out.block(f"if {v} is not UNSET:"):
                text = self.text(out, field.type, v)
                out(f"s += {key!r} + ('null' if {v} is None else {text})")
        else:
            is_filled = field.presence == OMIT_EMPTY and has_empty(
                self.tables, field.type
            )
            with out.block(f"if {v}:" if is_filled else f"if {v} is not None:"):
                out(f"s += {key!r} + {self.text(out, field.type, v)}")


def by_rank(table: EnumTable) -> Callable[[Any], Any]:
    """Returns a function that sorts the entries of a map by the order of an enum's values."""
    ranks = {plain(member): rank for rank, member in enumerate(table.values)}
    last = len(ranks)

    def entries(value: Any) -> Any:
        def rank(entry: tuple[Any, Any]) -> tuple[int, Any]:
            key = plain(entry[0])
            return ranks.get(key, last), key

        return sorted(value.items(), key=rank)

    return entries


def flush(out: Source, group: list[tuple[str, str]]) -> None:
    """Adds members that are always there to a text, each with a comma before it."""
    if not group:
        return
    parts: list[str] = []
    text = ""
    for key, value in group:
        text += "," + key
        if value:
            parts += [template(text), f"{{{value}}}"]
            text = ""
    parts.append(template(text))
    out(f's += f"{"".join(parts)}"')
    group.clear()


def template(text: str) -> str:
    """Returns a text as a part of a template."""
    escaped = text.encode("unicode_escape").decode().replace('"', '\\"')
    return escaped.replace("{", "{{").replace("}", "}}")

"""Makes the functions that write unions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .kinds import TESTS
from .source import Source
from .tables import EntityTable, Ref, UnionTable, Variant
from .text import constant_text, quote

if TYPE_CHECKING:
    from .writing import Lead, WriterMaker


def define_union(
    maker: WriterMaker, function: str, table: UnionTable, lead: Lead
) -> None:
    """Defines the function that writes a union after other members."""
    if table.form == "kind":
        _kinds(maker, function, table)
        return
    functions: dict[type, Any] = {}
    for at, variant in enumerate(table.variants):
        name = f"{function}_{at}"
        own: Lead = ()
        if table.form == "tag" and variant.value is not None:
            own = ((table.tag, constant_text(variant.value)),)
        elif table.form == "tag":
            own = ()
        _variant(maker, name, table, variant, lead + own)
        assert variant.cls is not None
        functions[variant.cls] = maker.space[name]
    out = Source(maker.space)
    with out.block(f"def {function}(o):"):
        out(f"f = {out.named('V', functions)}.get(o.__class__)")
        out("if f is not None: return f(o)")
        if table.is_open:
            with out.block("if o.__class__ is UnknownVariant:"):
                out("return from_any(o.raw)")
        out("raise Bad")
    out.run()


def _variant(
    maker: WriterMaker,
    function: str,
    table: UnionTable,
    variant: Variant,
    lead: Lead,
) -> None:
    out = Source(maker.space)
    start = "".join(f",{quote(key)}:{text}" for key, text in lead)
    with out.block(f"def {function}(o):"):
        type = variant.type
        if type is None:
            out(f"return {'{' + start[1:] + '}'!r}")
        elif table.content is not None:
            key = f"{start},{quote(table.content)}:"[1:]
            text = maker.text(out, type, "o.value")
            out(f"return {'{' + key!r} + {text} + '}}'")
        else:
            assert isinstance(type, Ref)
            out(f"return {_inside(maker, function, type.name, table, lead)}(o.value)")
    out.run()


def _inside(
    maker: WriterMaker, function: str, name: str, outer: UnionTable, lead: Lead
) -> str:
    table = maker.tables[name]
    inner = f"{function}_in"
    is_tagless = outer.form == "tag" and not lead
    if isinstance(table, EntityTable) and is_tagless:
        # Its own field of that key, if there is one, is no tag.
        without = tuple(field for field in table.fields if field.key != outer.tag)
        maker.entity(inner, EntityTable(table.cls, without, table.hidden), lead)
    elif not lead:
        return maker.function(name)
    elif isinstance(table, EntityTable):
        maker.entity(inner, table, lead)
    else:
        assert isinstance(table, UnionTable)
        define_union(maker, inner, table, lead)
    return inner


def _kinds(maker: WriterMaker, function: str, table: UnionTable) -> None:
    out = Source(maker.space)
    with out.block(f"def {function}(v):"):
        for variant in table.variants:
            assert variant.type is not None
            test = out.named("Q", TESTS[variant.kind])
            with out.block(f"if {test}(v):"):
                out(f"return {maker.text(out, variant.type, 'v')}")
        out("raise Bad")
    out.run()

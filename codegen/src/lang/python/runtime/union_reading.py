"""Makes the functions that read unions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .entities import define_entity
from .source import Source, twin
from .tables import EntityTable, Field, Ref, UnionTable

if TYPE_CHECKING:
    from .reading import ReaderMaker


def define_union(
    maker: ReaderMaker, function: str, table: UnionTable, tags: tuple[str, ...]
) -> None:
    """Defines the function that reads a union; ``tags`` are further keys that it may have."""
    if table.form == "kind":
        _kinds(maker, function, table)
        return
    own = (table.tag, table.content or "") if table.form == "tag" else ()
    tags = (*tags, *own)
    variants: dict[Any, str] = {}
    for at, variant in enumerate(table.variants):
        name = f"{function}_{at}"
        _variant(maker, name, table, at, tags)
        variants[variant.value] = name
    out = Source(maker.space)
    with out.block(f"def {function}(d):"):
        out("if d.__class__ is not dict: raise Bad")
        if table.form == "tag":
            _by_tag(maker, out, table, variants)
        else:
            _by_key(maker, out, table, variants)
    out.run()


def _by_tag(
    maker: ReaderMaker, out: Source, table: UnionTable, variants: dict[Any, str]
) -> None:
    key = repr(table.tag)
    assert table.base is not None
    absent = variants.pop(None, None)
    out(f"t = d[{key}] if {key} in d else None")
    with out.block("if t is None:"):
        out("raise Bad" if absent is None else f"return {absent}(d)")
    maker.built_in(out, table.base, "t")
    functions = {value: maker.space[name] for value, name in variants.items()}
    out(f"f = {out.named('V', functions)}.get(t)")
    out("if f is not None: return f(d)")
    if table.is_open:
        maker.keep(out, "d")
        out("return UnknownVariant(tag=t, raw=d)")
    else:
        out("raise Bad")


def _by_key(
    maker: ReaderMaker, out: Source, table: UnionTable, variants: dict[Any, str]
) -> None:
    absent = variants.pop(None, None)
    for value, name in variants.items():
        out(f"if {value!r} in d: return {name}(d)")
    if absent is not None:
        out(f"return {absent}(d)")
    elif table.is_open:
        maker.keep(out, "d")
        out("return UnknownVariant(raw=d)")
    else:
        out("raise Bad")


def _variant(
    maker: ReaderMaker,
    function: str,
    table: UnionTable,
    at: int,
    tags: tuple[str, ...],
) -> None:
    variant = table.variants[at]
    assert variant.cls is not None
    out = Source(maker.space)
    name = out.named("C", variant.cls)
    new = out.named("T", twin(variant.cls))
    with out.block(f"def {function}(d):"):
        out(f"o = {new}()")
        type = variant.type
        if table.content is not None:
            if type is not None:
                maker.field(out, Field(table.content, "value", type), "d", "v")
                out("o.value = v")
            if maker.unknown_fields == "deny":
                out(f"if not d.keys() <= {out.named('K', set(tags))}: raise Bad")
        elif isinstance(type, Ref):
            out(f"o.value = {_inside(maker, function, type.name, tags)}(d)")
        elif maker.unknown_fields == "deny":
            out(f"if not d.keys() <= {out.named('K', set(tags))}: raise Bad")
        out(f"o.__class__ = {name}")
        out("return o")
    out.run()


def _inside(maker: ReaderMaker, function: str, name: str, tags: tuple[str, ...]) -> str:
    """Returns the name of the function that reads the object of a variant."""
    if maker.unknown_fields == "ignore" or not tags:
        return maker.function(name)
    table = maker.tables[name]
    inner = f"{function}_in"
    if isinstance(table, EntityTable):
        define_entity(maker, inner, table, tags)
    elif isinstance(table, UnionTable):
        define_union(maker, inner, table, tags)
    return inner


def _kinds(maker: ReaderMaker, function: str, table: UnionTable) -> None:
    out = Source(maker.space)
    classes = {
        "string": "c is str",
        "number": "c is int or c is float or c is ExactNumber",
        "boolean": "c is bool",
        "array": "c is list",
        "object": "c is dict",
    }
    with out.block(f"def {function}(v):"):
        out("c = v.__class__")
        for variant in table.variants:
            assert variant.type is not None
            with out.block(f"if {classes[variant.kind]}:"):
                maker.read(out, variant.type, "v")
                out("return v")
        out("raise Bad")
    out.run()

"""Decodes and encodes the documented frames by the generated package and by its peers.

python bench.py PACKAGE_SOURCE EXAMPLES

The peers are plain classes with the same fields, made from the tables of the package: models of
pydantic and structs of msgspec, one a type, and a union of the events by their names. They check
less: no ranges of integers, no closed enums.
"""

from __future__ import annotations

import importlib
import json
import platform
import sys
import time
from collections.abc import Callable
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Annotated, Any, ForwardRef, Literal, Optional

import msgspec
import pydantic

ROUNDS = 15
SECONDS = 0.05

sys.path.insert(0, sys.argv[1])
module = next(path.name for path in Path(sys.argv[1]).iterdir() if path.is_dir())
package = importlib.import_module(module)
schema = importlib.import_module(f"{module}._schema")
t = importlib.import_module(f"{module}._runtime.tables")

PLAIN: dict[str, Any] = {
    "str": str,
    "bool": bool,
    "int": int,
    "float": float,
    "bytes": bytes,
    "any": Any,
    "null": None,
}


class Peer:
    """The classes of one peer."""

    def __init__(
        self, make: Callable[[str, list[Any]], Any], inside: Callable[[str], Any]
    ) -> None:
        self.make = make
        self.inside = inside
        self.made: dict[str, Any] = {}

    def type(self, type: Any) -> Any:
        """Returns the type that a peer has for one of a table."""
        if isinstance(type, t.Plain):
            return PLAIN[type.kind]
        if isinstance(type, t.Seq):
            return list[self.type(type.item)]
        if isinstance(type, t.Map):
            return dict[str, self.type(type.item)]
        if isinstance(type, t.OrNull):
            return Optional[self.type(type.item)]
        if isinstance(type, t.Tup):
            return list[Any]
        table = schema.TABLES[type.name]
        if isinstance(table, t.EnumTable):
            return PLAIN[table.base.kind]
        if not isinstance(table, t.EntityTable):
            return Any
        if type.name not in self.made:
            self.made[type.name] = self.inside(type.name)
            self.made[type.name] = self.make(type.name, self.fields(table))
        return self.made[type.name]

    def fields(self, table: Any) -> list[Any]:
        """Returns the names, types and defaults of the fields."""
        fields = []
        for field in table.fields:
            type = self.type(field.type)
            if field.presence == t.REQUIRED:
                fields.append((field.key, type, ...))
            elif field.presence == t.NULLABLE:
                fields.append((field.key, Optional[type], ...))
            else:
                fields.append((field.key, Optional[type], None))
        return fields


def of_pydantic(name: str, fields: list[Any]) -> Any:
    """Makes a model."""
    return pydantic.create_model(
        name, **{key: (type, default) for key, type, default in fields}
    )


def of_msgspec(name: str, fields: list[Any], **more: Any) -> Any:
    """Makes a struct."""
    given = [
        (key, type) if default is ... else (key, type, default)
        for key, type, default in fields
    ]
    return msgspec.defstruct(name, given, kw_only=True, omit_defaults=True, **more)


def events(peer: Peer) -> list[tuple[str, list[Any]]]:
    """Returns the fields of the frames of the events."""
    found = []
    for frames in (schema.SERVER, schema.CLIENT):
        for event in frames.events.values():
            fields = [(frames.id, Optional[str], None)]
            if event.params is not None:
                fields.append((event.params.key, peer.type(event.params.type), ...))
            found.append((event.name, fields))
    return found


def measured(work: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """Returns the microseconds of each, the best of several rounds that take turns."""
    best = dict.fromkeys(work, float("inf"))
    for _ in range(ROUNDS):
        for name, run in work.items():
            count, start = 0, time.perf_counter()
            while (spent := time.perf_counter() - start) < SECONDS:
                run()
                count += 1
            best[name] = min(best[name], spent / count * 1e6)
    return best


def main() -> None:
    """Prints the table."""
    event_key = schema.SERVER.event
    documented = [
        json.loads(path.read_text())
        for path in sorted(Path(sys.argv[2]).glob("*.json"))
    ]
    texts: list[tuple[str, str]] = []
    for frame in documented:
        name = frame.get(event_key)
        side = "server" if name in schema.SERVER.events else "client"
        found = getattr(package, f"decode_{side}_event")(json.dumps(frame))
        if type(found).__name__ not in ("MalformedEvent", "UnknownEvent"):
            texts.append((side, package.encode(found)))

    models = Peer(of_pydantic, ForwardRef)
    # Its structs cannot be made before those in them: what leads back to itself is any object.
    structs = Peer(of_msgspec, lambda _: Any)
    model_frames = [
        pydantic.create_model(
            f"Frame{at}",
            **{event_key: (Literal[name], ...)},
            **{key: (type, default) for key, type, default in fields},
        )
        for at, (name, fields) in enumerate(events(models))
    ]
    for model in (*models.made.values(), *model_frames):
        model.model_rebuild(_types_namespace=models.made)
    adapter: Any = pydantic.TypeAdapter(
        Annotated[reduce(or_, model_frames), pydantic.Field(discriminator=event_key)]
    )
    struct_frames = [
        of_msgspec(f"Frame{at}", fields, tag_field=event_key, tag=name)
        for at, (name, fields) in enumerate(events(structs))
    ]
    decoder: Any = msgspec.json.Decoder(reduce(or_, struct_frames))
    encoder = msgspec.json.Encoder()

    # What a peer refuses is left out for all.
    kept = []
    for side, text in texts:
        try:
            kept.append((side, text, adapter.validate_json(text), decoder.decode(text)))
        except (pydantic.ValidationError, msgspec.ValidationError) as error:
            print(f"left out: {text[:60]}: {str(error)[:120]}", file=sys.stderr)
    ours = [
        (getattr(package, f"decode_{side}_event"), text) for side, text, _, _ in kept
    ]
    frames = [decode(text) for decode, text in ours]
    size = sum(len(text) for _, text in ours)
    print(
        f"{len(ours)} of {len(documented)} documented frames, {size} bytes; Python {platform.python_version()}"
    )
    print(
        f"pydantic {pydantic.VERSION}, msgspec {msgspec.__version__}; microseconds, and their ratio to pydantic\n"
    )
    decoded = measured(
        {
            "tdproto": lambda: [decode(text) for decode, text in ours],
            "pydantic": lambda: [adapter.validate_json(text) for _, text in ours],
            "msgspec": lambda: [decoder.decode(text) for _, text in ours],
            "json.loads alone": lambda: [json.loads(text) for _, text in ours],
        }
    )
    encoded = measured(
        {
            "tdproto": lambda: [package.encode(frame) for frame in frames],
            "pydantic": lambda: [
                adapter.dump_json(model, exclude_unset=True) for _, _, model, _ in kept
            ],
            "pydantic, model_dump_json": lambda: [
                model.model_dump_json(exclude_unset=True) for _, _, model, _ in kept
            ],
            "msgspec": lambda: [encoder.encode(struct) for _, _, _, struct in kept],
        }
    )
    for what, times in (("decode", decoded), ("encode", encoded)):
        for name, spent in times.items():
            print(f"{what:8}{name:28}{spent:10.1f}{spent / times['pydantic']:8.2f}")


if __name__ == "__main__":
    main()

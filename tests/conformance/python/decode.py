"""Reads vectors by generated packages and writes the outcome of each.

python decode.py TASK.json

The task: {"packages": [{"source": folder with the package, "module": its name, "vectors": NDJSON},
…], "fast": whether to use orjson}. On standard output comes a line a vector, in their order: an
outcome, or null if the package has nothing that reads such a text.
"""

from __future__ import annotations

import dataclasses
import importlib
import json
import sys
from typing import Any


def pointer(path: tuple[str | int, ...]) -> str:
    """Returns a path as a JSON pointer."""
    steps = [str(step).replace("~", "~0").replace("/", "~1") for step in path]
    return "".join(f"/{step}" for step in steps)


class Judge:
    """What a package makes of vectors."""

    def __init__(self, module: str) -> None:
        self.package = importlib.import_module(module)
        self.schema = importlib.import_module(f"{module}._schema")

    def outcome(self, vector: dict[str, Any]) -> Any:
        """Returns what the package makes of a vector."""
        try:
            if "type" in vector:
                return self.value(vector)
            if hasattr(self.package, "UnknownFrame"):
                return self.drawn(vector)
            return self.frame(vector) if hasattr(self.schema, "SERVER") else None
        except Exception as error:
            return {"threw": f"{type(error).__name__}: {error}"}

    def frame(self, vector: dict[str, Any]) -> Any:
        """Reads a frame that is an envelope."""
        side = vector["from"]
        found = getattr(self.package, f"decode_{side}_event")(vector["text"])
        kind = type(found).__name__
        if kind == "UnknownEvent":
            return {"unknown": found.name, "raw": found.raw}
        if kind == "MalformedEvent":
            return {"malformed": pointer(found.path)}
        text = self.package.encode(found)
        again = getattr(self.package, f"decode_{side}_event")(text.encode())
        if again != found or self.package.encode(again) != text:
            return {"threw": f"is read again as {again!r}"}
        return {"known": text}

    def drawn(self, vector: dict[str, Any]) -> Any:
        """Reads a frame that the schema draws; with its request, what is in a reply, too."""
        side, given = vector["from"], vector.get("event")
        found = getattr(self.package, f"decode_{side}_event")(
            vector["text"], name=given
        )
        match type(found).__name__:
            case "UnknownFrame":
                name = "" if found.name is None else str(found.name)
                return {"kind": found.kind, "unknown": name, "raw": found.raw}
            case "MalformedFrame":
                kind = {} if found.kind is None else {"kind": found.kind}
                return {**kind, "malformed": pointer(found.path)}
        frames = self.schema.CLIENT if side == "client" else self.schema.SERVER
        asked = self.schema.SERVER if side == "client" else self.schema.CLIENT
        request = asked.events.get(given)
        table = frames.kinds[found.kind]
        if request is None or table.replies is None or table.replies != request.kind:
            return {"kind": found.kind, "known": self.package.encode(found)}
        reply = self.package.decode_reply(request.cls, found)
        match type(reply).__name__:
            case "MalformedReply":
                return {"kind": found.kind, "malformed": pointer(reply.path)}
            case "ReplyResult":
                found = dataclasses.replace(found, result=reply.value)
            case _:
                found = dataclasses.replace(found, error=reply.error)
        text = self.package.encode_reply(request.cls, found)
        return {"kind": found.kind, "known": text}

    def value(self, vector: dict[str, Any]) -> Any:
        """Reads a value of a declared type."""
        codec = self.schema.CODEC
        name = vector["type"]
        is_input = vector["from"] == "client"
        view = f"{name}Input" if f"{name}Input" in codec.tables else name
        chosen = view if is_input else name
        found = codec.decode(chosen, vector["text"])
        if type(found).__name__ == "Malformed":
            return {"malformed": pointer(found.path)}
        text = codec.encode(chosen, found)
        again = codec.decode(chosen, text.encode())
        if codec.encode(chosen, again) != text:
            return {"threw": f"is read again as {again!r}"}
        table = codec.tables[name]
        if type(table).__name__ == "EnumTable":
            is_listed = found in list(table.values)
            return {"known": text} if is_listed else {"unknown": text}
        if type(found).__name__ == "UnknownVariant":
            return {"unknown": text}
        if is_input:
            return {"known": text}
        sent = codec.encode(view, codec.decode(view, text)) if view != name else text
        return {"known": text, "sent": sent}


def main() -> None:
    """Writes the outcomes of a task."""
    with open(sys.argv[1], encoding="utf-8") as file:
        task = json.load(file)
    if not task["fast"]:
        # As if it were not installed.
        sys.modules["orjson"] = None  # type: ignore[assignment]
    for case in task["packages"]:
        sys.path.insert(0, case["source"])
        judge = Judge(case["module"])
        with open(case["vectors"], encoding="utf-8") as vectors:
            for line in vectors:
                outcome = judge.outcome(json.loads(line))
                sys.stdout.write(json.dumps(outcome) + "\n")


if __name__ == "__main__":
    main()

"""Decodes and encodes the types of one protocol."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any

from .checks import Checker, Checks
from .faults import Fault, Finder, too_deep
from .reading import ReaderMaker
from .refusals import Refuser
from .tables import EntityTable, Ref, Tables, Type
from .text import MAX_BYTES, MAX_DEPTH, MAX_ITEMS, NotJson, is_deep, parse
from .values import REGISTRY, Breach, EncodeError, Malformed, Step
from .writing import WriterMaker


class Codec:
    """The decoders and encoders of a package. Each is made at its first use."""

    def __init__(
        self,
        tables: Tables,
        *,
        unknown_fields: str = "ignore",
        checks: Checks | None = None,
    ) -> None:
        self.tables = tables
        self.unknown_fields = unknown_fields
        self.checks: Checks = checks or {}
        self.reading = ReaderMaker(tables, unknown_fields)
        self.writing = WriterMaker(tables, unknown_fields)
        self.lock = RLock()
        self._readers: dict[str, Callable[[Any], Any]] = {}
        self._writers: dict[str, Callable[[Any], str]] = {}
        for name, table in tables.items():
            if isinstance(table, EntityTable):
                REGISTRY[table.cls] = (self, name)

    def reader(self, name: str) -> Callable[[Any], Any]:
        """Returns the function that reads a declared type."""
        found = self._readers.get(name)
        if found is None:
            with self.lock:
                function = self.reading.function(name)
                self.reading.finish()
                found = self._readers[name] = self.reading.space[function]
        return found

    def writer(self, name: str) -> Callable[[Any], str]:
        """Returns the function that writes a declared type."""
        found = self._writers.get(name)
        if found is None:
            with self.lock:
                function = self.writing.function(name)
                self.writing.finish()
                found = self._writers[name] = self.writing.space[function]
        return found

    def decode(self, name: str, data: str | bytes) -> Any:
        """Decodes a text; what is not as the schema says is returned as ``Malformed``."""
        try:
            return self.reader(name)(parsed(data))
        except Exception as error:  # noqa: BLE001 (a decoder never raises)
            path, reason = self.fault(data, Ref(name), error)
            return Malformed(raw=data, path=path, reason=reason)

    def fault(
        self, data: str | bytes, type: Type, error: Exception
    ) -> tuple[tuple[Step, ...], str]:
        """Returns the place of a fault, and what is wrong there."""
        try:
            self.finder().value(type, parsed(data))
        except Fault as fault:
            return fault.path, fault.reason
        except (ValueError, RecursionError) as fault:
            return (), str(fault)
        return (), str(error) or type_name(error)

    def finder(self) -> Finder:
        """Returns a walk that finds faults."""
        return Finder(self.tables, self.unknown_fields)

    def encode(self, name: str, value: Any) -> str:
        """Encodes a value.

        Raises:
            EncodeError: it is not what its type says.
        """
        try:
            return self.writer(name)(value)
        except Exception as error:
            Refuser(self.tables).value(Ref(name), value)
            raise EncodeError((), str(error) or type_name(error)) from error

    def check(self, name: str, value: Any) -> list[Breach]:
        """Returns every place where a constraint of the schema does not hold."""
        return Checker(self.tables, self.checks).run(name, value)


def type_name(error: Exception) -> str:
    """Returns what is said of an error that says nothing."""
    return f"is not what the schema says ({type(error).__name__})"


def parsed(data: str | bytes) -> Any:
    """Parses a text within the limits.

    Raises:
        ValueError: it is no JSON, or too long.
        Fault: it is nested too deep.
    """
    if len(data) > MAX_BYTES:
        raise NotJson(f"the text has more than {MAX_BYTES} bytes")
    text = data if isinstance(data, str) else bytes(data).decode()
    value = parse(text)
    if is_deep(text, value):
        raise Fault(too_deep(value), f"nested more than {MAX_DEPTH} deep")
    return value


def has_many_items(data: str | bytes) -> bool:
    """Returns true if a text may have more items than are allowed."""
    commas = data.count(",") if isinstance(data, str) else data.count(b",")
    return commas >= MAX_ITEMS

"""Decodes and encodes the types of one protocol."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from .checks import Checker, Checks
from .faults import Fault, Finder, too_deep
from .reading import ReaderMaker
from .refusals import Refuser
from .tables import EntityTable, Ref, Tables, Type
from .text import MAX_DEPTH, NotJson, is_deep, may_have_minus_zero, parse
from .values import (
    DEFAULT_LIMITS,
    REGISTRY,
    Breach,
    DecodeLimits,
    EncodeError,
    Malformed,
    Step,
)
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
        # What another parser rounds is read again, by the parser of Python.
        self.rounded = ReaderMaker(tables, unknown_fields, is_rounded=True)
        self.writing = WriterMaker(tables, unknown_fields)
        self._readers: dict[tuple[bool, str], Callable[[Any], Any]] = {}
        self._writers: dict[str, Callable[[Any], str]] = {}
        for name, table in tables.items():
            if isinstance(table, EntityTable):
                REGISTRY[table.cls] = (self, name)

    def reader(self, name: str, maker: ReaderMaker) -> Callable[[Any], Any]:
        """Returns the function that reads a declared type."""
        key = (maker.is_rounded, name)
        found = self._readers.get(key)
        if found is None:
            with maker.lock:
                function = maker.function(name)
                maker.finish()
                found = self._readers[key] = maker.space[function]
        return found

    def writer(self, name: str) -> Callable[[Any], str]:
        """Returns the function that writes a declared type."""
        found = self._writers.get(name)
        if found is None:
            with self.reading.lock:
                function = self.writing.function(name)
                self.writing.finish()
                found = self._writers[name] = self.writing.space[function]
        return found

    def decode(
        self, name: str, data: str | bytes, limits: DecodeLimits = DEFAULT_LIMITS
    ) -> Any:
        """Decodes a text; what is not as the schema says is returned as ``Malformed``."""
        if FAST is not None:
            try:
                return self.reader(name, self.rounded)(parsed_fast(data, limits))
            except Exception:  # noqa: BLE001, S110 (it is read again)
                pass
        try:
            value = parsed(data, limits)
            if has_many_items(data, limits):
                self.finder(limits).value(Ref(name), value)
            return self.reader(name, self.reading)(value)
        except Exception as error:  # noqa: BLE001 (a decoder never raises)
            path, reason = self.fault(data, Ref(name), error, limits)
            return Malformed(raw=data, path=path, reason=reason)

    def fault(
        self, data: str | bytes, type: Type, error: Exception, limits: DecodeLimits
    ) -> tuple[tuple[Step, ...], str]:
        """Returns the place of a fault, and what is wrong there."""
        try:
            self.finder(limits).value(type, parsed(data, limits))
        except Fault as fault:
            return fault.path, fault.reason
        except (ValueError, RecursionError) as fault:
            return (), str(fault)
        return (), str(error) or type_name(error)

    def finder(self, limits: DecodeLimits = DEFAULT_LIMITS) -> Finder:
        """Returns a walk that finds faults."""
        return Finder(self.tables, self.unknown_fields, limits)

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


def _fast() -> Callable[[str | bytes], Any] | None:
    """Returns a parser that is faster than that of Python, if it is installed."""
    try:
        loads: Callable[[str | bytes], Any] = import_module("orjson").loads
    except (ImportError, AttributeError):
        return None
    return loads


FAST: Final = _fast()


def parsed_fast(data: str | bytes, limits: DecodeLimits) -> Any:
    """Parses a text by another parser. It may round numbers, and refuses more than it should.

    Raises:
        ValueError: it is no JSON, or near a limit.
    """
    assert FAST is not None
    if (
        is_long(data, limits)
        or has_many_items(data, limits)
        or may_have_minus_zero(data)
    ):
        raise NotJson
    value = FAST(data)
    if may_be_deep(data, limits) and is_deep(value, depth_of(limits)):
        raise NotJson
    return value


def parsed(data: str | bytes, limits: DecodeLimits) -> Any:
    """Parses a text within the limits.

    Raises:
        ValueError: it is no JSON, or too long.
        Fault: it is nested too deep.
    """
    require_text(data)
    if is_long(data, limits):
        raise NotJson(f"the text has more than {limits.frame_bytes} bytes")
    text = data if isinstance(data, str) else bytes(data).decode()
    value = parse(text)
    depth = depth_of(limits)
    if may_be_deep(data, limits) and is_deep(value, depth):
        raise Fault(too_deep(value, depth), f"nested more than {depth} deep")
    return value


def require_text(data: object) -> None:
    """Refuses what is no text.

    Raises:
        TypeError: it is none.
    """
    if not isinstance(data, (str, bytes, bytearray)):
        raise TypeError(f"expected str or bytes, found {type(data).__name__}")


def depth_of(limits: DecodeLimits) -> int:
    """Returns the levels that a text may have."""
    return min(limits.depth, MAX_DEPTH)


_MOST_BYTES: Final = 4
"""The bytes of a character in UTF-8, at most."""


def is_long(data: str | bytes, limits: DecodeLimits) -> bool:
    """Returns true if a text has more bytes than are allowed."""
    size, most = len(data), limits.frame_bytes
    if size > most or not isinstance(data, str) or size * _MOST_BYTES <= most:
        return size > most
    return not data.isascii() and len(data.encode(errors="surrogatepass")) > most


def brackets(data: str | bytes) -> int:
    """Returns how often an array or an object may begin in a text."""
    if isinstance(data, str):
        return data.count("{") + data.count("[")
    return data.count(b"{") + data.count(b"[")


def may_be_deep(data: str | bytes, limits: DecodeLimits) -> bool:
    """Returns true if a text has as many brackets as too many levels need."""
    depth = depth_of(limits)
    return len(data) > 2 * depth and brackets(data) > depth


def has_many_items(data: str | bytes, limits: DecodeLimits) -> bool:
    """Returns true if a text may have more items than are allowed."""
    if len(data) <= limits.items:
        return False
    commas = data.count(",") if isinstance(data, str) else data.count(b",")
    return commas + brackets(data) > limits.items

"""Texts of JSON: exact numbers, and limits of what is accepted."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from typing import Any, Final

from .values import ExactNumber

MAX_DEPTH: Final = 127
"""The levels of arrays and objects that a text may have, whatever limits are given."""

_MAX_DIGITS: Final = 4300
"""The digits that Python reads as an integer."""


class NotJson(ValueError):
    """A text that is no JSON, or is beyond a limit."""


class Bad(Exception):
    """A value that is not what its type says. Another walk finds out where and why."""


def _number(text: str) -> float:
    number = float(text)
    if number.is_integer() or "e" in text or float.__repr__(number) != text:
        return ExactNumber(text)
    return number


def _integer(text: str) -> int | float:
    is_plain = len(text) <= _MAX_DIGITS and text != "-0"
    return int(text) if is_plain else ExactNumber(text)


# Ids have the same characters within words. What is fixed comes first: that is searched for fast.
_MINUS_ZERO: Final = re.compile(r"-0(?<![^\s:,\[]-0)(?![^\s,\]}])")
_MINUS_ZERO_BYTES: Final = re.compile(rb"-0(?<![^\s:,\[]-0)(?![^\s,\]}])")


def may_have_minus_zero(data: str | bytes) -> bool:
    """Returns true if a text may have a zero with a sign, which an ``int`` loses."""
    if isinstance(data, str):
        return "-0" in data and _MINUS_ZERO.search(data) is not None
    return b"-0" in data and _MINUS_ZERO_BYTES.search(data) is not None


def _constant(text: str) -> Any:
    raise NotJson(f"{text} is no JSON")


_INFINITE: Final = float("inf")
_READER: Final = json.JSONDecoder(parse_float=_number, parse_constant=_constant)
_EXACT_READER: Final = json.JSONDecoder(
    parse_float=_number, parse_int=_integer, parse_constant=_constant
)
_SPACE: Final = " \t\n\r"
_ESCAPE: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\."
)
_HALF: Final = len(r"\ud800")


def _whole(match: re.Match[str]) -> str:
    text = match.group()
    is_half = len(text) == _HALF and text[1] == "u"
    return r"\ufffd" if is_half else text


def parse(text: str) -> Any:
    """Parses a text.

    Raises:
        ValueError: it is no JSON.
    """
    if "\\u" in text and ("\\ud" in text or "\\uD" in text):
        text = _ESCAPE.sub(_whole, text)
    if text[:1] in _SPACE:
        text = text.lstrip(_SPACE)
    reader = _EXACT_READER if may_have_minus_zero(text) else _READER
    try:
        value, end = reader.raw_decode(text)
    except (json.JSONDecodeError, NotJson):
        raise
    except ValueError:
        # An integer that has too many digits for Python.
        value, end = _EXACT_READER.raw_decode(text)
    if end != len(text) and text[end:].strip(_SPACE):
        raise NotJson(f"expected the end of the text at character {end}")
    return value


_CONTAINERS: Final = frozenset((dict, list))


def is_deep(value: Any, depth: int) -> bool:
    """Returns true if a value has more levels than are allowed."""
    level: list[Any] = [value] if value.__class__ in _CONTAINERS else []
    for _ in range(depth):
        below: list[Any] = []
        for outer in level:
            inner = outer.values() if outer.__class__ is dict else outer
            below += [each for each in inner if each.__class__ in _CONTAINERS]
        if not below:
            return False
        level = below
    return bool(level)


def check_exact(value: Any) -> None:
    """Refuses a value with numbers that a parser may have rounded.

    Raises:
        Bad: there is one.
    """
    if value.__class__ is float:
        raise Bad
    if value.__class__ is dict or value.__class__ is list:
        for inner in value.values() if value.__class__ is dict else value:
            check_exact(inner)


def to_int(value: Any, low: int, high: int) -> int:
    """Reads an integer that is written with a fraction or an exponent."""
    if value.__class__ is not ExactNumber:
        raise Bad
    integer = exact_integer(value.text)
    if integer is None or not low <= integer <= high:
        raise Bad
    return integer


_PARTS: Final = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?")
_LONGEST: Final = 40


def exact_integer(text: str) -> int | None:
    """Returns the integer that a number is, if it is one of bearable length."""
    match = _PARTS.fullmatch(text)
    if match is None:
        return None
    minus, whole, fraction, exponent = match.groups()
    digits = (whole + (fraction or "")).lstrip("0")
    significant = digits.rstrip("0")
    if not significant:
        return 0
    if len(exponent or "") > _LONGEST:
        return None
    zeros = int(exponent or "0") - len(fraction or "") + len(digits) - len(significant)
    if zeros < 0 or len(significant) + zeros > _LONGEST:
        return None
    return int(f"{minus}{significant}{'0' * zeros}")


def to_float(value: Any) -> float:
    """Reads a number that is not simply a ``float``."""
    if value.__class__ is int or value.__class__ is ExactNumber:
        try:
            number = float(value)
        except OverflowError:
            raise Bad from None
        if -_INFINITE < number < _INFINITE:
            return number
    raise Bad


_URL: Final = str.maketrans("-_", "+/")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/_-]*={0,2}")


def to_bytes(value: Any) -> bytes:
    """Reads base64 of either alphabet, padded or not."""
    if value.__class__ is not str or _BASE64.fullmatch(value) is None:
        raise Bad
    digits = value.rstrip("=")
    if len(digits) % 4 == 1 or (len(digits) != len(value) and len(value) % 4):
        raise Bad
    padding = "=" * (-len(digits) % 4)
    return base64.b64decode(digits.translate(_URL) + padding)


quote: Callable[[str], str] = json.encoder.encode_basestring
"""Writes a text: only what JSON asks for is escaped."""


def constant_text(value: str | int | bool) -> str:
    """Writes a constant."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else quote(value)


def from_int(value: Any, low: int, high: int) -> str:
    """Writes an integer."""
    if isinstance(value, int) and value.__class__ is not bool and low <= value <= high:
        return int.__repr__(value)
    raise Bad


def from_float(value: Any) -> str:
    """Writes a number: the shortest text that is read as the same one, as in ECMAScript."""
    if value.__class__ is not float:
        value = to_float(value)
    if not -_INFINITE < value < _INFINITE:
        raise Bad
    text = float.__repr__(value)
    if "e" in text:
        return _laid_out(text)
    return text.removesuffix(".0")


def _laid_out(text: str) -> str:
    """Writes a number with an exponent as ECMAScript does."""
    mantissa, exponent = text.split("e")
    tens = int(exponent)
    if not _LEAST <= tens <= _MOST:
        return f"{mantissa}e{tens:+d}"
    sign = "-" if mantissa[0] == "-" else ""
    digits = mantissa.lstrip("-").replace(".", "")
    if tens < 0:
        return f"{sign}0.{'0' * (-tens - 1)}{digits}"
    return f"{sign}{digits.ljust(tens + 1, '0')}"


_LEAST: Final = -6
_MOST: Final = 20
"""The powers of ten that ECMAScript writes without an exponent."""


def from_float32(value: Any) -> str:
    """Writes a number that 32 bits hold."""
    if not is_float32(to_float(value) if value.__class__ is not float else value):
        raise Bad
    return from_float(value)


def is_float32(value: float) -> bool:
    """Returns true if 32 bits do not round a number to the infinite."""
    return -MAX_FLOAT32 < value < MAX_FLOAT32


MAX_FLOAT32: Final = 3.4028235677973366e38


def from_bytes(value: Any) -> str:
    """Writes bytes as base64 with padding."""
    if not isinstance(value, (bytes, bytearray)):
        raise Bad
    return f'"{base64.b64encode(value).decode()}"'


def from_any(value: Any) -> str:
    """Writes a value of any type, as it was read."""
    kind = value.__class__
    if kind is str:
        return quote(value)
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if kind is int:
        return int.__repr__(value)
    if kind is dict:
        members = [f"{quote(key)}:{from_any(inner)}" for key, inner in value.items()]
        return "{" + ",".join(members) + "}"
    if kind is list or kind is tuple:
        return "[" + ",".join([from_any(inner) for inner in value]) + "]"
    return _other(value)


def _other(value: Any) -> str:
    if isinstance(value, ExactNumber):
        return value.text
    if isinstance(value, float):
        return from_float(float(value))
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, int):
        return int.__repr__(value)
    if hasattr(value, "items"):
        return from_any(dict(value.items()))
    if isinstance(value, bytes) or not hasattr(value, "__iter__"):
        raise Bad
    return from_any(list(value))

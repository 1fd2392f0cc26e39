"""The kinds of JSON that values are written as."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def is_array(value: Any) -> bool:
    """Returns true for what is written as an array."""
    return isinstance(value, (tuple, list))


def is_object(value: Any) -> bool:
    """Returns true for what is written as an object."""
    return not isinstance(value, (str, bytes, bytearray, int, float, tuple, list))


TESTS: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, (str, bytes, bytearray)),
    "number": lambda value: (
        isinstance(value, (int, float)) and value.__class__ is not bool
    ),
    "boolean": lambda value: value.__class__ is bool,
    "array": is_array,
    "object": is_object,
}

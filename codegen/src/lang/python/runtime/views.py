"""The views of what a client may send."""

from __future__ import annotations

import sys
from typing import Final, TypeVar

from .values import DecodeLimits, Entity, Malformed

_E = TypeVar("_E", bound=Entity)

MOST: Final = sys.maxsize
"""What is in memory already has no limits."""


def input_of(value: Entity, cls: type[_E]) -> _E:
    """Returns an object as a client sends it.

    Raises:
        EncodeError: a value is not what its type says.
    """
    text = value.encode()
    view = cls.decode(text, limits=DecodeLimits(frame_bytes=MOST, items=MOST))
    if isinstance(view, Malformed):
        raise TypeError(f"no {cls.__name__}: {view}")
    return view

"""The views of what a client may send."""

from __future__ import annotations

from typing import TypeVar

from .values import Entity, Malformed

_E = TypeVar("_E", bound=Entity)


def input_of(value: Entity, cls: type[_E]) -> _E:
    """Returns an object as a client sends it.

    Raises:
        EncodeError: a value is not what its type says.
    """
    view = cls.decode(value.encode())
    if isinstance(view, Malformed):
        raise TypeError(f"no {cls.__name__}: {view}")
    return view

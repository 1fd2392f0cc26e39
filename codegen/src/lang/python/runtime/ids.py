"""Ids of frames."""

from __future__ import annotations

import secrets
import string
from typing import Final

_LETTERS: Final = string.digits + string.ascii_uppercase + string.ascii_lowercase


def new_confirm_id() -> str:
    """Returns a new id for a frame: 12 random characters of 0-9, A-Z and a-z."""
    return "".join(secrets.choice(_LETTERS) for _ in range(12))

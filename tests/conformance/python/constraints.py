"""Checks the constraints of values of the fixture with bounds.

python constraints.py SOURCE
"""

from __future__ import annotations

import importlib
import sys

sys.path.insert(0, sys.argv[1])
bounds = importlib.import_module("bounds")

RIGHT = """{
    "slugs": ["ab", "cd"], "percents": { "ab": 100, "cd": null }, "levels": { "3": -0.5, "25": 1 },
    "pair": ["AAAABwc="], "bounded": null
}"""
WRONG = r"""{
    "slugs": ["a", "bc", "toolongtoolong"], "percents": { "z": 101 }, "levels": { "26": 1.5 },
    "pair": ["AAA=", 2], "again": [{ "pair": ["AAAABwc="], "slugs": ["x"] }],
    "bounded": { "text": "", "list": [], "big": 0, "ratio": 0.75, "bytes": "AAAA", "none": 3,
        "left_out": "x", "more": [], "patch": 9, "map": { "a": 1, "b": 2 }, "narrower": "abcde" },
    "either": { "kind": "bounded", "text": "\ud83d\ude00\ud83d\ude00\ud83d\ude00", "list": ["a"],
        "big": 1, "narrower": "ab" }
}"""
EXPECTED = {
    "slugs: expected at most 2 items, found 3",
    "slugs[0]: expected 2 to 8 characters, found 1",
    "slugs[2]: expected 2 to 8 characters, found 14",
    "percents.z: expected 2 to 8 characters, found 1",
    "percents.z: expected at most 100, found 101",
    "levels['26']: expected 3 to 25, found 26",
    "levels['26']: expected -0.5 to 1, found 1.5",
    "pair[0]: expected 4 to 5 bytes, found 2",
    "pair[1]: expected -0.5 to 1, found 2.0",
    "bounded.text: expected 1 to 3 characters, found 0",
    "bounded.big: expected at least 1, found 0",
    "bounded.ratio: expected at most 0.5, found 0.75",
    "bounded.bytes: expected at most 2 bytes, found 3",
    "bounded.list: expected 1 to 2 items, found 0",
    "bounded.map: expected at most 1 entries, found 2",
    "bounded.none: expected exactly 2, found 3",
    "bounded.left_out: expected at least 2 characters, found 1",
    "bounded.patch: expected at least 10, found 9",
    "bounded.narrower: expected at most 4 characters, found 5",
    "again[0].slugs[0]: expected 2 to 8 characters, found 1",
}

right = bounds.Holder.decode(RIGHT)
assert right.check() == [], right.check()
found = [str(breach) for breach in bounds.Holder.decode(WRONG).check()]
assert len(found) == len(set(found)), found
assert set(found) == EXPECTED, set(found) ^ EXPECTED

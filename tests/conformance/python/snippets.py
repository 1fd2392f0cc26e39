"""Runs the modules `snippets.s0`, `snippets.s1` and so on, each on a line of a file."""

import importlib
import sys

source, frames = sys.argv[1:]
sys.path.insert(0, source)
with open(frames, encoding="utf-8") as lines:
    for number, frame in enumerate(lines):
        print(f"\n=== {number}")
        module = importlib.import_module(f"snippets.s{number}")
        if hasattr(module, "send"):
            print(module.send())
        elif hasattr(module, "answer"):
            print(module.answer(frame))
        else:
            module.receive(frame)

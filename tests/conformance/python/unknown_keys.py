"""Checks what a package does with keys that the schema does not have.

python unknown_keys.py SOURCE ignore|keep|deny
"""

from __future__ import annotations

import importlib
import sys

sys.path.insert(0, sys.argv[1])
chat = importlib.import_module("chat")
POLICY = sys.argv[2]

TEXT = '{"text":"a","type":"plain","of_tomorrow":{"n":[1.50,12345678901234567890123]}}'
found = chat.MessageContent.decode(TEXT)
if POLICY == "deny":
    assert isinstance(found, chat.Malformed), found
    assert found.path == ("of_tomorrow",), found
    assert found.reason == "the schema has no such key", found
elif POLICY == "keep":
    assert found.unknown_fields == {
        "of_tomorrow": {"n": [1.5, 12345678901234567890123]}
    }, found
    assert found.encode() == TEXT, found.encode()
else:
    assert found.encode() == '{"text":"a","type":"plain"}', found.encode()

# What only the server sets is not among what is kept for a client.
message = '{"content":{"text":"a","type":"plain"},"gentime":5,"of_tomorrow":1}'
whole = chat.Message.decode(message)
if POLICY != "deny":
    sent = whole.to_input().encode()
    assert ('"of_tomorrow":1' in sent) == (POLICY == "keep"), sent
    assert "gentime" not in sent, sent

# The keys of a frame itself are always skipped.
event = chat.decode('{"event":"server.time","params":{"time":"x"},"of_tomorrow":1}')
assert isinstance(event, chat.ServerTime), event

"""Uses a package as its users do; type checkers read it, and it is run."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING

from chat import (
    JID,
    UNSET,
    Chat,
    ChatType,
    ClientMessageUpdated,
    ClientMessageUpdatedParams,
    DecodeLimits,
    EncodeError,
    KnownServerEvent,
    Malformed,
    MalformedEvent,
    Mediatype,
    MessageContent,
    ServerEvent,
    ServerMessageUpdated,
    UnknownEvent,
    decode,
    encode,
    new_confirm_id,
)

if TYPE_CHECKING:
    from typing_extensions import assert_never, assert_type


def name_of(event: ServerEvent) -> str | None:
    """Returns the name of whatever came."""
    match event:
        case ServerMessageUpdated(params=params):
            return params.messages[0].content.text
        case UnknownEvent():
            return event.name
        case MalformedEvent(reason=reason):
            return reason
        case _:
            if TYPE_CHECKING:
                known: KnownServerEvent = event
                return known.name
            return event.name


def covered(event: UnknownEvent | MalformedEvent) -> str:
    """Covers every case."""
    match event:
        case UnknownEvent():
            return "unknown"
        case MalformedEvent():
            return "malformed"
        case _:
            if TYPE_CHECKING:
                assert_never(event)


FRAME = (
    '{"event":"server.message.updated","params":{"messages":[{"chat_type":"brand-new",'
    '"content":{"text":"hi"}}]}}'
)
event = decode(FRAME)
assert name_of(event) == "hi"
assert name_of(decode(FRAME.encode())) == "hi"
assert name_of(decode('{"event":"of.tomorrow"}')) == "of.tomorrow"
assert isinstance(decode(b"\xff"), MalformedEvent)
assert isinstance(decode("[" * 100_000), MalformedEvent)
deep = decode('{"event":"server.time","params":' + '{"a":' * 200 + "1" + "}" * 201)
assert isinstance(deep, MalformedEvent)
assert "nested" in deep.reason, deep.reason

wrong = decode(
    '{"event":"server.message.updated","params":{"messages":[{"content":{"text":7}}]}}'
)
assert isinstance(wrong, MalformedEvent)
assert wrong.path == ("params", "messages", 0, "content", "text"), wrong
assert wrong.reason == "expected a string, found 7", wrong
assert covered(wrong) == "malformed"


def refused(data: str | bytes, limits: DecodeLimits) -> str:
    """Returns why limits refuse what is else read."""
    assert isinstance(decode(data), ServerMessageUpdated)
    malformed = decode(data, limits=limits)
    assert isinstance(malformed, MalformedEvent), malformed
    return malformed.reason


size = len(FRAME)
assert refused(FRAME, DecodeLimits(items=0)) == "more than 0 items"
assert decode(FRAME, limits=DecodeLimits(items=1)) == event
assert refused(FRAME, DecodeLimits(depth=4)) == "nested more than 4 deep"
assert decode(FRAME, limits=DecodeLimits(depth=5)) == event
small = DecodeLimits(frame_bytes=size - 1)
assert refused(FRAME, small) == f"the text has more than {size - 1} bytes"
assert refused(FRAME.encode(), small) == f"the text has more than {size - 1} bytes"
assert decode(FRAME, limits=DecodeLimits(frame_bytes=size)) == event
wide = FRAME.replace("hi", "\U0001f600")
refused(wide, DecodeLimits(frame_bytes=size + 1))
assert decode(wide, limits=DecodeLimits(frame_bytes=size + 2)) == decode(wide)
body = '{"text":"a","type":"plain"}'
assert isinstance(MessageContent.decode(body), MessageContent)
short = MessageContent.decode(body, limits=DecodeLimits(frame_bytes=5))
assert isinstance(short, Malformed)

assert isinstance(event, ServerMessageUpdated)
message = event.params.messages[0]
assert message.chat_type == "brand-new"
assert message.chat_type not in ChatType.VALUES
assert type(message.chat_type) is ChatType
assert ChatType("group") == ChatType.GROUP
assert message.uploads == ()
assert not UNSET

content = MessageContent(text="a\u2028\U0001f600\x01", type=Mediatype.PLAIN)
sent = ClientMessageUpdated(
    params=ClientMessageUpdatedParams(to=JID("d-1"), content=content),
    confirm_id=new_confirm_id(),
)
assert content == copy.copy(content) == pickle.loads(pickle.dumps(content))
assert content.encode() == '{"text":"a\u2028\U0001f600\\u0001","type":"plain"}', (
    content.encode()
)
assert MessageContent.decode(content.encode()) == content
assert encode(sent).startswith('{"event":"client.message.updated","confirm_id":"')
assert content.check() == []

assert str(wrong) == "params.messages[0].content.text: expected a string, found 7"

for no_event in (content, "x", None):
    try:
        encode(no_event)  # type: ignore[arg-type]  # pyright: ignore
    except EncodeError as error:
        assert "expected an event, found" in str(error), error
    else:
        raise AssertionError
try:
    decode({})  # type: ignore[arg-type]  # pyright: ignore
except TypeError as error:
    assert str(error) == "expected str or bytes, found dict", error
else:
    raise AssertionError

chat = Chat.decode('{"jid":5}')
assert isinstance(chat, Malformed)
assert str(chat) == "jid: expected a string, found 5", str(chat)
empty = Chat.decode("{}")
assert isinstance(empty, Chat)
if TYPE_CHECKING:
    assert_type(empty, Chat)
    assert_type(empty.gentime, int)
    assert_type(empty.jid, JID)

broken = MessageContent(text=5, type=Mediatype.PLAIN)  # type: ignore[arg-type]  # pyright: ignore
try:
    encode(
        ClientMessageUpdated(
            params=ClientMessageUpdatedParams(to=JID("d-1"), content=broken)
        )
    )
except EncodeError as error:
    assert error.path == ("params", "content", "text"), error.path
    assert str(error) == "params.content.text: expected a string, found 5", error
else:
    raise AssertionError

"""A WebSocket server on this machine, against which the bot of the README runs."""

from __future__ import annotations

import asyncio

from bot import bot
from tdproto import (
    ClientConfirm,
    ClientMessageUpdated,
    KnownClientEvent,
    MalformedEvent,
    UnknownEvent,
    decode_client_event,
)
from websockets.asyncio.server import ServerConnection, serve

FRAMES = (
    '{"event":"server.from.the.future","confirm_id":"a"}',
    "not a frame",
    '{"event":"server.message.updated","params":{"messages":[{"content":{"text":7}}]}}',
    (
        '{"event":"server.message.updated","confirm_id":"b","params":{"messages":[{"chat":"t-1",'
        '"chat_type":"brand-new","content":{"text":"ping","newer":1}}]}}'
    ),
)

answers: list[KnownClientEvent] = []


async def handle(socket: ServerConnection) -> None:
    """Sends all frames, and collects what the bot answers."""
    for frame in FRAMES:
        await socket.send(frame)
    while len(answers) < 3:
        event = decode_client_event(await socket.recv())
        assert not isinstance(event, (MalformedEvent, UnknownEvent)), event
        answers.append(event)


async def main() -> None:
    """Runs the server and the bot."""
    async with serve(handle, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        await asyncio.wait_for(bot(f"ws://127.0.0.1:{port}"), 30)
    first, second, third = answers
    assert isinstance(first, ClientConfirm), answers
    assert first.params.confirm_id == "a"
    assert isinstance(second, ClientMessageUpdated), answers
    assert second.params.content.text
    assert isinstance(third, ClientConfirm), answers
    assert third.params.confirm_id == "b"


asyncio.run(main())

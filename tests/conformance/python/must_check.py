"""Lines that a type checker has to refuse: an unused mark is an error of mypy."""

from __future__ import annotations

from chat import (
    JID,
    Chat,
    ChatType,
    ClientMessageUpdated,
    Mediatype,
    MessageContent,
    MessageInput,
    ServerEvent,
    decode,
    encode,
)


def mistakes(chat: Chat, event: ServerEvent) -> None:
    """Makes mistakes."""
    chat.jid = JID("d-1")  # type: ignore[misc]  # frozen
    chat.of_tomorrow  # type: ignore[attr-defined]  # noqa: B018  # pyright: ignore
    MessageContent("a", Mediatype.PLAIN)  # type: ignore[call-arg]  # pyright: ignore
    MessageContent(text="a")  # type: ignore[call-arg]  # pyright: ignore
    text: int = chat.display_name  # type: ignore[assignment]  # pyright: ignore
    ChatType.OF_TOMORROW  # type: ignore[attr-defined]  # noqa: B018  # pyright: ignore
    MessageInput(gentime=5)  # type: ignore[call-arg]  # pyright: ignore
    ClientMessageUpdated(params=chat)  # type: ignore[arg-type]  # pyright: ignore
    encode(event)  # type: ignore[arg-type]  # pyright: ignore
    encode(decode("{}"))  # type: ignore[arg-type]  # pyright: ignore
    print(text)

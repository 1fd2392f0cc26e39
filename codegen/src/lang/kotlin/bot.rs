//! The bot of the `README.md`: what is the same for envelopes and drawn frames.

use crate::options::UnknownFields;

/// What differs between bots.
pub(super) struct Parts<'p> {
    /// The first sentence about it.
    pub(super) about: &'p str,
    /// Whether it makes ids of frames.
    pub(super) needs_uuid: bool,
    /// The function that is called once it is connected, with an empty line after it.
    pub(super) opened: &'p str,
    /// The arguments of `handle` before the text.
    pub(super) arguments: &'p str,
    /// The function `handle`, and what it calls.
    pub(super) handle: &'p str,
}

/// The section with the whole program; `imports` are the lines that import what it uses besides.
pub(super) fn section(imports: &[String], parts: &Parts<'_>) -> String {
    let uuid = if parts.needs_uuid {
        "import java.util.UUID\n"
    } else {
        ""
    };
    let program = BOT
        .replace("ABOUT", parts.about)
        .replace("IMPORTS", &imports.join("\n"))
        .replace("UUID_IMPORT\n", uuid)
        .replace("OPENED", parts.opened)
        .replace("ARGUMENTS", parts.arguments)
        .replace("HANDLE", parts.handle);
    format!("## A bot\n\n{program}")
}

const BOT: &str = r#"ABOUT Frames of later versions and broken ones do not stop it.

```kotlin
import java.net.URI
import java.net.http.HttpClient
import java.net.http.WebSocket
UUID_IMPORT
import java.util.concurrent.CompletionStage
import java.util.concurrent.CountDownLatch
IMPORTS

class Bot : WebSocket.Listener {
    private val text = StringBuilder()
    val isClosed = CountDownLatch(1)

OPENED    override fun onText(socket: WebSocket, data: CharSequence, last: Boolean): CompletionStage<*>? {
        text.append(data)
        if (last) {
            handle(ARGUMENTStext.toString())
            text.clear()
        }
        socket.request(1)
        return null
    }

HANDLE
    override fun onClose(socket: WebSocket, code: Int, reason: String): CompletionStage<*>? {
        isClosed.countDown()
        return null
    }

    override fun onError(socket: WebSocket?, error: Throwable) {
        error.printStackTrace()
        isClosed.countDown()
    }
}

fun main(args: Array<String>) {
    val bot = Bot()
    HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(URI(args[0]), bot).join()
    bot.isClosed.await()
}
```"#;

/// What becomes of unknown keys, as the start of a sentence.
pub(super) fn unknown_keys(unknown: UnknownFields) -> &'static str {
    match unknown {
        UnknownFields::Ignore => "Unknown keys are dropped",
        UnknownFields::Keep => "Unknown keys are kept in `unknownKeys` and written back",
        UnknownFields::Deny => "Unknown keys are refused",
    }
}

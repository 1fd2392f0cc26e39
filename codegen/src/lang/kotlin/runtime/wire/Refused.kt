package tdproto.runtime.wire

/** A value at an offset that is not what was expected; with a key or an index, what is missing there. */
internal class Refused(
    val offset: Int,
    val reason: String,
    val key: Any? = null,
    val isSyntax: Boolean = false,
) : Exception(reason)

/** A text in quotes, as JSON. */
internal fun quoted(text: String): String = WireWriter().apply { string(text) }.toString()

/** The path to the value at an offset, such as `params.chats[3].jid`. */
internal fun pathTo(text: String, limits: Limits, refused: Refused): String {
    val steps = ArrayList<Any>()
    if (!refused.isSyntax) walk(WireReader(text, limits), refused.offset, steps)
    if (refused.key != null) steps.add(refused.key)
    return pathOf(steps)
}

/** Steps as one writes them in code. */
internal fun pathOf(steps: List<Any>): String {
    val path = StringBuilder()
    for (step in steps) {
        when {
            step is Int -> path.append('[').append(step).append(']')
            isPlain(step as String) -> (if (path.isEmpty()) path else path.append('.')).append(step)
            else -> path.append('[').append(quoted(step)).append(']')
        }
    }
    return path.toString()
}

private fun isPlain(key: String) = key.isNotEmpty() && key.all { it.isLetterOrDigit() || it == '_' || it == '-' }

/** Whether the value that comes next is at the offset, or has one that is. */
private fun walk(r: WireReader, offset: Int, steps: MutableList<Any>): Boolean {
    if (r.offset() >= offset) return true
    try {
        when (r.peek()) {
            '{' -> {
                r.beginObject()
                while (true) {
                    val key = r.key() ?: break
                    steps.add(key)
                    if (walk(r, offset, steps)) return true
                    steps.removeAt(steps.size - 1)
                }
            }

            '[' -> {
                r.beginArray()
                var index = 0
                while (r.item()) {
                    steps.add(index++)
                    if (walk(r, offset, steps)) return true
                    steps.removeAt(steps.size - 1)
                }
            }

            else -> r.skip()
        }
    } catch (_: Refused) {
        return true
    }
    return false
}

/** The same text with each key once, as the last one says; null: no key comes twice, or it is no JSON. */
internal fun withKeysOnce(text: String, limits: Limits): String? {
    val r = WireReader(text, limits)
    return try {
        val hasTwice = repeats(r)
        r.finish()
        if (!hasTwice) return null
        r.seek(0)
        WireWriter().apply { any(r.any()) }.toString()
    } catch (_: Refused) {
        null
    }
}

private fun repeats(r: WireReader): Boolean {
    var found = false
    when (r.peek()) {
        '{' -> {
            val keys = HashSet<String>()
            r.beginObject()
            while (true) {
                val key = r.key() ?: break
                found = !keys.add(key) || found
                found = repeats(r) || found
            }
        }

        '[' -> {
            r.beginArray()
            while (r.item()) found = repeats(r) || found
        }

        else -> r.skip()
    }
    return found
}

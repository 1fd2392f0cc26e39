package tdproto.runtime.wire

import kotlinx.serialization.json.JsonElement

/** A part of frames that is looked for: its slot among all of them, and the parts in it. */
internal class Part(
    private val slot: Int,
    private val keys: WireKeys? = null,
    private val items: Int = 0,
    private val parts: Array<Part> = emptyArray(),
) {
    /** Finds where the parts of the value that comes next are. */
    fun locate(r: WireReader, found: IntArray) {
        found[slot] = r.offset()
        when (r.peek()) {
            '{' -> if (keys == null) r.skip() else members(r, keys, found)
            '[' -> if (items == 0) r.skip() else items(r, found)
            else -> r.skip()
        }
    }

    private fun members(r: WireReader, keys: WireKeys, found: IntArray) {
        r.beginObject()
        var at = WireKeys.NONE
        while (true) {
            at = r.key(keys, at)
            if (at == WireKeys.END) return
            if (at < 0) {
                r.skip()
                continue
            }
            // Of a key that comes twice, the last one counts.
            val part = parts[at + items]
            part.forget(found)
            part.locate(r, found)
        }
    }

    private fun items(r: WireReader, found: IntArray) {
        r.beginArray()
        var index = 0
        while (r.item()) {
            if (index < items) parts[index].locate(r, found) else r.skip()
            index++
        }
    }

    private fun forget(found: IntArray) {
        found[slot] = -1
        for (part in parts) part.forget(found)
    }
}

/** Where the parts of a frame are. */
internal class Found(private val r: WireReader, private val offsets: IntArray) {
    operator fun get(slot: Int): Int = offsets[slot]

    fun has(slot: Int): Boolean = offsets[slot] >= 0

    private fun starts(slot: Int, c: Char): Boolean = has(slot) && r.text[offsets[slot]] == c

    fun isObject(slot: Int): Boolean = starts(slot, '{')

    fun isArray(slot: Int): Boolean = starts(slot, '[')

    fun isNull(slot: Int): Boolean = starts(slot, 'n')

    fun isFilled(slot: Int): Boolean = has(slot) && !isNull(slot)

    fun isText(slot: Int, value: String): Boolean = starts(slot, '"') && r.there(offsets[slot]) { r.string() } == value

    fun isTrue(slot: Int): Boolean = starts(slot, 't')

    fun isFalse(slot: Int): Boolean = starts(slot, 'f')

    fun isInteger(slot: Int, value: String): Boolean {
        if (!has(slot)) return false
        val c = r.text[offsets[slot]]
        if (c != '-' && c !in '0'..'9') return false
        return r.there(offsets[slot]) { r.integer() } == value
    }

    /** The unchanged value; null: it is missing, or no JSON. */
    fun any(slot: Int): JsonElement? = if (has(slot)) r.there(offsets[slot]) { r.any() } else null
}

/** The frames of a side: what they look like, and how they become events. */
internal abstract class WireFrames<E : Any>(private val slots: Int, private val root: Part) {
    /** Reads a frame. */
    protected abstract fun read(r: WireReader, found: Found, event: String?, head: FrameHead): E?

    protected abstract fun unknown(head: FrameHead, raw: String): E

    protected abstract fun malformed(head: FrameHead, raw: String, path: String, reason: String): E

    fun decode(bytes: ByteArray, event: String?, limits: Limits): E {
        val text = textOf(bytes) ?: return malformed(FrameHead(), bytes.decodeToString(), "", "no UTF-8")
        return decode(text, event, limits)
    }

    fun decode(text: String, event: String?, limits: Limits): E {
        val head = FrameHead()
        return reading<E, E>(
            text,
            limits,
            { it },
            { path, reason -> malformed(head, text, path, reason) },
        ) { r ->
            head.clear()
            val found = IntArray(slots) { -1 }
            root.locate(r, found)
            r.finish()
            read(r, Found(r, found), event, head) ?: unknown(head, text)
        }
    }
}

/** What a frame says besides its params, as far as it could be read. */
internal class FrameHead {
    var kind: String? = null
    var name: String? = null
    private var found: Found? = null
    private var idSlot = -1

    /** The unchanged id. */
    val id: JsonElement?
        get() =
            try {
                if (idSlot < 0) null else found?.any(idSlot)
            } catch (_: Refused) {
                null
            }

    fun clear() {
        kind = null
        name = null
        found = null
        idSlot = -1
    }

    /** Says where the id is. */
    fun idAt(found: Found, slot: Int) {
        this.found = found
        idSlot = slot
    }
}

/** How the body of a reply is read and written. */
internal class Body<T>(
    /** Reads at the offset, which is negative if there is no body. */
    val read: (r: WireReader, at: Int) -> T,
    /** Writes the body; false: there is none. */
    val write: (w: WireWriter, value: T) -> Boolean,
) {
    /** The body as a reply holds it. */
    fun toJson(value: T): JsonElement? {
        val w = WireWriter()
        return if (write(w, value)) WireReader(w.toString(), Limits.NONE).any() else null
    }

    /** The body that a reply holds at a path; its items are those of an array from [from] on. */
    fun <R, E> of(body: JsonElement?, path: String, from: Int, made: (T) -> ReplyTo<R, E>): ReplyTo<R, E> {
        val text = if (body == null) "null" else WireWriter().also { it.any(body) }.toString()
        return reading<T, ReplyTo<R, E>>(
            text,
            Limits.DEFAULT,
            made,
            { inner, reason -> ReplyTo.Malformed(joined(path, shifted(inner, from)), reason) },
        ) { r -> read(r, if (body == null) -1 else 0) }
    }

    private fun shifted(path: String, from: Int): String {
        if (from == 0 || !path.startsWith('[')) return path
        val end = path.indexOf(']')
        val index = path.substring(1, end).toIntOrNull() ?: return path
        return "[${index + from}]" + path.substring(end + 1)
    }

    private fun joined(outer: String, inner: String): String = if (outer.isEmpty() || inner.isEmpty() || inner.startsWith('[')) outer + inner else "$outer.$inner"
}

/** What a reply says. */
public sealed interface ReplyTo<out R, out E> {
    /** The request succeeded. */
    public data class Success<out R>(val result: R) : ReplyTo<R, Nothing>

    /** The request failed. */
    public data class Failure<out E>(val error: E) : ReplyTo<Nothing, E>

    /** The body is not what the request says: the path to the place in the frame, and why. */
    public data class Malformed(val path: String, val reason: String) : ReplyTo<Nothing, Nothing>
}

/** A request: what its replies hold. */
public class Request<R, E> internal constructor(
    /** The name of the event. */
    public val name: String,
    internal val resultBody: Body<R>,
    internal val errorBody: Body<E>,
) {
    /** A result as a reply holds it; null: the reply has none. */
    public fun result(value: R): JsonElement? = resultBody.toJson(value)

    /** An error as a reply holds it; null: the reply has none. */
    public fun error(value: E): JsonElement? = errorBody.toJson(value)

    override fun toString(): String = name
}

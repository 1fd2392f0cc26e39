package tdproto.runtime.wire

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Writes JSON without white space. */
internal class WireWriter {
    private val out = StringBuilder(512)

    override fun toString(): String = out.toString()

    /** The offset of the next character. */
    fun offset(): Int = out.length

    /**
     * Ends an object or an array that began at an offset: each member or item began with a comma, of which the first
     * one becomes the bracket.
     */
    fun end(start: Int, open: Char, close: Char) {
        if (out.length == start) out.append(open) else out[start] = open
        out.append(close)
    }

    inline fun obj(members: () -> Unit) {
        val start = offset()
        members()
        end(start, '{', '}')
    }

    inline fun array(items: () -> Unit) {
        val start = offset()
        items()
        end(start, '[', ']')
    }

    fun comma() {
        out.append(',')
    }

    /** An item of an array. */
    inline fun item(write: () -> Unit) {
        comma()
        write()
    }

    /** Text that is JSON already, such as `,"key":`. */
    fun raw(json: String) {
        out.append(json)
    }

    /** A key that may need escapes. */
    fun key(key: String) {
        out.append(',')
        string(key)
        out.append(':')
    }

    fun nothing() {
        out.append("null")
    }

    fun boolean(value: Boolean) {
        out.append(value)
    }

    fun long(value: Long) {
        out.append(value)
    }

    fun int(value: Int) {
        out.append(value)
    }

    fun ulong(value: ULong) {
        if (value.toLong() >= 0) out.append(value.toLong()) else out.append(value.toString())
    }

    /** A number; one that JSON does not have is null. */
    fun double(value: Double) {
        out.append(if (value.isFinite()) Floats.text(value) else "null")
    }

    fun float(value: Float) {
        out.append(if (value.isFinite()) Floats.text(value) else "null")
    }

    fun bytes(value: Bytes) {
        string(value.toBase64())
    }

    fun string(text: String) {
        out.append('"')
        val length = text.length
        var i = 0
        while (i < length) {
            val c = text[i]
            if (c == '"' || c == '\\' || c < ' ' || c.isSurrogate()) break
            i++
        }
        if (i == length) out.append(text) else escaped(text, i)
        out.append('"')
    }

    private fun escaped(text: String, from: Int) {
        var run = 0
        var i = from
        while (i < text.length) {
            val c = text[i]
            val escape =
                when {
                    c == '"' -> "\\\""
                    c == '\\' -> "\\\\"
                    c < ' ' -> control(c)
                    !c.isSurrogate() -> null
                    c.isHighSurrogate() && i + 1 < text.length && text[i + 1].isLowSurrogate() -> {
                        i++
                        null
                    }

                    else -> "\uFFFD"
                }
            if (escape != null) {
                out.append(text, run, i).append(escape)
                run = i + 1
            }
            i++
        }
        out.append(text, run, text.length)
    }

    private fun control(c: Char): String = when (c) {
        '\b' -> "\\b"
        '\u000c' -> "\\f"
        '\n' -> "\\n"
        '\r' -> "\\r"
        '\t' -> "\\t"
        else -> "\\u" + c.code.toString(16).padStart(4, '0')
    }

    /** Items of an array that are missing, though more follow. */
    fun fill(missing: Int): Int {
        for (i in 0 until missing) out.append(",null")
        return 0
    }

    inline fun <T> patch(patch: Patch<T>, write: (T) -> Unit) {
        if (patch is Patch.Value) write(patch.value) else nothing()
    }

    inline fun <T> list(items: List<T>, write: (T) -> Unit) {
        array {
            for (item in items) {
                comma()
                write(item)
            }
        }
    }

    /** The entries of a map in the order of its keys. */
    inline fun <K, V> map(map: Map<K, V>, order: Comparator<String>, text: (K) -> String, write: (V) -> Unit) {
        val entries = ArrayList<Pair<String, V>>(map.size)
        for ((key, value) in map) entries.add(text(key) to value)
        if (entries.size > 1) entries.sortWith { a, b -> order.compare(a.first, b.first) }
        obj {
            for ((name, value) in entries) {
                key(name)
                write(value)
            }
        }
    }

    fun any(value: JsonElement) {
        when (value) {
            JsonNull -> out.append("null")
            is JsonPrimitive -> if (value.isString) string(value.content) else out.append(value.content)
            is JsonArray -> list(value) { any(it) }
            is JsonObject -> obj { members(value) }
        }
    }

    /** The members of an object, for one that is around. */
    fun members(value: Map<String, JsonElement>) {
        for ((name, member) in value) {
            key(name)
            any(member)
        }
    }
}

/** Texts in the order of their characters, not of their units. */
internal object ByText : Comparator<String> {
    override fun compare(a: String, b: String): Int {
        val length = minOf(a.length, b.length)
        for (i in 0 until length) {
            val x = a[i]
            val y = b[i]
            if (x == y) continue
            if (x.isSurrogate() != y.isSurrogate()) return if (x.isSurrogate()) 1 else -1
            return x.compareTo(y)
        }
        return a.length.compareTo(b.length)
    }
}

/** Integers in the order of their values. */
internal object ByNumber : Comparator<String> {
    override fun compare(a: String, b: String): Int {
        val isNegative = a.startsWith('-')
        if (isNegative != b.startsWith('-')) return if (isNegative) -1 else 1
        val byValue = if (a.length != b.length) a.length.compareTo(b.length) else a.compareTo(b)
        return if (isNegative) -byValue else byValue
    }
}

/** Values of an enum: those that it lists in their order, then the others. */
internal class ByRank(private val keys: WireKeys, private val others: Comparator<String>) : Comparator<String> {
    override fun compare(a: String, b: String): Int {
        val ranks = rank(a).compareTo(rank(b))
        return if (ranks != 0) ranks else others.compare(a, b)
    }

    private fun rank(text: String): Int {
        val found = keys.find(text)
        return if (found >= 0) found else Int.MAX_VALUE
    }
}

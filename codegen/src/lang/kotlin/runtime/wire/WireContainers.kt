package tdproto.runtime.wire

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.JsonUnquotedLiteral

/** Reads arrays and objects, and values of any type. */
internal open class WireContainers(text: String, limits: Limits) : WireScalars(text, limits) {
    private var items = 0

    /** Where the last key began and ended that was not among the expected ones. */
    private var keyStart = 0
    private var keyEnd = 0

    /** The last such key, if it has escapes. */
    private var keyText: String? = null

    /** Begins an object; returns its offset. */
    fun beginObject(): Int {
        if (peek() != '{') wrong("an object")
        return begin()
    }

    /** Begins an array; returns its offset. */
    fun beginArray(): Int {
        if (peek() != '[') wrong("an array")
        return begin()
    }

    private fun begin(): Int {
        if (++depth > limits.depth) throw Refused(at, "there are more than ${limits.depth} levels of arrays and objects")
        fresh = true
        return at++
    }

    /** Counts an item of a list or a map. */
    fun count() {
        if (++items > limits.items) throw Refused(at, "lists and maps have more than ${limits.items} items")
    }

    /** Goes to the next item of an array; false: there is none, and the array has ended. */
    fun item(): Boolean = more(']')

    private fun more(close: Char): Boolean {
        val c = peek()
        if (c == close) {
            at++
            depth--
            fresh = false
            return false
        }
        if (fresh) {
            fresh = false
        } else {
            if (c != ',') syntax("expected `,` or `$close`")
            at++
        }
        return true
    }

    /** Goes to the value of the next key, and returns the key; null: there is none, and the object has ended. */
    fun key(): String? {
        if (!more('}')) return null
        if (peek() != '"') syntax("expected a key")
        val key = string()
        colon()
        return key
    }

    private fun colon() {
        if (peek() != ':') syntax("expected `:`")
        at++
    }

    /**
     * Goes to the value of the next key, and returns the key's position among the expected ones: [WireKeys.OTHER] if it
     * is none of them, [WireKeys.END] if the object has ended. [last] is the position before: keys mostly follow one
     * another in the same way.
     */
    fun key(keys: WireKeys, last: Int): Int {
        if (!more('}')) return WireKeys.END
        if (peek() != '"') syntax("expected a key")
        val start = at + 1
        val guess = keys.follower(last)
        if (guess >= 0) {
            val name = keys.names[guess]
            val close = start + name.length
            if (close < end && chars[close] == '"' && text.startsWith(name, start)) {
                at = close + 1
                if (chars[at] == ':') at++ else colon()
                return guess
            }
        }
        return otherKey(keys, last, start)
    }

    private fun otherKey(keys: WireKeys, last: Int, start: Int): Int {
        val i = plainEnd(start)
        val found: Int
        if (chars[i] == '"') {
            at = i + 1
            keyStart = start
            keyEnd = i
            keyText = null
            found = keys.find(chars, text, start, i)
        } else {
            val key = escaped(start, i)
            keyText = key
            found = keys.find(key)
        }
        colon()
        if (found >= 0) keys.follow(last, found)
        return found
    }

    /** The last key that was none of the expected ones. */
    fun unexpectedKey(): String = keyText ?: text.substring(keyStart, keyEnd)

    inline fun <T> list(read: () -> T): List<T> {
        beginArray()
        if (!item()) return emptyList()
        val list = ArrayList<T>()
        do {
            count()
            list.add(read())
        } while (item())
        return list
    }

    /** A map; [key] makes one of a text, and returns null for a text that is none. */
    inline fun <K : Any, V> map(expected: String, key: (String) -> K?, read: () -> V): Map<K, V> {
        beginObject()
        var name = key() ?: return emptyMap()
        val map = LinkedHashMap<K, V>()
        while (true) {
            count()
            val found = key(name) ?: throw Refused(offset(), "expected $expected as the key")
            map[found] = read()
            name = key() ?: return map
        }
    }

    /** A tuple of so many items that have to be there; [read] gets the offset of its array. Further items are skipped. */
    inline fun <T> tuple(needed: Int, read: (Int) -> T): T {
        val start = beginArray()
        val tuple = enough(start, needed) { read(start) }
        while (item()) skip()
        return tuple
    }

    /** Reads the items of an array; that there are too few comes before all else that may be wrong. */
    inline fun <T> enough(start: Int, needed: Int, read: () -> T): T = try {
        read()
    } catch (refused: Refused) {
        throw tooFew(start, needed) ?: refused
    }

    fun tooFew(start: Int, needed: Int): Refused? = try {
        seek(start)
        beginArray()
        var items = 0
        while (item()) {
            items++
            skip()
        }
        if (items < needed) Refused(start, "expected $needed items, found $items") else null
    } catch (_: Refused) {
        null
    }

    /** An item of a tuple that has to be there. */
    inline fun <T> needed(start: Int, read: () -> T): T {
        if (!hasItem()) throw Refused(start, "has too few items")
        return read()
    }

    /** An item of a tuple that may be missing. */
    inline fun <T> optional(read: () -> T?): T? = if (hasItem()) read() else null

    /** The further items of a tuple. */
    fun rest(): List<JsonElement> {
        if (!hasItem()) return emptyList()
        val rest = ArrayList<JsonElement>()
        do rest.add(any()) while (hasItem())
        return rest
    }

    /** Refuses further items of a tuple. */
    fun noRest() {
        if (hasItem()) throw Refused(offset(), "the schema has no such item")
    }

    /** Goes to the next item of a tuple; false: there is none. */
    fun hasItem(): Boolean {
        val c = peek()
        if (c == ']') return false
        if (fresh) {
            fresh = false
        } else {
            if (c != ',') syntax("expected `,` or `]`")
            at++
        }
        return true
    }

    fun any(): JsonElement {
        when (peek()) {
            '"' -> return JsonPrimitive(string())
            't', 'f' -> return JsonPrimitive(boolean())
            'n' -> {
                word("null")
                return JsonNull
            }

            '{' -> return anyObject()
            '[' -> {
                beginArray()
                val items = ArrayList<JsonElement>()
                while (item()) items.add(any())
                return JsonArray(items)
            }

            else -> return anyNumber()
        }
    }

    fun anyObject(): JsonObject {
        beginObject()
        val members = LinkedHashMap<String, JsonElement>()
        while (true) {
            val key = key() ?: return JsonObject(members)
            members[key] = any()
        }
    }

    @OptIn(ExperimentalSerializationApi::class)
    private fun anyNumber(): JsonElement {
        val c = peek()
        if (c != '-' && (c < '0' || c > '9')) syntax("a value has to come")
        return JsonUnquotedLiteral(digits("a number"))
    }

    fun skip() {
        when (peek()) {
            '"' -> skipString()
            '{' -> {
                beginObject()
                while (more('}')) {
                    if (peek() != '"') syntax("expected a key")
                    skipString()
                    colon()
                    skip()
                }
            }

            '[' -> {
                beginArray()
                while (more(']')) skip()
            }

            't' -> word("true")
            'f' -> word("false")
            'n' -> word("null")
            else -> {
                val c = chars[at]
                if (c != '-' && (c < '0' || c > '9')) syntax("a value has to come")
                skipNumber()
            }
        }
    }

    private fun skipString() {
        val start = at + 1
        val i = plainEnd(start)
        if (chars[i] == '"') at = i + 1 else escaped(start, i)
    }
}

package tdproto.runtime.wire

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/**
 * Reads JSON from a text, value by value: the caller says what comes next. Everything else is [Refused], with the
 * offset of the value. What is looked at more than once, such as the object of a union, is read here.
 */
internal class WireReader(text: String, limits: Limits) : WireContainers(text, limits) {
    /** WireKeys that belong to what is around the next object, and are none of its own. */
    var outer: Array<String>? = null

    /** The keys that belong to what is around the object that comes next. */
    fun takeOuter(): Array<String>? {
        val taken = outer
        outer = null
        return taken
    }

    /** Refuses a key that the schema does not have. */
    fun deny(outer: Array<String>?) {
        if (outer == null || unexpectedKey() !in outer) throw Refused(offset(), "the schema has no such key")
        skip()
    }

    /** Keeps a key that the schema does not have. */
    fun keep(outer: Array<String>?, kept: LinkedHashMap<String, JsonElement>?): LinkedHashMap<String, JsonElement>? {
        val key = unexpectedKey()
        if (outer != null && key in outer) {
            skip()
            return kept
        }
        val members = kept ?: LinkedHashMap()
        members[key] = any()
        return members
    }

    /**
     * The offset of the value of a key in the object that comes next, the last one if it comes twice; -1: it has no
     * such key. The object is still to be read.
     */
    fun find(key: String): Int = ahead {
        var found = -1
        beginObject()
        while (true) {
            val name = key() ?: break
            if (name == key) found = offset()
            skip()
        }
        found
    }

    /** Whether the keys of the object that comes next are there. The object is still to be read. */
    fun present(keys: WireKeys): BooleanArray = ahead {
        val found = BooleanArray(keys.names.size)
        beginObject()
        while (true) {
            val key = key(keys, WireKeys.NONE)
            if (key == WireKeys.END) break
            if (key >= 0) found[key] = true
            skip()
        }
        found
    }

    /** Refuses an object without a tag; it may be null at an offset. */
    fun noTag(at: Int, key: String, expected: String): Nothing {
        if (at < 0) missing(offset(), key)
        throw Refused(at, "expected $expected, found null")
    }

    /** The content of a variant beside its tag. The object is still to be read. */
    inline fun <T> content(key: String, empty: () -> T, read: () -> T): T {
        val at = find(key)
        return if (at < 0) empty() else there(at) { if (isNull()) empty() else read() }
    }

    /** This reader, for an object some of whose keys belong to what is around it. */
    fun within(outer: Array<String>?, vararg keys: String): WireReader {
        @Suppress("UNCHECKED_CAST")
        this.outer = if (outer == null) keys as Array<String> else outer + keys
        return this
    }

    /** The members of an object that are none of these. */
    fun others(outer: Array<String>?, vararg keys: String): Map<String, JsonElement> {
        val members = anyObject()
        return members.filterKeys { it !in keys && (outer == null || it !in outer) }
    }

    /** Reads an object that may have only these keys. */
    fun noOthers(outer: Array<String>?, vararg keys: String) {
        beginObject()
        while (true) {
            val key = key() ?: return
            if (key !in keys && (outer == null || key !in outer)) throw Refused(offset(), "the schema has no such key")
            skip()
        }
    }

    /** The offset of the object some of whose keys are those of the frame around it, and these keys. */
    private var flatAt = -1
    private var flatKeys: Array<out String> = emptyArray()

    /** The whole object that comes next, but for keys of the frame around it. */
    fun wholeObject(): JsonObject {
        val isFlat = offset() == flatAt
        val members = anyObject()
        return if (isFlat) JsonObject(members.filterKeys { it !in flatKeys }) else members
    }

    /** Reads the object at an offset, of which these keys are those of the frame. */
    inline fun <T> flat(offset: Int, vararg keys: String, read: () -> T): T {
        flatten(offset, keys)
        return there(offset, read)
    }

    fun flatten(offset: Int, keys: Array<out String>) {
        flatAt = offset
        flatKeys = keys
    }

    /** Reads the value at an offset; a negative one: it is missing. */
    inline fun <T> at(offset: Int, missing: () -> T, read: () -> T): T = if (offset < 0) missing() else there(offset, read)

    /** Reads the items of the array at an offset from one on; [read] gets the offset of the array. */
    inline fun <T> tail(offset: Int, from: Int, read: (Int) -> T): T = there(offset) {
        val start = beginArray()
        for (i in 0 until from) if (hasItem()) skip()
        read(start)
    }

    /** The items that are left of an array. */
    inline fun <T> items(read: () -> T): List<T> {
        val list = ArrayList<T>()
        while (item()) {
            count()
            list.add(read())
        }
        return list
    }

    /** Reads at another offset, and comes back. */
    inline fun <T> there(offset: Int, read: () -> T): T = ahead {
        jump(offset)
        read()
    }

    @PublishedApi
    internal fun jump(offset: Int) {
        at = offset
        fresh = false
    }

    inline fun <T> ahead(read: () -> T): T {
        val start = offset()
        val level = level()
        val result = read()
        back(start, level)
        return result
    }

    fun level(): Int = depth

    fun back(offset: Int, level: Int) {
        at = offset
        depth = level
        fresh = false
    }
}

package tdproto.runtime.wire

/** The keys that an object may have, found without a copy of the text. */
internal class WireKeys(vararg val names: String) {
    private val mask: Int
    private val table: IntArray

    /** The key that came last behind each; a guess, which other threads may change. */
    private val followers = IntArray(names.size + 1) { if (it < names.size) it else OTHER }

    init {
        var size = 4
        while (size < names.size * 2) size *= 2
        mask = size - 1
        table = IntArray(size) { OTHER }
        for ((position, name) in names.withIndex()) {
            var slot = name.hashCode() and mask
            while (table[slot] != OTHER) slot = slot + 1 and mask
            table[slot] = position
        }
    }

    /** The key that most likely comes behind another. */
    fun follower(last: Int): Int = if (last >= NONE) followers[last + 1] else OTHER

    fun follow(last: Int, found: Int) {
        if (last >= NONE) followers[last + 1] = found
    }

    /** The position of a part of a text. */
    fun find(chars: CharArray, text: String, start: Int, end: Int): Int {
        var hash = 0
        for (i in start until end) hash = hash * 31 + chars[i].code
        var slot = hash and mask
        while (true) {
            val position = table[slot]
            if (position == OTHER) return OTHER
            val name = names[position]
            if (name.length == end - start && text.startsWith(name, start)) return position
            slot = slot + 1 and mask
        }
    }

    fun find(text: String): Int {
        var slot = text.hashCode() and mask
        while (true) {
            val position = table[slot]
            if (position == OTHER || names[position] == text) return position
            slot = slot + 1 and mask
        }
    }

    internal companion object {
        /** The position before the first key. */
        const val NONE = -1

        /** A key that is not expected. */
        const val OTHER = -2

        /** There are no more keys. */
        const val END = -3
    }
}

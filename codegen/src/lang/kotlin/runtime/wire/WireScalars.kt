package tdproto.runtime.wire

/** Reads values that are no arrays and no objects. */
internal open class WireScalars(text: String, limits: Limits) : WireCursor(text, limits) {
    /** Takes a null, if that comes next. */
    fun isNull(): Boolean {
        if (peek() != 'n') return false
        word("null")
        return true
    }

    inline fun <T> orNull(read: () -> T): T? = if (isNull()) null else read()

    fun nothing(): Nothing? {
        if (!isNull()) wrong("null")
        return null
    }

    fun boolean(): Boolean = when (peek()) {
        't' -> {
            word("true")
            true
        }

        'f' -> {
            word("false")
            false
        }

        else -> wrong("a boolean")
    }

    fun string(): String {
        if (peek() != '"') wrong("a string")
        val start = at + 1
        val i = plainEnd(start)
        if (chars[i] != '"') return escaped(start, i)
        at = i + 1
        return text.substring(start, i)
    }

    /** A text that most likely is one of those known, which then are not copied. */
    fun string(keys: WireKeys): String {
        if (peek() != '"') wrong("a string")
        val start = at + 1
        val i = plainEnd(start)
        if (chars[i] != '"') return escaped(start, i)
        at = i + 1
        val found = keys.find(chars, text, start, i)
        return if (found >= 0) keys.names[found] else text.substring(start, i)
    }

    /** The position of a text among known ones; [WireKeys.OTHER] if it is none of them. */
    fun known(keys: WireKeys): Int {
        if (peek() != '"') wrong("a string")
        val start = at + 1
        val i = plainEnd(start)
        if (chars[i] != '"') return keys.find(escaped(start, i))
        at = i + 1
        return keys.find(chars, text, start, i)
    }

    /** An integer within bounds, however it is written: `1e3` and `10.0` are integers. */
    fun long(smallest: Long, largest: Long, expected: String): Long {
        val first = peek()
        var i = at
        val isNegative = first == '-'
        if (isNegative) i++
        val digits = i
        var value = 0L
        while (true) {
            val c = chars[i]
            if (c < '0' || c > '9') {
                if (c == '.' || c == 'e' || c == 'E') return longInteger(smallest, largest, expected)
                break
            }
            value = value * 10 + (c - '0')
            i++
        }
        val count = i - digits
        if (count == 0 || count > 18 || (count > 1 && chars[digits] == '0')) return longInteger(smallest, largest, expected)
        if (isNegative) value = -value
        if (value < smallest || value > largest) throw Refused(at, "expected $expected, found $value")
        at = i
        return value
    }

    private fun longInteger(smallest: Long, largest: Long, expected: String): Long {
        val start = at
        val value = Numbers.integer(digits(expected))?.toLongOrNull()
        if (value == null || value < smallest || value > largest) {
            throw Refused(start, "expected $expected, found ${text.substring(start, at)}")
        }
        return value
    }

    fun int53(): Long = long(-SAFE, SAFE, "an integer of 53 bits")

    fun uint53(): Long = long(0, SAFE, "a non-negative integer of 53 bits")

    fun byte(): Byte = long(-0x80, 0x7f, "an integer of 8 bits").toByte()

    fun short(): Short = long(-0x8000, 0x7fff, "an integer of 16 bits").toShort()

    fun int(): Int = long(-0x80000000L, 0x7fffffff, "an integer of 32 bits").toInt()

    fun int64(): Long = long(Long.MIN_VALUE, Long.MAX_VALUE, "an integer of 64 bits")

    fun ubyte(): UByte = long(0, 0xff, "an unsigned integer of 8 bits").toUByte()

    fun ushort(): UShort = long(0, 0xffff, "an unsigned integer of 16 bits").toUShort()

    fun uint(): UInt = long(0, 0xffffffffL, "an unsigned integer of 32 bits").toUInt()

    fun ulong(): ULong {
        peek()
        val start = at
        val value = Numbers.integer(digits("an unsigned integer of 64 bits"))
        return value?.toULongOrNull()
            ?: throw Refused(start, "expected an unsigned integer of 64 bits, found ${text.substring(start, at)}")
    }

    fun double(): Double {
        peek()
        val start = at
        val value = digits("a number").toDouble()
        if (value.isInfinite()) throw Refused(start, "expected a number that a double holds")
        return value
    }

    fun float(): Float {
        peek()
        val start = at
        val value = digits("a number").toFloat()
        if (value.isInfinite()) throw Refused(start, "expected a number that a float holds")
        return value
    }

    /** The digits of an integer of up to 64 bits; null: it is another number. */
    fun integer(): String? = Numbers.integer(digits("a number"))

    /** Refuses a text that is no frame. */
    fun noKind(): Nothing = throw Refused(0, "it is no frame that the schema has")

    /** Refuses a reply to another request. */
    fun other(at: Int, expected: String): Nothing = throw Refused(at, "expected a reply to $expected")

    /** Refuses the whole, since there is none. */
    fun gone(): Nothing = throw Refused(0, "is missing")

    fun bytes(): Bytes {
        val start = offset()
        return Base64.decode(string()) ?: throw Refused(start, "expected bytes in base64")
    }

    fun constant(value: String) {
        val start = offset()
        if (peek() != '"' || string() != value) throw Refused(start, "expected ${quoted(value)}")
    }

    fun constant(value: Long) {
        val start = offset()
        val c = peek()
        val isNumber = c == '-' || c in '0'..'9'
        if (!isNumber || Numbers.integer(digits("a number")) != value.toString()) throw Refused(start, "expected $value")
    }

    fun constant(value: Boolean) {
        val start = offset()
        val c = peek()
        if ((c != 't' && c != 'f') || boolean() != value) throw Refused(start, "expected $value")
    }

    private companion object {
        /** The largest integer that a double holds exactly, along with all before it. */
        const val SAFE = 9007199254740991L
    }
}

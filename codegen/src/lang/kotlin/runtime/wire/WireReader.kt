package tdproto.runtime.wire

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.JsonUnquotedLiteral

/**
 * Reads JSON from a text, value by value: the caller says what comes next. Everything else is [Refused], with the
 * offset of the value.
 */
internal class WireReader(val text: String, val limits: Limits) {
    private val end = text.length

    /** The text, and a character that no value goes on with. */
    private val chars = CharArray(end + 1)

    /** The offset of the next character. */
    var at = 0
        private set
    private var depth = 0
    private var items = 0

    /** Whether an array or an object has just begun. */
    private var fresh = false

    /** WireKeys that belong to what is around the next object, and are none of its own. */
    var outer: Array<String>? = null

    /** Where the last key began and ended that was not among the expected ones. */
    private var keyStart = 0
    private var keyEnd = 0

    /** The last such key, if it has escapes. */
    private var keyText: String? = null

    init {
        if (end > limits.frameBytes) throw Refused(0, "the frame has more than ${limits.frameBytes} bytes")
        text.toCharArray(chars, 0, 0, end)
    }

    // Moving on

    /** Goes to a value that was passed, or that is known to be at an offset. */
    fun seek(offset: Int) {
        at = offset
        depth = 0
        fresh = false
    }

    /** The next character that is no white space. */
    fun peek(): Char {
        var i = at
        var c = chars[i]
        while (c <= ' ') {
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') break
            c = chars[++i]
        }
        at = i
        return c
    }

    /** The offset of the next value. */
    fun offset(): Int {
        peek()
        return at
    }

    /** Refuses what comes after the whole value. */
    fun finish() {
        peek()
        if (at < end) syntax("nothing may follow the value")
    }

    fun syntax(reason: String): Nothing = throw Refused(at, if (at >= end) "no JSON: the text ends too early" else "no JSON: $reason", isSyntax = true)

    /** Refuses the value that comes next. */
    fun wrong(expected: String): Nothing {
        val found =
            when (peek()) {
                '"' -> "a string"
                '{' -> "an object"
                '[' -> "an array"
                't', 'f' -> "a boolean"
                'n' -> "null"
                '-', in '0'..'9' -> "a number"
                else -> syntax("a value has to come")
            }
        throw Refused(at, "expected $expected, found $found")
    }

    /** Refuses an object that lacks a key. */
    fun missing(start: Int, step: Any): Nothing = throw Refused(start, "is missing", step)

    private fun word(word: String) {
        if (!text.startsWith(word, at)) syntax("a value has to come")
        at += word.length
    }

    // Single values

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

    private fun plainEnd(start: Int): Int {
        val chars = chars
        var i = start
        while (true) {
            val c = chars[i]
            if (c == '"' || c == '\\' || c < ' ') return i
            i++
        }
    }

    /** The text from [start], of which the part up to [from] is plain. */
    private fun escaped(start: Int, from: Int): String {
        val out = StringBuilder(from - start + 16)
        var run = start
        var i = from
        while (true) {
            val c = chars[i]
            if (c == '"') break
            if (c < ' ') {
                at = i
                syntax("a control character in a string")
            }
            out.append(text, run, i)
            i = escape(i, out)
            run = i
            i = plainEnd(i)
        }
        at = i + 1
        return out.append(text, run, i).toString()
    }

    /** Reads the escape at an offset; returns the offset behind it. */
    private fun escape(offset: Int, out: StringBuilder): Int {
        val c =
            when (chars[offset + 1]) {
                '"' -> '"'
                '\\' -> '\\'
                '/' -> '/'
                'b' -> '\b'
                'f' -> '\u000c'
                'n' -> '\n'
                'r' -> '\r'
                't' -> '\t'
                'u' -> return unicode(offset, out)
                else -> {
                    at = offset
                    syntax("not an escape")
                }
            }
        out.append(c)
        return offset + 2
    }

    /** Half a surrogate pair stands for no character, and is read as U+FFFD. */
    private fun unicode(offset: Int, out: StringBuilder): Int {
        val unit = hex(offset)
        if (!unit.isSurrogate()) {
            out.append(unit)
            return offset + 6
        }
        if (unit.isHighSurrogate() && chars[offset + 6] == '\\' && chars[offset + 7] == 'u') {
            val low = hex(offset + 6)
            if (low.isLowSurrogate()) {
                out.append(unit).append(low)
                return offset + 12
            }
        }
        out.append('\uFFFD')
        return offset + 6
    }

    private fun hex(offset: Int): Char {
        var unit = 0
        for (i in offset + 2 until offset + 6) {
            val digit =
                when (val c = if (i < end) chars[i] else ' ') {
                    in '0'..'9' -> c - '0'
                    in 'a'..'f' -> c - 'a' + 10
                    in 'A'..'F' -> c - 'A' + 10
                    else -> {
                        at = offset
                        syntax("an escape has four hexadecimal digits")
                    }
                }
            unit = unit shl 4 or digit
        }
        return unit.toChar()
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

    /** The text of the number that comes next. */
    private fun digits(expected: String): String {
        val c = peek()
        if (c != '-' && (c < '0' || c > '9')) wrong(expected)
        val start = at
        skipNumber()
        return text.substring(start, at)
    }

    private fun skipNumber() {
        if (chars[at] == '-') at++
        if (chars[at] == '0') at++ else someDigits()
        if (chars[at] == '.') {
            at++
            someDigits()
        }
        if (chars[at] == 'e' || chars[at] == 'E') {
            at++
            if (chars[at] == '+' || chars[at] == '-') at++
            someDigits()
        }
        if (chars[at] in '0'..'9') syntax("a number does not start with a zero")
    }

    private fun someDigits() {
        val start = at
        while (chars[at] in '0'..'9') at++
        if (at == start) syntax("a number has digits")
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

    // Objects and arrays

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

    // Values of any type

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

    // Objects of unions

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

    private companion object {
        /** The largest integer that a double holds exactly, along with all before it. */
        const val SAFE = 9007199254740991L
    }
}

package tdproto.runtime.wire

/** A place in a text of JSON, which moves on from token to token. What is no JSON is [Refused]. */
internal open class WireCursor(val text: String, val limits: Limits) {
    protected val end: Int = text.length

    /** The text, and a character that no value goes on with. */
    protected val chars: CharArray = CharArray(end + 1)

    /** The offset of the next character. */
    var at: Int = 0
        protected set

    /** The arrays and objects that have begun and not ended. */
    protected var depth: Int = 0

    /** Whether an array or an object has just begun. */
    protected var fresh: Boolean = false

    init {
        if (isTooLong(text, limits)) throw Refused(0, "the frame has more than ${limits.frameBytes} bytes")
        text.toCharArray(chars, 0, 0, end)
    }

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
                't' -> found("true", "a boolean")
                'f' -> found("false", "a boolean")
                'n' -> found("null", "null")
                '-', in '0'..'9' -> "a number"
                else -> syntax("a value has to come")
            }
        throw Refused(at, "expected $expected, found $found")
    }

    /** What a word is; anything else that begins like it is no JSON. */
    private fun found(word: String, what: String): String = if (text.startsWith(word, at)) what else syntax("a value has to come")

    /** Refuses an object that lacks a key. */
    fun missing(start: Int, step: Any): Nothing = throw Refused(start, "is missing", step)

    protected fun word(word: String) {
        if (!text.startsWith(word, at)) syntax("a value has to come")
        at += word.length
    }

    protected fun plainEnd(start: Int): Int {
        val chars = chars
        var i = start
        while (true) {
            val c = chars[i]
            if (c == '"' || c == '\\' || c < ' ') return i
            i++
        }
    }

    /** The text from [start], of which the part up to [from] is plain. */
    protected fun escaped(start: Int, from: Int): String {
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

    /** The text of the number that comes next. */
    protected fun digits(expected: String): String {
        val c = peek()
        if (c != '-' && (c < '0' || c > '9')) wrong(expected)
        val start = at
        skipNumber()
        return text.substring(start, at)
    }

    protected fun skipNumber() {
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
}

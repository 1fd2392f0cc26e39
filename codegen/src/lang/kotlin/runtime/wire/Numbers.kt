package tdproto.runtime.wire

/** The spelling of numbers. */
internal object Numbers {
    /** How many digits an integer of 64 bits has at most. */
    private const val MOST_DIGITS = 20

    /** Whether a key of a map is an integer: its digits, with no zeros before them. */
    private fun isInteger(key: String): Boolean {
        val digits = key.removePrefix("-")
        if (digits == "0") return key == "0"
        return digits.isNotEmpty() && digits[0] in '1'..'9' && digits.all { it in '0'..'9' }
    }

    /** The integer that a key of a map is; null: it is none. */
    fun key(key: String, smallest: Long, largest: Long): Long? = if (isInteger(key)) key.toLongOrNull()?.takeIf { it in smallest..largest } else null

    /** The same without a sign. */
    fun unsignedKey(key: String): ULong? = if (isInteger(key)) key.toULongOrNull() else null

    /** The decimal digits of a number in JSON, if that is whole and of no more than 64 bits: `1.50e2` is `150`. */
    fun integer(number: String): String? {
        val isNegative = number.startsWith('-')
        val mantissaEnd = number.indexOfFirst { it == 'e' || it == 'E' }.let { if (it < 0) number.length else it }
        val mantissa = number.substring(if (isNegative) 1 else 0, mantissaEnd)
        val whole = mantissa.substringBefore('.')
        val fraction = mantissa.substringAfter('.', "")
        val digits = (whole + fraction).trimEnd('0')
        if (digits.isEmpty()) return "0"
        val zeros = whole.length + fraction.length - digits.length
        val exponent =
            if (mantissaEnd == number.length) {
                0
            } else {
                val text = number.substring(mantissaEnd + 1)
                text.toLongOrNull() ?: if (text.startsWith('-')) -FAR else FAR
            }
        val scale = exponent.coerceIn(-FAR, FAR) - fraction.length + zeros
        val significant = digits.trimStart('0')
        if (scale < 0 || significant.length + scale > MOST_DIGITS) return null
        return (if (isNegative) "-" else "") + significant + "0".repeat(scale.toInt())
    }

    /** An exponent that no length of a text makes up for. */
    private const val FAR = 1L shl 40
}

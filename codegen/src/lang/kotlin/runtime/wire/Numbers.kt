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

    /** The shortest text that reads as the same number, as ECMAScript prints it; only `-0` keeps its sign. */
    fun text(value: Double): String = text(value.toString()) { it.toDouble() == value }

    fun text(value: Float): String = text(value.toString()) { it.toFloat() == value }

    private inline fun text(shown: String, isSame: (String) -> Boolean): String {
        val isNegative = shown.startsWith('-')
        val plain = shown.removePrefix("-")
        val mantissa = plain.substringBefore('E')
        var exponent = plain.substringAfter('E', "0").toInt()
        val whole = mantissa.substringBefore('.')
        val fraction = mantissa.substringAfter('.', "")
        // 0.d₁d₂… × 10^exponent
        exponent += whole.length
        var digits = whole + fraction
        val leading = digits.length - digits.trimStart('0').length
        exponent -= leading
        digits = digits.trimStart('0').trimEnd('0')
        if (digits.isEmpty()) return if (isNegative) "-0" else "0"
        val sign = if (isNegative) "-" else ""
        while (digits.length > 1) {
            val (shorter, carry) = rounded(digits)
            if (!isSame("${sign}0.${shorter}E${exponent + carry}")) break
            digits = shorter.trimEnd('0')
            exponent += carry
        }
        return sign + laidOut(digits, exponent)
    }

    /** A digit less, and 1 if the first digit went over. */
    private fun rounded(digits: String): Pair<String, Int> {
        val kept = digits.dropLast(1)
        if (digits.last() < '5') return kept to 0
        val up = (kept.toLong() + 1).toString()
        return if (up.length > kept.length) up.dropLast(1) to 1 else up to 0
    }

    /** The number 0.DIGITS × 10^exponent, with an exponent only where the number is very large or small. */
    private fun laidOut(digits: String, exponent: Int): String = when {
        exponent > LONGEST || exponent < SMALLEST -> {
            val fraction = digits.drop(1)
            val point = if (fraction.isEmpty()) "" else ".$fraction"
            "${digits.first()}${point}e${if (exponent > 0) "+" else ""}${exponent - 1}"
        }

        exponent <= 0 -> "0." + "0".repeat(-exponent) + digits
        digits.length <= exponent -> digits + "0".repeat(exponent - digits.length)
        else -> digits.substring(0, exponent) + "." + digits.substring(exponent)
    }

    private const val LONGEST = 21
    private const val SMALLEST = -5
}

package tdproto.runtime.wire

/**
 * The shortest texts that read as the same numbers, as ECMAScript prints them: of several the nearest, of two that are
 * as near the even one. Only `-0` keeps its sign. Every language writes a number so.
 */
internal object Floats {
    fun text(value: Double): String {
        val bits = value.toRawBits() and Long.MAX_VALUE
        val exponent = (bits ushr 52).toInt()
        val fraction = bits and ((1L shl 52) - 1)
        val integer = if (exponent == 0) fraction else fraction or (1L shl 52)
        val size = if (value < 0) -value else value
        val distinct = if (exponent == 0) 0 else 15
        val exact = Exact(integer, maxOf(exponent, 1) - 1075)
        return text(value.toString(), distinct, exact) { it.toDouble() == size }
    }

    fun text(value: Float): String {
        val bits = value.toRawBits() and Int.MAX_VALUE
        val exponent = bits ushr 23
        val fraction = bits and ((1 shl 23) - 1)
        val integer = if (exponent == 0) fraction else fraction or (1 shl 23)
        val size = if (value < 0) -value else value
        val distinct = if (exponent == 0) 0 else 6
        val exact = Exact(integer.toLong(), maxOf(exponent, 1) - 150)
        return text(value.toString(), distinct, exact) { it.toFloat() == size }
    }

    /** `shown` reads as the number. No two numbers of `distinct` digits or fewer read as the same one. */
    private inline fun text(shown: String, distinct: Int, exact: Exact, isSame: (String) -> Boolean): String {
        val sign = if (shown.startsWith('-')) "-" else ""
        val mantissa = shown.removePrefix("-").substringBefore('E')
        val fraction = mantissa.substringAfter('.', "").trimEnd('0')
        var digits = (mantissa.substringBefore('.') + fraction).toLong()
        var power = shown.substringAfter('E', "0").toInt() - fraction.length
        if (digits == 0L) return sign + "0"
        while (digits.toString().length > distinct) {
            val below = digits / 10
            val isBelow = isSame("${below}E${power + 1}")
            val isAbove = isSame("${below + 1}E${power + 1}")
            if (!isBelow && !isAbove) break
            power++
            digits =
                when {
                    isBelow && isAbove -> exact.nearest(below, power)
                    isBelow -> below
                    else -> below + 1
                }
        }
        if (digits.toString().length > distinct) {
            if (isSame("${digits - 1}E$power")) digits = exact.nearest(digits - 1, power)
            if (isSame("${digits + 1}E$power")) digits = exact.nearest(digits, power)
        }
        val text = digits.toString()
        return sign + laidOut(text.trimEnd('0'), power + text.length)
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

/** The number `integer` × 2^`twos`. */
private class Exact(private val integer: Long, private val twos: Int) {
    /** Of `digits` and the next integer, both × 10^`power`, the nearest. */
    fun nearest(digits: Long, power: Int): Long {
        val middle = Large(2 * digits + 1)
        val number = Large(integer)
        if (power > 0) middle.multiply(5, power) else number.multiply(5, -power)
        val shift = twos + 1 - power
        if (shift > 0) number.multiply(2, shift) else middle.multiply(2, -shift)
        val order = number.compareTo(middle)
        val isNext = if (order == 0) digits % 2 != 0L else order > 0
        return if (isNext) digits + 1 else digits
    }
}

/** An integer of up to 1280 bits. */
private class Large(value: Long) : Comparable<Large> {
    private val limbs = LongArray(LIMBS)

    init {
        limbs[0] = value and LOW
        limbs[1] = value ushr BITS
    }

    fun multiply(factor: Int, times: Int) {
        var rest = times
        while (rest > 0) {
            var product = 1L
            while (rest > 0 && product * factor <= Int.MAX_VALUE) {
                product *= factor
                rest--
            }
            var carry = 0L
            for (i in limbs.indices) {
                val sum = limbs[i] * product + carry
                limbs[i] = sum and LOW
                carry = sum ushr BITS
            }
        }
    }

    override fun compareTo(other: Large): Int {
        val at = limbs.indices.lastOrNull { limbs[it] != other.limbs[it] } ?: return 0
        return limbs[at].compareTo(other.limbs[at])
    }

    private companion object {
        const val LIMBS = 40
        const val BITS = 32
        const val LOW = (1L shl BITS) - 1
    }
}

package tdproto.runtime.wire

/** A place where a constraint of the schema does not hold, such as `chats[3].title`, and what does not hold there. */
public data class Breach(
    val path: String,
    val expected: String,
) {
    override fun toString(): String = if (path.isEmpty()) "expected $expected" else "$path: expected $expected"
}

/** Collects the places where constraints do not hold. */
internal class WireCheck private constructor() {
    private val steps = ArrayList<Any>()
    private val found = ArrayList<Breach>()

    inline fun at(step: Any, check: () -> Unit) {
        enter(step)
        check()
        leave()
    }

    fun enter(step: Any) {
        steps.add(step)
    }

    fun leave() {
        steps.removeAt(steps.size - 1)
    }

    inline fun <T> list(items: List<T>, check: (T) -> Unit) {
        for ((index, item) in items.withIndex()) at(index) { check(item) }
    }

    inline fun <K, V> keys(map: Map<K, V>, check: (K) -> Unit) {
        for (key in map.keys) at(key.toString()) { check(key) }
    }

    inline fun <K, V> values(map: Map<K, V>, check: (V) -> Unit) {
        for ((key, value) in map) at(key.toString()) { check(value) }
    }

    fun text(value: String, min: String?, max: String?) {
        val surrogates = value.indices.count { value[it].isLowSurrogate() && it > 0 && value[it - 1].isHighSurrogate() }
        count(value.length - surrogates, min, max, " characters")
    }

    fun bytes(value: Bytes, min: String?, max: String?) = count(value.size, min, max, " bytes")

    fun items(value: List<*>, min: String?, max: String?) = count(value.size, min, max, " items")

    fun entries(value: Map<*, *>, min: String?, max: String?) = count(value.size, min, max, " entries")

    private fun count(size: Int, min: String?, max: String?, unit: String) {
        val isBelow = min != null && size < min.toDouble()
        val isAbove = max != null && size > max.toDouble()
        if (isBelow || isAbove) add("${range(min, max)}$unit, found $size")
    }

    fun number(value: Long, min: String?, max: String?) {
        val isBelow = min != null && (min.toLongOrNull()?.let { value < it } ?: (value < min.toDouble()))
        val isAbove = max != null && (max.toLongOrNull()?.let { value > it } ?: (value > max.toDouble()))
        if (isBelow || isAbove) add("${range(min, max)}, found $value")
    }

    fun unsigned(value: ULong, min: String?, max: String?) {
        val isBelow = min != null && !min.startsWith('-') && (min.toULongOrNull()?.let { value < it } ?: (value.toDouble() < min.toDouble()))
        val isAbove = max != null && (max.toULongOrNull()?.let { value > it } ?: (value.toDouble() > max.toDouble()))
        if (isBelow || isAbove) add("${range(min, max)}, found $value")
    }

    fun number(value: Double, min: String?, max: String?) {
        val isBelow = min != null && value < min.toDouble()
        val isAbove = max != null && value > max.toDouble()
        if (isBelow || isAbove) add("${range(min, max)}, found $value")
    }

    fun pattern(value: String, pattern: String, words: String) {
        val regex = patterns.getOrPut(pattern) { Regex(pattern) }
        if (!regex.containsMatchIn(value)) add(words)
    }

    private val patterns = HashMap<String, Regex>()

    private fun range(min: String?, max: String?): String = when {
        min == max -> "exactly $min"
        min == null -> "at most $max"
        max == null -> "at least $min"
        else -> "$min to $max"
    }

    private fun add(expected: String) {
        found.add(Breach(pathOf(steps), expected))
    }

    internal companion object {
        inline fun of(check: (WireCheck) -> Unit): List<Breach> = start().also(check).end()

        fun start() = WireCheck()
    }

    fun end(): List<Breach> = found
}

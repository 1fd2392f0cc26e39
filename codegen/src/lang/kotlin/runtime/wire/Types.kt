package tdproto.runtime.wire

/** Bytes. On the wire they are base64. */
public class Bytes(private val bytes: ByteArray) {
    /** How many bytes there are. */
    public val size: Int get() = bytes.size

    /** A copy of the bytes. */
    public fun toByteArray(): ByteArray = bytes.copyOf()

    /** The text on the wire: base64 with padding. */
    public fun toBase64(): String = Base64.encode(bytes)

    override fun equals(other: Any?): Boolean = other is Bytes && bytes.contentEquals(other.bytes)

    override fun hashCode(): Int = bytes.contentHashCode()

    override fun toString(): String = toBase64()

    public companion object {
        /** No bytes. */
        public val EMPTY: Bytes = Bytes(ByteArray(0))

        /** The bytes of a text in base64, of either alphabet, with or without padding; null: it is not base64. */
        public fun ofBase64(text: String): Bytes? = Base64.decode(text)
    }
}

/** Date and time as text per RFC 3339. A decoder takes any text. */
@kotlin.jvm.JvmInline
public value class Datetime(public val value: String) {
    override fun toString(): String = value
}

/** A field of which absent, null and a value differ. */
public sealed interface Patch<out T> {
    /** The field is not there: nothing changes. */
    public data object Absent : Patch<Nothing>

    /** The field is null. */
    public data object Null : Patch<Nothing>

    /** The field has a value. */
    public data class Value<out T>(val value: T) : Patch<T>

    /** The value, if there is one. */
    public fun orNull(): T? = (this as? Value)?.value

    /** The same with a value that is made of this one's. */
    public fun <R> map(transform: (T) -> R): Patch<R> = when (this) {
        Absent -> Absent
        Null -> Null
        is Value -> Value(transform(value))
    }
}

/** What became of a text that should be a value. */
public sealed interface Read<out T> {
    /** The value. */
    public data class Value<out T>(val value: T) : Read<T>

    /** The text is no such value: the [path] to the place, such as `chats[3].jid`, and why. */
    public data class Malformed(val path: String, val reason: String) : Read<Nothing> {
        override fun toString(): String = if (path.isEmpty()) reason else "$path: $reason"
    }

    /** The value, if there is one. */
    public fun orNull(): T? = (this as? Value)?.value
}

/** Limits of what decoders take; everything beyond is malformed. */
public data class Limits(
    /** The bytes of a frame in UTF-8. */
    val frameBytes: Int = 64 shl 20,
    /** Items of lists and entries of maps, all together. */
    val items: Int = 1_000_000,
    /** Levels of arrays and objects: at most 127. */
    val depth: Int = MOST_LEVELS,
) {
    init {
        require(depth <= MOST_LEVELS) { "there can be no more than $MOST_LEVELS levels" }
    }

    public companion object {
        private const val MOST_LEVELS: Int = 127

        /** The limits that apply where none are given. */
        public val DEFAULT: Limits = Limits()

        internal val NONE: Limits = Limits(Int.MAX_VALUE, Int.MAX_VALUE)
    }
}

package tdproto.runtime.wire

import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerializationException
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.descriptors.buildSerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.json.JsonDecoder
import kotlinx.serialization.json.JsonEncoder

/** Reads and writes the values of a type. */
internal interface WireCodec<T> {
    fun read(r: WireReader): T

    fun write(w: WireWriter, value: T)
}

/** There is no object around. */
internal val NO_TAGS: Array<String> = emptyArray()

/** Reads a text that is one value. */
internal fun <T> WireCodec<T>.decode(text: String, limits: Limits): Read<T> = reading(text, limits, { Read.Value(it) }, { path, reason -> Read.Malformed(path, reason) }) { r -> read(r).also { r.finish() } }

internal fun <T> WireCodec<T>.encode(value: T): String = WireWriter().also { write(it, value) }.toString()

/**
 * Reads by [read]. Where a key comes twice, a value before the last one may be wrong and does not count: what is
 * refused is read once more without it.
 */
internal inline fun <T, R> reading(
    text: String,
    limits: Limits,
    value: (T) -> R,
    malformed: (path: String, reason: String) -> R,
    read: (WireReader) -> T,
): R {
    var source = text
    var first: Refused? = null
    while (true) {
        try {
            return value(read(WireReader(source, limits)))
        } catch (refused: Refused) {
            val once = if (first == null && !isTooLong(text, limits)) withKeysOnce(text, limits) else null
            if (once == null) {
                val path = if (!isTooLong(source, limits)) pathTo(source, limits, refused) else ""
                return malformed(path, refused.reason)
            }
            first = refused
            source = once
        }
    }
}

/** Whether a text has more bytes in UTF-8 than are allowed. */
internal fun isTooLong(text: String, limits: Limits): Boolean {
    val most = limits.frameBytes
    if (text.length > most || text.length <= most / MOST_BYTES) return text.length > most
    var bytes = 0L
    for (c in text) {
        bytes +=
            when {
                c < '\u0080' -> 1
                c < '\u0800' || c.isSurrogate() -> 2
                else -> MOST_BYTES
            }
    }
    return bytes > most
}

/** The bytes of a UTF-16 unit in UTF-8, at most. */
private const val MOST_BYTES = 3

/** The text of bytes in UTF-8; null: they are none. */
internal fun textOf(bytes: ByteArray): String? = try {
    bytes.decodeToString(throwOnInvalidSequence = true)
} catch (_: CharacterCodingException) {
    null
}

/** What makes a type one of kotlinx.serialization, for JSON. */
internal class WireSerializer<T>(name: String, private val codec: WireCodec<T>) : KSerializer<T> {
    @OptIn(kotlinx.serialization.InternalSerializationApi::class, kotlinx.serialization.ExperimentalSerializationApi::class)
    override val descriptor: SerialDescriptor = buildSerialDescriptor(name, SerialKind.CONTEXTUAL)

    override fun deserialize(decoder: Decoder): T {
        val json = decoder as? JsonDecoder ?: throw SerializationException("${descriptor.serialName} is read from JSON only")
        val text = WireWriter().also { it.any(json.decodeJsonElement()) }.toString()
        return when (val read = codec.decode(text, Limits.DEFAULT)) {
            is Read.Value -> read.value
            is Read.Malformed -> throw SerializationException(read.toString())
        }
    }

    override fun serialize(encoder: Encoder, value: T) {
        val json = encoder as? JsonEncoder ?: throw SerializationException("${descriptor.serialName} is written as JSON only")
        json.encodeJsonElement(WireReader(codec.encode(value), Limits.NONE).any())
    }
}

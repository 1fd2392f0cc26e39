package tdproto.runtime.wire

/** Base64: decoders take both alphabets, with or without padding. */
internal object Base64 {
    private const val ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    private val values =
        IntArray(128) { -1 }.also { values ->
            for ((value, digit) in ALPHABET.withIndex()) values[digit.code] = value
            values['-'.code] = 62
            values['_'.code] = 63
        }

    /** The bytes of a text; null if it is not base64. */
    fun decode(text: String): Bytes? {
        var length = text.length
        if (length % 4 == 0) {
            if (text.endsWith('=')) length--
            if (text.endsWith("==")) length--
        }
        if (length % 4 == 1) return null
        val bytes = ByteArray(length / 4 * 3 + length % 4 * 3 / 4)
        var bits = 0
        var at = 0
        for (i in 0 until length) {
            val c = text[i].code
            val value = if (c < 128) values[c] else -1
            if (value < 0) return null
            bits = bits shl 6 or value
            when (i % 4) {
                1 -> bytes[at++] = (bits shr 4).toByte()
                2 -> bytes[at++] = (bits shr 2).toByte()
                3 -> bytes[at++] = bits.toByte()
            }
        }
        return Bytes(bytes)
    }

    /** The text of bytes, with padding. */
    fun encode(bytes: ByteArray): String {
        val text = StringBuilder((bytes.size + 2) / 3 * 4)
        for (start in bytes.indices step 3) {
            val byte = { i: Int -> if (i < bytes.size) bytes[i].toInt() and 0xff else 0 }
            val bits = byte(start) shl 16 or (byte(start + 1) shl 8) or byte(start + 2)
            for (i in 0..3) {
                val isThere = start + i <= bytes.size
                text.append(if (isThere) ALPHABET[bits shr (18 - 6 * i) and 63] else '=')
            }
        }
        return text.toString()
    }
}

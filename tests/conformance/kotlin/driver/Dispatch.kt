// What one package makes of vectors: a copy for each, with what its types are called.
@file:Suppress("REDUNDANT_ELSE_IN_WHEN", "DEPRECATION")

package PACKAGE

import PACKAGE.wire.Limits
import PACKAGE.wire.Read
import PACKAGE.wire.WireCodec
import PACKAGE.wire.decode
import PACKAGE.wire.encode
import tdproto.tests.Outcome
import tdproto.tests.Subject

internal object Dispatch : Subject {
    override fun type(name: String, isInput: Boolean, text: String): Outcome? =
        if (isInput) input(name, text) else whole(name, text)

WHOLE

INPUT

FRAMES
}

private fun <T> one(text: String, codec: WireCodec<T>, isUnknown: (T) -> Boolean = { false }, sent: ((T) -> String)? = null): Outcome =
    when (val read = codec.decode(text, Limits.DEFAULT)) {
        is Read.Malformed -> Outcome.malformed(read.path)
        is Read.Value -> {
            val written = codec.encode(read.value)
            val again = codec.decode(written, Limits.DEFAULT).orNull()
            when {
                again != read.value || codec.encode(again) != written -> Outcome.unstable(written)
                isUnknown(read.value) -> Outcome.unknown(written)
                else -> Outcome.known(written, sent?.invoke(read.value))
            }
        }
    }

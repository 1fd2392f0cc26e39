// Unions of 250 variants, and protocols of 250 events: each one is read and written by some part of a codec.
package tdproto.tests

import wide.drawn.ServerEvent as DrawnEvent
import wide.drawn.wire.Read as DrawnRead
import wide.envelope.ServerEvent as EnvelopeEvent
import wide.envelope.toInput
import wide.envelope.wire.Read as EnvelopeRead

private fun <T> same(found: T, expected: T) {
    check(found == expected) { "expected $expected, found $found" }
}

private fun content(at: Int): String = listOf("\"a\"", """["a","b"]""", """{"a":$at}""", """["a",$at]""")[at % 4]

/** The texts of a variant in each union. */
private fun texts(at: Int): List<String> {
    val members = """"k$at":"a"""" + if (at % 50 == 0) ",\"id\":$at" else ""
    return listOf(
        """{"type":"v$at",$members}""",
        """{"op":$at,$members}""",
        """{$members}""",
        """{"t":"v$at","c":${content(at)}}""",
        """{"n":"v$at","type":"v$at",$members}""",
    )
}

private fun unions(at: Int) {
    val (tag, number, key, content, nested) = texts(at)
    same(wide.envelope.ByTag.decode(tag).orNull()?.encode(), tag)
    same(wide.envelope.ByNumber.decode(number).orNull()?.encode(), number)
    same(wide.envelope.ByKey.decode(key).orNull()?.encode(), key)
    same(wide.envelope.Contents.decode(content).orNull()?.encode(), content)
    same(wide.envelope.Nested.decode(nested).orNull()?.encode(), nested)
    val sent = wide.envelope.Nested.decode(nested).orNull()?.toInput()?.encode()
    same(sent, nested.replace(",\"id\":$at", ""))
    same(wide.drawn.Contents.decode(content).orNull()?.encode(), content)
    val more = content.replace("}", ",\"x\":1}")
    if (at % 4 != 2) {
        same(wide.envelope.Contents.decode(more).orNull()?.encode(), more)
        same((wide.drawn.Contents.decode(more) as DrawnRead.Malformed).path, "x")
    }
    val long = tag.replace("\"a\"", "\"0123456789\"")
    same(wide.envelope.ByTag.decode(long).orNull()?.check()?.map { it.path }, listOf("k$at"))
    same((wide.envelope.ByTag.decode(tag.replace("\"a\"", "1")) as EnvelopeRead.Malformed).path, "k$at")
}

/** What no variant is. */
private fun others() {
    val later = """{"type":"later","x":1}"""
    same(wide.envelope.ByTag.decode(later).orNull()?.encode(), later)
    same(wide.envelope.ByTag.decode(later).orNull()?.toInput()?.encode(), later)
    val inner = """{"n":"v249","type":"later","x":1}"""
    same(wide.envelope.Nested.decode(inner).orNull()?.encode(), inner)
    same(wide.envelope.ByKey.decode(later).orNull()?.encode(), later)
    same((wide.envelope.ByTag.decode("{}") as EnvelopeRead.Malformed).path, "type")
    same((wide.envelope.ByNumber.decode("""{"op":null}""") as EnvelopeRead.Malformed).path, "op")
}

/** The params of an event, which are a union in two of four. */
private fun params(at: Int, unions: List<String>): String =
    when (at % 4) {
        0, 1 -> unions[at % 4]
        2 -> (0 until 200).joinToString(",", "{", "}") { "\"field_$it\":[\"a\"]" }
        else -> "\"word$at\""
    }

private fun events(at: Int) {
    val (tag, _, _, content, nested) = texts(at)
    val params = params(at, listOf(tag, nested))
    val drawnParams = params(at, listOf(content, content))
    val enveloped = """{"event":"e$at","params":$params}"""
    same((EnvelopeEvent.decode(enveloped) as EnvelopeEvent.Known).encode(), enveloped)
    val drawn =
        when (at % 2) {
            0 -> """{"method":"e$at","id":"1","params":$drawnParams}"""
            else -> """{"op":$at,"d":$drawnParams}"""
        }
    same((DrawnEvent.decode(drawn) as DrawnEvent.Known).encode(), drawn)
}

public fun main() {
    for (at in 0 until 250) {
        unions(at)
        events(at)
    }
    others()
    val long = params(2, emptyList()).replace("\"field_199\":[\"a\"]", "\"field_199\":[\"0123456789\"]")
    same(wide.envelope.All.decode(long).orNull()?.check()?.map { it.path }, listOf("field_199[0]"))
}

// What becomes of keys and items that the schema does not have, by the option that a package has.
package tdproto.tests

import kotlinx.serialization.SerializationException
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.json.Json

private fun <T> same(found: T, expected: T) {
    check(found == expected) { "expected $expected, found $found" }
}

private fun kept() {
    val texts =
        listOf(
            """{"type":"text","text":"a","x":1}""",
            """{"type":"divider","x":[1.50,{"y":null}]}""",
            """{"type":"input","kind":1,"name":"a","next":null,"x":true}""",
            """{"type":"input","kind":-2,"x":9007199254740993}""",
            """{"type":"later","x":1}""",
        )
    for (text in texts) same(keep.unions.Block.decode(text).orNull()?.encode(), text)
    val tuples = keep.tuples.Tuples.decode("""{"pair":["a",1,true],"early":["a"],"x":{}}""").orNull()!!
    val written = tuples.encode()
    check(""""pair":["a",1,true]""" in written && ""","x":{}}""" in written) { written }
    same(keep.tuples.Tuples.decode(written).orNull(), tuples)
    val frame = """{"ask":"measure","meta":{"id":1},"form":"circle","radius":1,"x":2}"""
    same((keep.frames.ClientEvent.decode(frame) as keep.frames.ClientEvent.Known).encode(), frame)
}

private fun denied() {
    fun block(text: String) = (deny.unions.Block.decode(text) as? deny.unions.wire.Read.Malformed)?.path
    same(block("""{"type":"text","text":"a"}"""), null)
    same(block("""{"type":"divider"}"""), null)
    same(block("""{"type":"input","kind":-2}"""), null)
    same(block("""{"type":"text","text":"a","x":1}"""), "x")
    same(block("""{"type":"divider","x":1}"""), "x")
    same(block("""{"type":"input","kind":-2,"x":1}"""), "x")
    same(block("""{"type":"group","blocks":[{"type":"text","x":1}]}"""), "blocks[0].x")
    fun tuples(text: String) = (deny.tuples.Tuples.decode(text) as? deny.tuples.wire.Read.Malformed)?.path
    same(tuples("""{"pair":["a",1]}"""), null)
    same(tuples("""{"pair":["a",1,true]}"""), "pair[2]")
    fun frame(text: String) = (deny.frames.ClientEvent.decode(text) as? deny.frames.ClientEvent.Malformed)?.path
    same(frame("""{"ask":"measure","meta":{"id":1},"form":"circle","radius":1}"""), null)
    same(frame("""{"ask":"measure","meta":{"id":1},"form":"circle","radius":1,"x":2}"""), "x")
}

/** A type is one of kotlinx.serialization, as a part of others, too. */
private fun serialized() {
    val text = """{"type":"text","text":"a"}"""
    val block = Json.decodeFromString(deny.unions.Block.Serializer, text)
    same(Json.encodeToString(deny.unions.Block.Serializer, block), text)
    val blocks = ListSerializer(deny.unions.Block.Serializer)
    same(Json.encodeToString(blocks, Json.decodeFromString(blocks, "[$text]")), "[$text]")
    val refused = runCatching { Json.decodeFromString(deny.unions.Block.Serializer, """{"type":"text","text":5}""") }
    check(refused.exceptionOrNull() is SerializationException) { refused }
}

/** Constraints hold or are reported; values beyond a limit are malformed. */
private fun limited() {
    val depth = "[".repeat(200) + "]".repeat(200)
    val deep = keep.unions.Block.decode("""{"type":"divider","x":$depth}""")
    check(deep is keep.unions.wire.Read.Malformed) { deep }
    val long = keep.unions.Block.decode("""{"type":"divider"}""", keep.unions.wire.Limits(frameBytes = 5))
    check(long is keep.unions.wire.Read.Malformed) { long }
    val event = deny.frames.ClientEvent.decode(byteArrayOf(-1))
    check(event is deny.frames.ClientEvent.Malformed) { event }
}

public fun main() {
    serialized()
    limited()
    kept()
    denied()
}

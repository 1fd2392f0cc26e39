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

/** The keys and items of a frame itself are skipped, whatever becomes of those of its values. */
private fun frames() {
    val frame = """{"event":"client.page","params":{"text":"a","place":null,"x":1},"x":[1],"confirm_id":"b"}"""
    val kept = keep.envelope.ClientEvent.decode(frame) as keep.envelope.ClientEvent.Known
    same(kept.encode(), """{"event":"client.page","confirm_id":"b","params":{"text":"a","x":1}}""")
    val denied = deny.envelope.ClientEvent.decode(frame) as deny.envelope.ClientEvent.Malformed
    same(denied.path, "params.x")
    same(denied.reason, "the schema has no such key")
    val outside = frame.replace(",\"x\":1}", "}")
    check(deny.envelope.ClientEvent.decode(outside) is deny.envelope.ClientEvent.Known) { outside }

    val join = """["1","2","room:a","phx_join",{}]"""
    val longer = join.replace("{}]", "{},7]")
    same((keep.array.ClientEvent.decode(longer) as keep.array.ClientEvent.Known).encode(), join)
    check(deny.array.ClientEvent.decode(longer) is deny.array.ClientEvent.Known) { longer }

    val measure = """{"ask":"measure","meta":{"id":1,"x":2},"form":"circle","radius":1}"""
    val inner = measure.replace(",\"x\":2", "")
    same((keep.frames.ClientEvent.decode(measure) as keep.frames.ClientEvent.Known).encode(), inner)
    same((deny.frames.ClientEvent.decode(measure) as deny.frames.ClientEvent.Known).encode(), inner)
}

/** The value of a field of the large entity. */
private fun field(at: Int): String = when (at % 8) {
    0 -> "\"text\""
    1 -> "true"
    2 -> "null"
    3 -> "$at"
    4 -> """["a"]"""
    5 -> """{"b":[1]}"""
    6 -> """["c",$at]"""
    else -> """{"kind":"point","x":$at,"y":1}"""
}

/** Entities that are read and written in parts are as others. */
private fun large() {
    val fields = (0 until 200).joinToString("") { ",\"field_$it\":${field(it)}" }
    val entity = "{\"kind\":\"large\"$fields}"
    same(keep.large.Large.decode(entity).orNull()?.encode(), entity)
    same(deny.large.Large.decode(entity).orNull()?.encode(), entity)
    val more = entity.dropLast(1) + ""","x":{"y":1}}"""
    same(keep.large.Large.decode(more).orNull()?.encode(), more)
    same((deny.large.Large.decode(more) as deny.large.wire.Read.Malformed).path, "x")
    val frame = """{"method":"e3","params":$more,"more":["a"]}"""
    same((keep.large.ServerEvent.decode(frame) as keep.large.ServerEvent.Known).encode(), frame)
    same((deny.large.ServerEvent.decode(frame) as deny.large.ServerEvent.Malformed).path, "params.x")
    val wrong = entity.replace(",\"field_198\":[\"c\",198]", ",\"field_198\":[\"c\"]")
    same((keep.large.Large.decode(wrong) as keep.large.wire.Read.Malformed).path, "field_198")
    val lacking = entity.replace(",\"field_199\":${field(199)}", "")
    same((keep.large.Large.decode(lacking) as keep.large.wire.Read.Malformed).path, "field_199")
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
    val wide = """{"type":"text","text":"""" + "\u00e4\u20ac\ud83d\ude00" + "\"}"
    check(keep.unions.Block.decode(wide, keep.unions.wire.Limits(frameBytes = 33)) is keep.unions.wire.Read.Malformed)
    check(keep.unions.Block.decode(wide, keep.unions.wire.Limits(frameBytes = 34)) is keep.unions.wire.Read.Value)
    val noValue = keep.unions.Block.decode("nope") as keep.unions.wire.Read.Malformed
    same(noValue.reason, "no JSON: a value has to come")
    val event = deny.frames.ClientEvent.decode(byteArrayOf(-1))
    check(event is deny.frames.ClientEvent.Malformed) { event }
}

public fun main() {
    serialized()
    limited()
    kept()
    denied()
    frames()
    large()
}

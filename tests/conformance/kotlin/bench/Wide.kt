// How fast an entity of 200 fields is decoded and encoded, per field of one of 20 fields: see run.sh.
package bench

import kotlin.math.roundToInt
import wide.Twenty
import wide.TwoHundred
import wide.wire.Read

/** The values of the kinds of fields that wide.py writes, in turn. */
private val VALUES = listOf("\"some text\"", "true", "\"more text\"", "12345", "[\"a\",\"b\"]", "{\"a\":1}", "{\"x\":1,\"y\":2}")

private fun text(fields: Int): String =
    (0 until fields).joinToString(",", "{", "}") { "\"field_$it\":${VALUES[it % VALUES.size]}" }

private fun <T> known(read: Read<T>): T = (read as Read.Value).value

fun wideEntities() {
    val (small, large) = text(20) to text(200)
    val (few, many) = known(Twenty.decode(small)) to known(TwoHundred.decode(large))
    val works: List<Triple<String, () -> Any, () -> Any>> =
        listOf(
            Triple("decode", { Twenty.decode(small) }, { TwoHundred.decode(large) }),
            Triple("encode", { few.encode() }, { many.encode() }),
        )
    println()
    for ((what, twenty, twoHundred) in works) {
        var perFew = Double.MAX_VALUE
        var perMany = Double.MAX_VALUE
        repeat(ROUNDS) {
            perFew = minOf(perFew, time { sink = twenty() } / 20)
            perMany = minOf(perMany, time { sink = twoHundred() } / 200)
        }
        val ratio = (perMany / perFew * 100).roundToInt() / 100.0
        println("$what  a field of 200  ${perMany.roundToInt()} ns   $ratio × a field of 20, ${perFew.roundToInt()} ns")
    }
}

// How fast the documented frames are decoded and encoded: see run.sh.
package bench

import java.io.File
import kotlin.math.roundToInt
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import peers.Frame
import peers.serializers
import tdproto.ClientEvent
import tdproto.ServerEvent

internal const val ROUNDS = 40
private const val MIN_NANOS = 60_000_000L

@OptIn(ExperimentalSerializationApi::class)
private val json = Json {
    ignoreUnknownKeys = true
    explicitNulls = false
    coerceInputValues = true
    encodeDefaults = false
}

/** What a run gave, so that nobody leaves it out. */
@Volatile
internal var sink: Any? = null

private class Sample(val name: String, val text: String) {
    val isServer = name.startsWith("server.")
    val serializer: KSerializer<Frame<Any>>

    init {
        @Suppress("UNCHECKED_CAST")
        val params = serializers.getValue(name) as KSerializer<Any>
        serializer = Frame.serializer(params)
    }
}

internal fun time(work: () -> Unit): Double {
    var runs = 0
    val start = System.nanoTime()
    var now = start
    while (now - start < MIN_NANOS) {
        work()
        runs++
        now = System.nanoTime()
    }
    return (now - start).toDouble() / runs
}

fun main(args: Array<String>) {
    val samples =
        File(args[0]).listFiles()!!.filter { it.name.endsWith(".json") }.sorted().mapNotNull { file ->
            val frame = Json.parseToJsonElement(file.readText())
            val name = frame.jsonObject["event"]?.jsonPrimitive?.content.orEmpty()
            val sample = if (name in serializers) Sample(name, frame.toString()) else null
            // Some documented frames lack what the plug-in needs, or have values that it refuses.
            sample?.takeIf {
                runCatching { json.decodeFromString(it.serializer, it.text) }.isSuccess &&
                    (it.isServer && ServerEvent.decode(it.text) is ServerEvent.Known || !it.isServer && ClientEvent.decode(it.text) is ClientEvent.Known)
            }
        }
    val bytes = samples.sumOf { it.text.length }
    println("${samples.size} documented frames, $bytes characters; nanoseconds for all of them, the best of $ROUNDS rounds")
    val ours = samples.map { if (it.isServer) ServerEvent.decode(it.text) else ClientEvent.decode(it.text) }
    val theirs = samples.map { json.decodeFromString(it.serializer, it.text) }
    val decodes: List<Pair<String, () -> Unit>> =
        listOf(
            "generated" to { for (it in samples) sink = if (it.isServer) ServerEvent.decode(it.text) else ClientEvent.decode(it.text) },
            "plug-in" to { for (it in samples) sink = json.decodeFromString(it.serializer, it.text) },
            "JsonElement" to { for (it in samples) sink = json.parseToJsonElement(it.text) },
        )
    val encodes: List<Pair<String, () -> Unit>> =
        listOf(
            "generated" to { for (it in ours) sink = if (it is ServerEvent.Known) it.encode() else (it as ClientEvent.Known).encode() },
            "plug-in" to { for (i in theirs.indices) sink = json.encodeToString(samples[i].serializer, theirs[i]) },
        )
    for ((what, works) in listOf("decode" to decodes, "encode" to encodes)) {
        val best = DoubleArray(works.size) { Double.MAX_VALUE }
        for (round in 0 until ROUNDS) {
            for ((at, work) in works.withIndex()) best[at] = minOf(best[at], time(work.second))
        }
        println()
        for ((at, work) in works.withIndex()) {
            val ratio = (best[at] / best[1] * 100).roundToInt() / 100.0
            println("$what  ${work.first.padEnd(12)} ${best[at].roundToInt().toString().padStart(9)} ns   $ratio × plug-in")
        }
    }
    wideEntities()
    if (args.size > 1) {
        println()
        for (sample in samples) {
            var own = Double.MAX_VALUE
            var peer = Double.MAX_VALUE
            for (round in 0 until 5) {
                own = minOf(own, time { sink = if (sample.isServer) ServerEvent.decode(sample.text) else ClientEvent.decode(sample.text) })
                peer = minOf(peer, time { sink = json.decodeFromString(sample.serializer, sample.text) })
            }
            println("${sample.name.padEnd(30)} ${own.roundToInt()} ${peer.roundToInt()} ${(own / peer * 100).roundToInt() / 100.0}")
        }
    }
}

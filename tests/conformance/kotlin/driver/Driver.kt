// Reads vectors by generated packages and writes what became of each, a line a vector.
//
//   java … tdproto.tests.DriverKt NAME=VECTORS.ndjson…
package tdproto.tests

import java.io.File
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** What became of a vector. */
internal class Outcome(val members: JsonObject) {
    companion object {
        private fun of(key: String, text: String?) = Outcome(JsonObject(mapOf(key to JsonPrimitive(text))))

        fun known(text: String, sent: String? = null) =
            Outcome(
                buildJsonObject {
                    put("known", JsonPrimitive(text))
                    if (sent != null) put("sent", JsonPrimitive(sent))
                },
            )

        fun unknown(text: String) = of("unknown", text)

        fun later(
            name: String,
            raw: String,
        ) = Outcome(JsonObject(mapOf("unknown" to JsonPrimitive(name), "raw" to JsonPrimitive(raw))))

        fun malformed(path: String) = of("malformed", pointer(path))

        fun unstable(text: String) = of("threw", "unstable: $text")

        fun threw(error: Throwable) = of("threw", error.stackTraceToString())
    }

    fun ofKind(kind: String?): Outcome =
        if (kind == null) this else Outcome(JsonObject(members + ("kind" to JsonPrimitive(kind))))
}

/** A package that reads vectors. */
internal interface Subject {
    fun type(name: String, isInput: Boolean, text: String): Outcome?

    fun frame(isClient: Boolean, text: String, event: String?): Outcome?
}

private val STEP = Regex("""(?:^|\.)([\p{L}\p{N}_-]+)|\[("(?:[^"\\]|\\.)*")]|\[(\d+)]""")

/** A path as the package writes it, as a JSON pointer. */
internal fun pointer(path: String): String =
    STEP.findAll(path).joinToString("") { match ->
        val (key, quoted, index) = match.destructured
        val step = if (quoted.isEmpty()) key + index else Json.parseToJsonElement(quoted).jsonPrimitive.content
        "/" + step.replace("~", "~0").replace("/", "~1")
    }

public fun main(args: Array<String>) {
    val out = System.out.bufferedWriter()
    for (arg in args) {
        val (name, file) = arg.split("=", limit = 2)
        val subject = subjects.getValue(name)
        File(file).forEachLine { line ->
            val vector = Json.parseToJsonElement(line).jsonObject
            fun text(key: String) = vector[key]?.jsonPrimitive?.contentOrNull
            val isClient = text("from") == "client"
            val outcome =
                try {
                    val type = text("type")
                    if (type != null) {
                        subject.type(type, isClient, text("text")!!)
                    } else {
                        subject.frame(isClient, text("text")!!, text("event"))
                    }
                } catch (error: Throwable) {
                    Outcome.threw(error)
                }
            out.write((outcome?.members ?: JsonNull).toString())
            out.newLine()
        }
    }
    out.flush()
}

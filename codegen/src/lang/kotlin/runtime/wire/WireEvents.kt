package tdproto.runtime.wire

/** The events of a side: what their frames hold, and how they become events. */
internal abstract class WireEvents<E>(
    event: String,
    id: String?,
    params: String,
    /** The names of the events. */
    val names: WireKeys,
) {
    private val keys = if (id == null) WireKeys(event, params) else WireKeys(event, params, id)

    /** Reads the params of the event at a position. */
    protected abstract fun params(index: Int, r: WireReader): Any?

    /** Makes an event; [isThere] says whether its frame has params. */
    protected abstract fun known(index: Int, isThere: Boolean, params: Any?, r: WireReader, start: Int, confirmId: String?): E

    protected abstract fun unknown(name: String, confirmId: String?, raw: String): E

    protected abstract fun malformed(name: String?, confirmId: String?, raw: String, path: String, reason: String): E

    fun decode(bytes: ByteArray, limits: Limits): E {
        val text = textOf(bytes) ?: return malformed(null, null, bytes.decodeToString(), "", "no UTF-8")
        return decode(text, limits)
    }

    fun decode(text: String, limits: Limits): E {
        val head = Head()
        return reading<E, E>(
            text,
            limits,
            { it },
            { path, reason -> malformed(head.name, head.confirmId, text, path, reason) },
        ) { r -> read(r, head.reset()) ?: unknown(head.name.orEmpty(), head.confirmId, text) }
    }

    /** Reads a frame; null: its event is not known. Params before the name wait for it. */
    private fun read(r: WireReader, head: Head): E? {
        val start = r.beginObject()
        var index = WireKeys.OTHER
        var paramsAt = -1
        var params: Any? = null
        var readAs = UNREAD
        var at = WireKeys.NONE
        while (true) {
            at = r.key(keys, at)
            when (at) {
                EVENT -> {
                    val nameAt = r.offset()
                    index = r.known(names)
                    head.name = if (index >= 0) names.names[index] else r.there(nameAt) { r.string() }
                }

                PARAMS -> {
                    paramsAt = r.offset()
                    if (index >= 0) {
                        params = params(index, r)
                        readAs = index
                    } else {
                        readAs = UNREAD
                        r.skip()
                    }
                }

                ID -> head.confirmId = r.orNull { r.string() }?.ifEmpty { null }
                WireKeys.END -> break
                else -> r.skip()
            }
        }
        r.finish()
        if (head.name == null) r.missing(start, keys.names[EVENT])
        if (index < 0) return null
        if (paramsAt >= 0 && readAs != index) params = r.there(paramsAt) { params(index, r) }
        return known(index, paramsAt >= 0, params, r, start, head.confirmId)
    }

    /** What a frame says besides its params. */
    private class Head {
        var name: String? = null
        var confirmId: String? = null

        fun reset(): Head {
            name = null
            confirmId = null
            return this
        }
    }

    private companion object {
        const val EVENT = 0
        const val PARAMS = 1
        const val ID = 2
        const val UNREAD = -9
    }
}

/** Writes a frame; [head] is its start, and [idKey] the start of its id. */
internal inline fun frame(head: String, idKey: String?, confirmId: String?, members: (WireWriter) -> Unit): String {
    val w = WireWriter()
    w.obj {
        w.raw(head)
        if (idKey != null && !confirmId.isNullOrEmpty()) {
            w.raw(idKey)
            w.string(confirmId)
        }
        members(w)
    }
    return w.toString()
}

// What a package makes of a vector.

/** A path as the package writes it, `params.chats[3]["a b"]`, as a JSON pointer. */
export function pointer(path) {
  let pointer = "";
  for (const [, key, quoted, index] of path.matchAll(
    /(?:^|\.)([\p{Alphabetic}\p{N}_-]+)|\[("(?:[^"\\]|\\.)*")\]|\[(\d+)\]/gu,
  )) {
    const step = key ?? (quoted === undefined ? index : JSON.parse(quoted));
    pointer += `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  }
  return pointer;
}

/** A function from vectors to outcomes; `null`: the package has nothing that reads such a text. */
export function judge(library, { types }) {
  const malformed = ({ path }) => ({ malformed: pointer(path) });

  function frame({ text, from }) {
    const table = from === "client" ? library.clientEvents : library.serverEvents;
    const found = library.decodeEvent(table, text);
    if (found.kind === "unknown") return { unknown: found.event, raw: found.raw };
    if (found.kind === "malformed") return malformed(found);
    const members = [
      [table.event, found.event],
      [table.params, found.params],
    ];
    if (table.id !== undefined) members.push([table.id, found.confirmId]);
    return { known: library.encodeEvent(table, Object.fromEntries(members)) };
  }

  /** A frame that the schema draws; with the event of its request, what is in a reply is read, too. */
  function drawn({ text, from, event }) {
    const side = from === "client" ? "Client" : "Server";
    const found = library[`decode${side}Event`](text, { event });
    if (found.kind === "unknown") {
      const { frameKind: kind, raw } = found;
      return { kind, unknown: String(found.event ?? ""), raw };
    }
    if (found.kind === "malformed") return { kind: found.frameKind, ...malformed(found) };
    const { frame } = found;
    const { kind } = frame;
    if (!answers(side, kind, event)) return { kind, known: library[`encode${side}Event`](frame) };
    const reply = library.decodeReply(event, frame);
    if (reply.malformed !== undefined) return { kind, ...malformed(reply.malformed) };
    const body = reply.ok ? { result: reply.result } : { error: reply.error };
    return { kind, known: library[`encode${side}Reply`](event, { ...frame, ...body }) };
  }

  /** Whether frames of a kind answer a request. */
  function answers(side, kind, event) {
    const frames = side === "Client" ? library.clientFrames : library.serverFrames;
    const requests = side === "Client" ? library.serverRequests : library.clientRequests;
    const request = event === undefined ? undefined : requests?.requests()[event];
    const { replies } = frames.kinds().find(({ name }) => name === kind);
    return replies !== undefined && replies === request?.kind;
  }

  function entity({ text, from }, { table, tag = null, keyed = false }) {
    const schema = library[table];
    const input = from === "client";
    // Clients read no bodies of their own, but a server that is written in TypeScript would.
    const found = library.decodeEntity(schema, text, input);
    if (!found.ok) return malformed(found);
    const isUnknown = tag === null ? keyed && library.UNKNOWN in found.value : found.value[tag] === library.UNKNOWN;
    if (isUnknown) {
      return { unknown: (input ? library.encodeInput : library.encode)(schema, found.value) };
    }
    if (input) return { known: library.encodeInput(schema, found.value) };
    return {
      known: library.encode(schema, found.value),
      sent: library.encodeInput(schema, found.value),
    };
  }

  function enumeration({ text, class: about }, { guard, open }) {
    // There is no decoder of an enum alone; but what it lists can be asked for.
    if (about !== "enum-value" && about !== "unknown-value") return null;
    if (library[guard](JSON.parse(text))) return { known: text };
    return open ? { unknown: text } : { malformed: "" };
  }

  return (vector) => {
    try {
      if (vector.type === undefined) {
        return library.serverFrames === undefined ? frame(vector) : drawn(vector);
      }
      const type = types[vector.type];
      return type.table === undefined ? enumeration(vector, type) : entity(vector, type);
    } catch (error) {
      return { threw: String(error) };
    }
  };
}

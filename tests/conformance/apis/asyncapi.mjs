// Parses AsyncAPI documents: prints what the parser says of each, and what it finds in it.
// Usage: node asyncapi.mjs TASK, a file with the paths of the documents.

import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";

const parser = new Parser();
const found = [];
for (const path of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const { document, diagnostics } = await parser.parse(readFileSync(path, "utf8"), { source: path });
  const operations = document?.allOperations().all() ?? [];
  found.push({
    diagnostics: diagnostics.map(({ code, message, path }) => `${code} at ${path.join("/")}: ${message}`),
    messages: document?.allMessages().all().length ?? 0,
    operations: operations.length,
    replies: operations.filter((operation) => operation.reply()).length,
  });
}
console.log(JSON.stringify(found));

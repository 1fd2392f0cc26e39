// Parses an AsyncAPI document, makes TypeScript types of it, and compiles these: prints what the
// parser says, the names of the types, and the errors of the compiler.
// Usage: node modelina.mjs DOCUMENT

import { readFileSync } from "node:fs";
import { AsyncAPIInputProcessor, TypeScriptGenerator } from "@asyncapi/modelina";
import { Parser } from "@asyncapi/parser";
import ts from "typescript";

const path = process.argv[2];
const { document, diagnostics } = await new Parser().parse(readFileSync(path, "utf8"), { source: path });
// It knows 3.0.0, which says the same in all that it reads.
AsyncAPIInputProcessor.supportedVersions.push(document.version());
const generator = new TypeScriptGenerator({ modelType: "interface", enumType: "union" });
const models = await generator.generateCompleteModels(document, { exportType: "named" });

const files = new Map(models.map((model) => [`/${model.modelName}.ts`, model.result]));
const options = { noEmit: true, strict: true, target: ts.ScriptTarget.ES2022, types: [] };
const host = ts.createCompilerHost(options);
const read = host.getSourceFile;
host.fileExists = (name) => files.has(name) || ts.sys.fileExists(name);
host.readFile = (name) => files.get(name) ?? ts.sys.readFile(name);
host.getSourceFile = (name, version) =>
  files.has(name) ? ts.createSourceFile(name, files.get(name), version) : read(name, version);
const program = ts.createProgram([...files.keys()], options, host);
const errors = ts.getPreEmitDiagnostics(program).map((found) => {
  const text = ts.flattenDiagnosticMessageText(found.messageText, "\n");
  return `${found.file?.fileName}: ${text}`;
});
console.log(
  JSON.stringify({
    diagnostics: diagnostics.map(({ code, message }) => `${code}: ${message}`),
    types: models.map((model) => model.modelName),
    errors,
  }),
);

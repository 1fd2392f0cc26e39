// Reads reports as the tools that they are for do.
//
//   node read.mjs TASK.json
//
// The task: { "schemas": { NAME: path }, "json": [{ "schema": NAME, "path": … }…],
// "markdown": [path…] }. On standard output comes { "json": [errors or null…],
// "markdown": [{ "rows": [[cell…]…], "details": [{ "summary", "code" }…], "text": … }…] }, where
// cells are plain text.
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

const task = JSON.parse(readFileSync(process.argv[2], "utf8"));
const read = (path) => JSON.parse(readFileSync(path, "utf8"));

// The published schema of SARIF is of draft 7 and holds a pattern that is none in unicode mode.
const settings = { strict: false, allErrors: true, unicodeRegExp: false, validateFormats: false };
const validators = Object.fromEntries(
  Object.entries(task.schemas).map(([name, path]) => {
    const schema = read(path);
    const isNew = String(schema.$schema).includes("2020-12");
    return [name, new (isNew ? Ajv2020 : Ajv)(settings).compile(schema)];
  }),
);
const json = task.json.map(({ schema, path }) => {
  const validate = validators[schema];
  if (validate(read(path))) return null;
  return validate.errors.map((error) => `${error.instancePath} ${error.message}`).slice(0, 5).join("; ");
});

const entities = { lt: "<", gt: ">", amp: "&", quot: '"' };
const plain = (html) =>
  html
    .replace(/<br\s*\/?>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) => (code ? String.fromCodePoint(Number(code)) : entities[name]));
const every = (text, pattern) => [...text.matchAll(pattern)];
const markdown = task.markdown.map((path) => {
  const html = micromark(readFileSync(path, "utf8"), {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  const rows = every(html, /<tr>(.*?)<\/tr>/gs).map((row) =>
    every(row[1], /<td[^>]*>(.*?)<\/td>/gs).map((cell) => plain(cell[1])),
  );
  const details = every(html, /<summary>(.*?)<\/summary>.*?<code class="language-text">(.*?)<\/code>/gs);
  return {
    rows: rows.filter((row) => row.length > 0),
    details: details.map(([, summary, code]) => ({ summary: plain(summary), code: plain(code) })),
    elements: [...new Set(every(html, /<([a-z0-9]+)[\s>\/]/g).map(([, name]) => name))].sort(),
  };
});
console.log(JSON.stringify({ json, markdown }));

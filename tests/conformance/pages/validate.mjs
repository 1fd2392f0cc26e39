// Checks that pages are valid HTML: PAGES is a folder of folders of pages, FOLDERS those to check.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    // Anchors are paths of a schema, which HTML allows.
    "valid-id": ["error", { relaxed: true }],
    // Pages are written without spaces, and with what people may leave out.
    "no-trailing-whitespace": "off",
    "void-style": "off",
    "long-title": "off",
    // The results of the search are those of a combobox, which is no select.
    "prefer-native-element": ["error", { exclude: ["listbox"] }],
  },
});

let checked = 0;
let wrong = 0;
for (const folder of process.env.FOLDERS.split(",")) {
  const root = join(process.env.PAGES, folder);
  const pages = readdirSync(root, { recursive: true }).filter((path) => path.endsWith(".html")).sort();
  for (const path of pages) {
    const report = validator.validateStringSync(readFileSync(join(root, path), "utf8"), path);
    checked += 1;
    for (const { messages } of report.results) {
      for (const { ruleId, message, line, column } of messages) {
        wrong += 1;
        if (wrong <= 20) console.log(`${folder}/${path}:${line}:${column}: ${message} (${ruleId})`);
      }
    }
  }
}
console.log(`${checked} pages, ${wrong} messages`);
process.exitCode = wrong === 0 && checked > 0 ? 0 : 1;

// Prints each JSDoc tag and each syntax error of the given files, a line each, in order.
import { readFileSync } from "node:fs";
import ts from "typescript";

for (const path of process.argv.slice(2)) {
  const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022, true);
  for (const error of file.parseDiagnostics) {
    console.log("error", ts.flattenDiagnosticMessageText(error.messageText, " "));
  }
  const visit = (node) => {
    for (const doc of node.jsDoc ?? []) {
      for (const tag of doc.tags ?? []) {
        console.log(`@${tag.tagName.text}`, ts.getTextOfJSDocComment(tag.comment) ?? "");
      }
      for (const part of Array.isArray(doc.comment) ? doc.comment : []) {
        if (part.kind !== ts.SyntaxKind.JSDocText) console.log("link", part.getText());
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
}

// Prints the interfaces of a declaration file as JSON.
//
//   node interfaces.mjs FILE.d.ts
//
// An interface: { name, doc, extends, notes, members }. `notes` are its comments of one line, such as
// "command: 'next';". A member: { name, doc, optional, type }. A type is { kind: "name", name },
// { kind: "text", text }, { kind: "list", item }, { kind: "map", value }, { kind: "union", types } or
// { kind: "object", members }.
import { readFileSync } from "node:fs";
import ts from "typescript";

const file = process.argv[2];
const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);

/** The text of the comment above a node, without the signs of comments. */
function doc(node) {
  const ranges = ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? [];
  const texts = ranges.map(({ pos, end }) => source.text.slice(pos, end)).filter((text) => text.startsWith("/**"));
  const lines = (texts.at(-1) ?? "").replace(/^\/\*\*/, "").replace(/\*\/$/, "").split("\n");
  return lines.map((line) => line.trim()).join("\n").trim();
}

function type(node) {
  if (ts.isArrayTypeNode(node)) return { kind: "list", item: type(node.elementType) };
  if (ts.isParenthesizedTypeNode(node)) return type(node.type);
  if (ts.isUnionTypeNode(node)) return { kind: "union", types: node.types.map(type) };
  if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) return { kind: "text", text: node.literal.text };
  if (ts.isTypeLiteralNode(node)) {
    const [index] = node.members;
    if (index && ts.isIndexSignatureDeclaration(index)) return { kind: "map", value: type(index.type) };
    return { kind: "object", members: node.members.map(member) };
  }
  return { kind: "name", name: node.getText() };
}

function member(node) {
  if (ts.isIndexSignatureDeclaration(node)) throw new Error(`${node.getText()}: not a property`);
  return { name: node.name.text, doc: doc(node), optional: node.questionToken !== undefined, type: type(node.type) };
}

function declaration(node) {
  const parents = (node.heritageClauses ?? []).flatMap((clause) => clause.types.map((parent) => parent.getText()));
  const notes = [...node.getFullText().matchAll(/^\s*\/\/ (.*)$/gm)].map(([, note]) => note);
  return { name: node.name.text, doc: doc(node), extends: parents, notes, members: node.members.map(member) };
}

const declarations = [];
(function visit(node) {
  if (ts.isInterfaceDeclaration(node)) declarations.push(declaration(node));
  else if (ts.isTypeAliasDeclaration(node)) declarations.push({ name: node.name.text, doc: doc(node), type: type(node.type) });
  else ts.forEachChild(node, visit);
})(source);
console.log(JSON.stringify(declarations));

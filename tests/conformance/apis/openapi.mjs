// Lints OpenAPI documents: prints what is wrong in each.
// Usage: node openapi.mjs TASK, a file with the paths of the documents.

import { readFileSync } from "node:fs";
import { createConfig, lintFromString } from "@redocly/openapi-core";

const config = await createConfig({
  extends: ["recommended-strict"],
  rules: {
    // Of a protocol of WebSockets without servers, licence, or accounts of HTTP.
    "info-license": "off",
    "no-empty-servers": "off",
    "security-defined": "off",
    // A schema says as much as its author wrote.
    "operation-summary": "off",
    "tag-description": "off",
    // Types that only clients send, and those of no event.
    "no-unused-components": "off",
    // All of these are what the schemas mean.
    "no-illogical-composition-keywords": "off",
    "no-mixed-number-range-constraints": "off",
    "no-required-schema-properties-undefined": "off",
    // Objects that are a part of another one are open.
    "no-invalid-media-type-examples": { severity: "error", allowAdditionalProperties: true },
  },
});
const found = [];
for (const path of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const problems = await lintFromString({ source: readFileSync(path, "utf8"), absoluteRef: path, config });
  found.push(
    problems.map(({ ruleId, message, location }) => `${ruleId} at ${location[0]?.pointer}: ${message}`),
  );
}
console.log(JSON.stringify(found));

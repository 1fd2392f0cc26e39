// Compiles JSON Schemas in Ajv's strict mode and says which values they accept.
//
//   node verdicts.mjs TASK.json
//
// The task: { "schemas": [path…], "cases": [{ "schema": $id, "value": … }…] }; a case may have its
// value as "text" instead, and be "closed": no other
// keys. On standard output comes a JSON array with an entry a case: null if the
// value was accepted, else the first error, { "path": JSON pointer, "message": … }; without a path,
// the text is no JSON. A schema that does not compile ends the run with its error.
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const task = JSON.parse(readFileSync(process.argv[2], "utf8"));
// An array of any length whose first items are fixed is no mistake; `tuples` looks for those that are.
const ajv = new Ajv2020({ strict: true, strictRequired: true, strictTuples: false });
addFormats.default(ajv);

/** Requires that an array with fixed items says how many there are, and which ones follow. */
function tuples(schema) {
  if (typeof schema !== "object" || schema === null) return;
  const { prefixItems, minItems, maxItems, items } = schema;
  if (Array.isArray(prefixItems) && !(minItems <= prefixItems.length && (items !== undefined || maxItems === minItems))) {
    throw new Error(`${JSON.stringify(schema)}: an array says how many items it has`);
  }
  for (const inner of Object.values(schema)) tuples(inner);
}

for (const path of task.schemas) {
  const schema = JSON.parse(readFileSync(path, "utf8"));
  try {
    tuples(schema);
    ajv.addSchema(schema);
    ajv.getSchema(schema.$id);
    for (const name of Object.keys(schema.$defs ?? {})) {
      ajv.compile({ $ref: `${schema.$id}#/$defs/${name.replaceAll("/", "~1")}` });
    }
  } catch (error) {
    console.error(`${path}: ${error.message}`);
    process.exit(1);
  }
}

/** A key that is missing, or one too many, is part of the place. */
function pointer({ instancePath, params, propertyName }) {
  const key = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty ?? propertyName;
  if (key === undefined) return instancePath;
  return `${instancePath}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** The schema of a whole object, whose definition is for a part of one. */
function closed($ref) {
  if (!wholes.has($ref)) {
    wholes.set($ref, ajv.compile({ type: "object", $ref, unevaluatedProperties: false }));
  }
  return wholes.get($ref);
}

const wholes = new Map();

function parsed({ text, value }) {
  if (text === undefined) return { value };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error };
  }
}

const verdicts = task.cases.map((found) => {
  const validate = found.closed ? closed(found.schema) : ajv.getSchema(found.schema);
  if (!validate) throw new Error(`no schema ${found.schema}`);
  const { value, error } = parsed(found);
  if (error) return { message: error.message };
  if (validate(value)) return null;
  const [first] = validate.errors;
  return { path: pointer(first), message: first.message };
});
console.log(JSON.stringify(verdicts));

// Compiles JSON Schemas in Ajv's strict mode and says which values they accept.
//
//   node verdicts.mjs TASK.json
//
// The task: { "schemas": [path…], "cases": [{ "schema": $id, "value": … }…] }. On standard output
// comes a JSON array with an entry a case: null if the value was accepted, else the first error.
// A schema that does not compile ends the run with its error.
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";

const task = JSON.parse(readFileSync(process.argv[2], "utf8"));
const ajv = new Ajv2020({ strict: true, strictRequired: true });
for (const path of task.schemas) {
  const schema = JSON.parse(readFileSync(path, "utf8"));
  try {
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
const verdicts = task.cases.map(({ schema, value }) => {
  const validate = ajv.getSchema(schema);
  if (!validate) throw new Error(`no schema ${schema}`);
  if (validate(value)) return null;
  const [error] = validate.errors;
  return `${error.instancePath} ${error.message}`;
});
console.log(JSON.stringify(verdicts));

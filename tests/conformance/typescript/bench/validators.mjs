// What users have without the package: validators of Ajv, zod and valibot for the params of each
// event, made from the published model.
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import * as v from "valibot";
import * as z from "zod";
import { parsed } from "./model.mjs";

const INTEGER = /^u?int(8|16|32)?$/;

/** Makes a validator of each entity: `lib` tells how it is done in a library. */
function entities(model, lib) {
  const declared = new Map();
  const made = new Map();
  for (const entity of model.entities) declared.set(entity.name, { entity });
  for (const { name, values } of model.enums) declared.set(name, { base: typeof values[0].value === "number" ? "int" : "string" });
  for (const { name, base } of model.scalars) declared.set(name, { base });
  for (const { name, type } of model.aliases) declared.set(name, { base: type });
  const of = ({ name, args }) => {
    const found = declared.get(name);
    if (found?.entity !== undefined) return entity(found.entity);
    if (found !== undefined) return of(parsed(found.base));
    if (name === "list") return lib.list(of(args[0]));
    if (name === "map") return lib.map(of(args[1]));
    if (name === "any") return lib.any();
    if (name === "bool") return lib.boolean();
    if (INTEGER.test(name)) return lib.integer();
    if (/^(int64|uint64|float32|float64)$/.test(name)) return lib.number();
    return lib.string();
  };
  const entity = ({ name, fields }) => {
    if (!made.has(name)) {
      // Lazily, since entities refer to each other in circles.
      made.set(name, lib.lazy(() => made.get(`${name}!`)));
      const shape = fields.map((field) => [field.name, lib.lenient(of(parsed(field.type)))]);
      made.set(`${name}!`, lib.object(Object.fromEntries(shape)));
    }
    // Where it is complete, without the detour.
    return made.get(`${name}!`) ?? made.get(name);
  };
  return (name) => entity(declared.get(name).entity);
}

const ZOD = {
  string: () => z.string(),
  boolean: () => z.boolean(),
  integer: () => z.int(),
  number: () => z.number(),
  any: () => z.unknown(),
  list: (item) => z.array(item),
  map: (item) => z.record(z.string(), item),
  lenient: (type) => type.nullish(),
  object: (shape) => z.object(shape),
  lazy: (type) => z.lazy(type),
};

const VALIBOT = {
  string: () => v.string(),
  boolean: () => v.boolean(),
  integer: () => v.pipe(v.number(), v.safeInteger()),
  number: () => v.number(),
  any: () => v.unknown(),
  list: (item) => v.array(item),
  map: (item) => v.record(v.string(), item),
  lenient: (type) => v.nullish(type),
  object: (shape) => v.object(shape),
  lazy: (type) => v.lazy(type),
};

/** For each library, a function from an event to the check of its params; `true`: accepted. */
export function validators(model, bundle) {
  const params = new Map(model.events.map((event) => [event.name, event.params]));
  const perEvent = (make) => {
    const made = new Map();
    for (const [event, name] of params) made.set(event, name === undefined ? () => true : make(name));
    return (event) => made.get(event);
  };
  const ajv = new Ajv2020({ strict: true, strictRequired: true });
  addFormats.default(ajv, ["date-time"]);
  ajv.addSchema(bundle);
  const zod = entities(model, ZOD);
  const valibot = entities(model, VALIBOT);
  return {
    ajv: perEvent((name) => ajv.compile({ $ref: `${bundle.$id}#/$defs/${name}` })),
    zod: perEvent((name) => {
      const schema = zod(name);
      return (value) => schema.safeParse(value).success;
    }),
    valibot: perEvent((name) => {
      const schema = valibot(name);
      return (value) => v.safeParse(schema, value).success;
    }),
  };
}

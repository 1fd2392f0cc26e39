// What generated classes cost, in the style of the protocol's original package, which no registry
// has: a class an entity, with camelCase properties that `fromJSON` copies from the parsed object,
// and with a mapper of each for `toJSON`, which may be asked for some of them only. Nothing is
// checked, and int64 is rounded.
import { parsed } from "./model.mjs";

const camel = (name) => name.replace(/_+(.)/g, (_, letter) => letter.toUpperCase()).replace(/\W/g, "");

/** The expression that copies a value of this type. */
function copied({ name, args }, value, entities) {
  if (entities.has(name)) return `${name}.fromJSON(${value})`;
  const nested = args.map((arg) => JSON.stringify(arg)).some((arg) => [...entities].some((entity) => arg.includes(`"${entity}"`)));
  if (!nested) return value;
  if (name === "list") return `${value}.map((item) => ${copied(args[0], "item", entities)})`;
  return `Object.fromEntries(Object.entries(${value}).map(([key, item]) => [key, ${copied(args[1], "item", entities)}]))`;
}

function classOf({ name, fields }, entities) {
  const properties = fields.map((field) => ({ ...field, property: camel(field.name), key: JSON.stringify(field.name) }));
  const taken = properties.map(({ key, type }) => {
    const value = `raw[${key}]`;
    const copy = copied(parsed(type), value, entities);
    return copy === value ? value : `${value} && ${copy}`;
  });
  const mappers = properties.map(({ property, key }) => `${property}: () => ({ ${key}: this.${property} })`);
  return `class ${name} {
    #mapper = { ${mappers.join(", ")} };
    constructor(${properties.map(({ property }) => `${property}_`).join(", ")}) {
      ${properties.map(({ property }) => `this.${property} = ${property}_;`).join("\n      ")}
      this.mappableFields = ${JSON.stringify(properties.map(({ property }) => property))};
    }
    static fromJSON(raw) {
      return new ${name}(${taken.join(", ")});
    }
    toJSON(fields = this.mappableFields) {
      return Object.assign({}, ...fields.map((field) => this.#mapper[field]()));
    }
  }`;
}

/** For each event, a function from its parsed params to an instance of their class. */
export function classes(model) {
  const entities = new Set(model.entities.map(({ name }) => name));
  const declared = model.entities.map((entity) => classOf(entity, entities));
  const names = [...entities].join(", ");
  const made = new Function(`${declared.join("\n")}\nreturn { ${names} };`)();
  const params = new Map(model.events.map((event) => [event.name, event.params]));
  return (event, raw) => {
    const name = params.get(event);
    return name === undefined || !raw ? undefined : made[name].fromJSON(raw);
  };
}

// A plug-in for tdproto to start from: an outline of the types and events, in Markdown.
//
// tdproto.toml:
//
//     [plugin.outline]
//     command = ["node", "plugins/outline.ts"]
//
// `tdproto generate outline` writes the files, `tdproto plugin check node plugins/outline.ts` tests
// the plug-in. Node 22.18 or later runs it unchanged, earlier ones once `tsc` has compiled it.

declare const process: { stdin: any; stdout: any; exitCode: number };

interface Field {
  name: string;
  type: string;
  presence: string;
}

interface Request {
  protocol: number;
  banner: string;
  features: string[];
  names: {
    types: Record<string, string>;
    fields: Record<string, Record<string, string>>;
    values: Record<string, Record<string, string>>;
  };
  model: {
    protocol: { name: string };
    entities: { name: string; fields?: Field[] }[];
    enums: { name: string; values: { name: string }[] }[];
    events: { name: string; direction: string }[];
  };
}

interface Diagnostic {
  severity: "error" | "warning" | "info";
  message: string;
  at?: string;
  help?: string | string[];
}

// The constructs that this plug-in understands. tdproto refuses a schema that uses others. Add a
// name when the code below handles the construct; codegen/PLUGINS.md lists all of them.
const FEATURES = ["nullable", "omit-empty", "omit-null", "optional", "patch", "defaults", "any", "no-params"];

function outline({ banner, model, names }: Request): string {
  const lines = [`<!-- ${banner} -->`, "", `# ${model.protocol.name}`];
  for (const entity of model.entities) {
    lines.push("", `## ${names.types[entity.name]}`, "");
    for (const field of entity.fields ?? []) {
      const name = names.fields[entity.name]![field.name];
      lines.push(`- \`${name}\`: \`${field.type}\`, ${field.presence}`);
    }
  }
  for (const { name, values } of model.enums) {
    lines.push("", `## ${names.types[name]}`, "");
    for (const value of values) lines.push(`- \`${names.values[name]![value.name]}\``);
  }
  if (model.events.length > 0) lines.push("", "## Events", "");
  for (const event of model.events) lines.push(`- \`${event.name}\`, sent by: ${event.direction}`);
  return lines.join("\n") + "\n";
}

async function main(): Promise<void> {
  let text = "";
  process.stdin.setEncoding("utf8");
  for await (const part of process.stdin) text += part;
  const request: Request = JSON.parse(text);
  if (request.protocol !== 1) throw new Error("this plug-in needs protocol 1 of tdproto");
  const diagnostics: Diagnostic[] = [];
  for (const { name, fields } of request.model.entities) {
    if (!fields?.length) {
      // Shown at the place in the schema. An error here, and nothing is written.
      diagnostics.push({ severity: "info", message: `\`${name}\` has no fields`, at: name });
    }
  }
  const files = [{ path: "outline.md", text: outline(request) }];
  process.stdout.write(JSON.stringify({ protocol: 1, features: FEATURES, files, diagnostics }));
}

main();

// Runs the client in a runtime with a command line, with the class of its WebSocket or another one.
import { run } from "./client.mjs";

const [url, module] = globalThis.Deno?.args ?? process.argv.slice(2);
if (module !== undefined) globalThis.WebSocket = (await import(module)).WebSocket;
const result = await run(url, { hasHeaders: true });
console.log(result);
if (result === "passed") (globalThis.Deno ?? process).exit(0);
(globalThis.Deno ?? process).exit(1);

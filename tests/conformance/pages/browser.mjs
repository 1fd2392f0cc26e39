// The pages in a headless Chromium: PAGES is a folder of folders of pages, SINGLE a page that has
// everything, CHROMIUM the browser.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const { PAGES, SINGLE, CHROMIUM } = process.env;
// All rules in one theme; in the other those of colors.
const RULES = {
  light: { resultTypes: ["violations"], preload: false },
  dark: { resultTypes: ["violations"], preload: false, runOnly: ["color-contrast", "link-in-text-block"] },
};
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const url = (...parts) => pathToFileURL(join(PAGES, ...parts)).href;
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

// One page of each kind. The first name of a line is the folder, which is that of a schema.
const KINDS = [
  ["builtin", "index.html"],
  ["builtin", "check.html"],
  ["builtin", "topics/message.html"],
  ["builtin", "events/server.message.updated.html"],
  ["builtin", "events/client.message.updated.html"],
  ["builtin", "events/server.team.updated.html"],
  ["builtin", "types/Message.html"],
  ["builtin", "types/Mediatype.html"],
  ["builtin", "types/JID.html"],
  ["tombstones", "index.html"],
  ["deprecated", "index.html"],
  ["hostile", "index.html"],
  ["hostile", "types/E8.html"],
  ["jsonrpc_lsp", "index.html"],
  ["jsonrpc_lsp", "frames.html"],
  ["history", "changes.html"],
  ["history", "versions/old/index.html"],
  ...["deprecated", "tombstones", "union_kinds"].flatMap((schema) => some(schema)),
];

// Some pages of a small schema: of topics, and the first ones of events and types.
function some(schema) {
  const found = readdirSync(join(PAGES, schema), { recursive: true }).sort();
  const pages = ["topics/", "events/", "types/"].flatMap((folder) =>
    found.filter((path) => path.startsWith(folder) && path.endsWith(".html")).slice(0, 3));
  return pages.map((path) => [schema, path]);
}

let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
});
after(() => browser.close());

// A page that fails the test if it logs an error, opens a dialog, or asks for anything but files.
async function opened(options, href) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") wrong.push(message.text());
  });
  page.on("dialog", (dialog) => { wrong.push("a dialog"); dialog.dismiss(); });
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) wrong.push(`a request: ${request.url()}`);
  });
  await page.goto(href);
  const close = async () => {
    await context.close();
    assert.deepEqual(wrong, [], href);
  };
  return { page, close };
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing in the ${colorScheme} theme`, async () => {
    const { page, close } = await opened({ colorScheme, viewport: { width: 1280, height: 900 } }, "about:blank");
    for (const [schema, path] of KINDS) {
      await page.goto(url(schema, path));
      const found = await page.evaluate(`${AXE}; axe.run(document, ${JSON.stringify(RULES[colorScheme])})`);
      const violations = found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html} ${nodes[0].failureSummary}`);
      assert.deepEqual(violations, [], `${schema}/${path}`);
    }
    await close();
  });
}

test("a window of 320 pixels needs no horizontal scrolling", async () => {
  const { page, close } = await opened({ viewport: { width: 320, height: 640 } }, "about:blank");
  for (const [schema, path] of KINDS) {
    await page.goto(url(schema, path));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 320, `${schema}/${path} is ${width} pixels wide`);
  }
  await close();
});

test("everything can be read and followed without JavaScript", async () => {
  const { page, close } = await opened({ javaScriptEnabled: false }, url("builtin", "index.html"));
  await page.getByRole("link", { name: "server.message.updated" }).first().click();
  assert.match(page.url(), /events\/server\.message\.updated\.html$/);
  assert.equal(await page.locator("h1").innerText(), "server.message.updated");
  for (const language of ["Go", "Kotlin", "Python", "Rust", "TypeScript"]) {
    assert.ok(await page.locator(".lang", { hasText: language }).isVisible(), language);
  }
  assert.equal(await page.locator("#q").isVisible(), false);
  assert.equal(await page.locator("#theme").isVisible(), false);
  await page.locator("main").getByRole("link", { name: "Message", exact: true }).first().click();
  await page.locator("main a.k", { hasText: "content" }).first().click();
  assert.match(page.url(), /types\/Message\.html#Message\.content$/);
  await close();
});

for (const javaScriptEnabled of [true, false]) {
  test(`objects of params open by a link ${javaScriptEnabled ? "with" : "without"} JavaScript`, async () => {
    const { page, close } = await opened({ javaScriptEnabled }, url("builtin", "events/server.message.updated.html"));
    const table = page.locator('[id="event:server.message.updated:params:messages.content"]');
    assert.equal(await table.isVisible(), false);
    assert.equal(await page.locator("details[open]").count(), 0);
    await page.locator("main").getByRole("link", { name: "31 keys" }).first().click();
    await page.getByRole("link", { name: "27 keys" }).click();
    assert.ok(await table.isVisible());
    assert.match(await table.innerText(), /messages\[\]\.content\.text/);
    const top = await table.evaluate((element) => element.getBoundingClientRect().top);
    assert.ok(top > 52 && top < 200, `the bar hides the table, or it is not in view: ${top}`);
    await close();
  });
}

test("the search is used by the keyboard", async () => {
  const { page, close } = await opened({}, url("builtin", "events/server.message.updated.html"));
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  await page.keyboard.type("message");
  const options = page.getByRole("option");
  await options.first().waitFor();
  // The exact name is first, then those that begin with it.
  assert.match(await options.first().innerText(), /Message/);
  assert.match(await page.locator("#hits-count").innerText(), /^\d+ results$/);
  assert.equal(await options.first().getAttribute("aria-selected"), "true");
  await page.keyboard.press("ArrowDown");
  assert.equal(await options.nth(1).getAttribute("aria-selected"), "true");
  assert.equal(await page.locator("#q").getAttribute("aria-activedescendant"), "hit-1");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#hits").isVisible(), false);
  await page.keyboard.type("field:message.content");
  await options.first().waitFor();
  assert.equal(await options.first().locator("code").innerText(), "Message.content");
  await page.keyboard.press("Enter");
  await page.waitForURL(/types\/Message\.html#Message\.content$/);
  // Descriptions are found, too.
  await page.keyboard.press("/");
  await page.keyboard.type("event:typing or recording");
  await options.first().waitFor();
  assert.equal(await options.first().locator("code").innerText(), "client.chat.composing");
  await close();
});

test("the theme and the language are remembered", async () => {
  const { page, close } = await opened({}, url("builtin", "events/server.message.updated.html"));
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  await page.getByRole("button", { name: /^Dark/ }).click();
  assert.equal(await theme(), "dark");
  assert.equal(await page.getByRole("tab", { selected: true }).innerText(), "TypeScript");
  await page.getByRole("tab", { name: "Rust" }).click();
  await page.goto(url("builtin", "events/client.message.updated.html"));
  assert.equal(await theme(), "dark");
  assert.equal(await page.getByRole("tab", { selected: true }).innerText(), "Rust");
  assert.ok(await page.getByRole("tabpanel").isVisible());
  await page.getByRole("tab", { name: "Rust" }).press("ArrowRight");
  assert.equal(await page.getByRole("tab", { selected: true }).innerText(), "TypeScript");
  await close();
});

test("a part can be copied as an address and as Markdown", async () => {
  const { page, close } = await opened({}, url("builtin", "types/Message.html"));
  await page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { self.copied = text; } } });
  });
  await page.locator("main a.k").first().click();
  await page.getByRole("button", { name: "Copy Markdown" }).click();
  assert.match(await page.evaluate(() => self.copied), /^\[`Message\.content`\]\(file:.*#Message\.content\)$/);
  await page.getByRole("button", { name: "Copy URL" }).click();
  assert.match(await page.evaluate(() => self.copied), /Message\.html#Message\.content$/);
  await close();
});

test("a frame is checked in the page, with links to the fields", async () => {
  const { page, close } = await opened({}, url("builtin", "check.html"));
  const frames = [
    { event: "client.chat.composing", params: { jid: 5, unknown: true } },
    { event: "server.chat.lastread", params: { jid: "d-1" } },
  ];
  await page.locator("#frame").fill(frames.map((frame) => JSON.stringify(frame)).join("\n"));
  await page.getByRole("button", { name: "Check" }).click();
  await page.locator(".sum").waitFor();
  const text = await page.locator(".found").innerText();
  assert.match(text, /^2 frames, \d+ deviations/);
  assert.match(text, /Line 1: client\.chat\.composing from a client/);
  assert.match(text, /wrong-type/);
  assert.match(text, /unknown-key/);
  await page.locator(".found").getByRole("link", { name: "ClientChatComposingParams.jid" }).first().click();
  assert.match(page.url(), /types\/ClientChatComposingParams\.html#ClientChatComposingParams\.jid$/);
  await page.goBack();
  await page.locator("#frame").fill("{ no frame");
  await page.getByRole("button", { name: "Check" }).click();
  await page.locator(".found", { hasText: "not-json" }).waitFor();
  await close();
});

test("one page has everything", async () => {
  const { page, close } = await opened({}, pathToFileURL(SINGLE).href);
  await page.keyboard.press("/");
  await page.keyboard.type("Message.content");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/#Message\.content$/);
  assert.ok(await page.locator('[id="Message.content"]').isVisible());
  const background = await page.evaluate(() => getComputedStyle(document.querySelector("pre")).borderRadius);
  assert.equal(background, "8px", "the style holds under the policy");
  await page.locator("#frame").fill('{"event":"server.chat.deleted"}');
  await page.getByRole("button", { name: "Check" }).click();
  await page.locator(".sum", { hasText: "1 frame" }).waitFor();
  await close();
});

test("pages are printed without what only a screen needs", async () => {
  const { page, close } = await opened({}, url("builtin", "types/Message.html"));
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#contents").isVisible(), false);
  assert.equal(await page.locator(".bar").isVisible(), false);
  assert.ok(await page.locator("h1").isVisible());
  await page.goto(url("builtin", "events/server.message.updated.html"));
  const cell = page.getByText("Fragment of the message text to replace by the link.");
  assert.ok((await cell.boundingBox()).height > 0, "closed containers are printed");
  await close();
});

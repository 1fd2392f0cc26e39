"use strict";
(() => {
const root = document.documentElement;
// Browsers may refuse storage.
const store = {
  get(key) {
    try { return localStorage.getItem("tdproto-" + key); } catch { return null; }
  },
  set(key, value) {
    try { localStorage.setItem("tdproto-" + key, value); } catch {}
  },
};
const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

const plural = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

// The theme: the chosen one, or else that of the system.
const chosen = store.get("theme");
if (chosen) root.dataset.theme = chosen;
const isDark = () =>
  (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

function themes() {
  const button = document.getElementById("theme");
  const label = () => {
    const other = isDark() ? "light" : "dark";
    button.textContent = other === "dark" ? "Dark" : "Light";
    button.setAttribute("aria-label", `${button.textContent}: switch to the ${other} theme`);
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    store.set("theme", root.dataset.theme);
    label();
  });
  label();
}

// Anchors: the same function as in the generator.
const escaped = (name) => {
  let out = "";
  for (const byte of new TextEncoder().encode(name)) {
    const c = String.fromCharCode(byte);
    out += /[\w.-]/.test(c) ? c : "~" + byte.toString(16).padStart(2, "0");
  }
  return out;
};

// A link opens the container of its target. What the script hides moves the target.
function reveal() {
  const target = document.getElementById(location.hash.slice(1));
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  target?.scrollIntoView();
}

// A link to a part, as an address or as Markdown.
function copying() {
  let shown;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.self, tr[id] a.k");
    if (!link) return;
    shown?.remove();
    const url = link.href;
    const name = link.closest("tr")?.id ?? link.textContent;
    const button = (label, text) => {
      const made = make("button", { type: "button", textContent: label });
      made.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(text);
          made.textContent = "Copied";
        } catch {
          made.textContent = "Not allowed";
        }
      });
      return made;
    };
    shown = make("span", { className: "copy" },
      button("Copy URL", url), button("Copy Markdown", `[\`${name}\`](${url})`));
    link.after(shown);
  });
}

// Code in one language, for all pages.
function languages() {
  const groups = [...document.querySelectorAll(".codes")].map((group, at) => {
    const sections = [...group.querySelectorAll(":scope > section")];
    const tabs = sections.map((section, index) => {
      section.id ||= `code-${at}-${index}`;
      section.setAttribute("role", "tabpanel");
      const tab = make("button", { type: "button", textContent: section.querySelector(".lang").textContent });
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", section.id);
      section.setAttribute("aria-label", tab.textContent);
      tab.addEventListener("click", () => {
        store.set("language", section.dataset.lang);
        select(section.dataset.lang);
      });
      return tab;
    });
    const list = make("div", { className: "tabs" }, ...tabs);
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", "Language");
    list.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
      next.focus();
      next.click();
    });
    group.prepend(list);
    return { sections, tabs };
  });
  const select = (language) => {
    for (const { sections, tabs } of groups) {
      const found = sections.findIndex((section) => section.dataset.lang === language);
      const open = Math.max(found, 0);
      sections.forEach((section, at) => { section.hidden = at !== open; });
      tabs.forEach((tab, at) => {
        tab.setAttribute("aria-selected", String(at === open));
        tab.tabIndex = at === open ? 0 : -1;
      });
    }
  };
  select(store.get("language") ?? "typescript");
}

// The search: exact names first, then those that begin with the words, the others, descriptions.
const TYPES = ["entity", "enum", "union", "scalar", "alias"];
const MEMBERS = { entity: "field", enum: "value", union: "variant" };
let entries;

function load(then) {
  const inline = document.getElementById("index");
  const ready = (index) => {
    entries = [];
    for (const [kind, name, href, doc, members] of index) {
      entries.push({ kind, name, href, doc });
      for (const [member, about] of members ?? []) {
        const page = href.startsWith("#") ? "" : href;
        entries.push({
          kind: MEMBERS[kind], name: member, owner: name, doc: about,
          href: `${page}#${escaped(name)}.${escaped(member)}`,
        });
      }
    }
    for (const entry of entries) {
      entry.key = entry.name.toLowerCase();
      entry.whole = entry.owner ? `${entry.owner}.${entry.name}`.toLowerCase() : entry.key;
      entry.text = entry.doc.toLowerCase();
    }
    then();
  };
  if (inline) return ready(JSON.parse(inline.textContent));
  const script = make("script", { src: root.dataset.root + "search.js" });
  script.addEventListener("load", () => ready(self.tdprotoIndex));
  document.head.append(script);
}

const address = ({ href }) => (href.startsWith("#") ? href : root.dataset.root + href);

function matches(query) {
  let words = query.trim().toLowerCase();
  let wanted;
  const prefix = /^([a-z]+):\s*/.exec(words);
  if (prefix) {
    words = words.slice(prefix[0].length);
    wanted = prefix[1] === "type" ? TYPES : [prefix[1]];
  }
  if (!words && !wanted) return [];
  const rank = ({ key, whole, text }) => {
    if (key === words || whole === words) return 0;
    if (key.startsWith(words)) return 1;
    if (whole.startsWith(words)) return 2;
    if (whole.includes(words)) return 3;
    return text.includes(words) ? 4 : -1;
  };
  return entries
    .filter((entry) => !wanted || wanted.includes(entry.kind))
    .map((entry) => [rank(entry) * 2 + (entry.owner ? 1 : 0), entry])
    .filter(([at]) => at >= 0)
    .sort(([a, one], [b, other]) => a - b || one.whole.length - other.whole.length || (one.whole < other.whole ? -1 : 1))
    .map(([, entry]) => entry);
}

function searching() {
  const input = document.getElementById("q");
  const list = document.getElementById("hits");
  const count = document.getElementById("hits-count");
  let at = -1;
  input.closest(".find").hidden = false;

  const select = (next) => {
    const items = [...list.children];
    at = items.length ? (next + items.length) % items.length : -1;
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", items[at].id);
      items[at].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    select(-1);
  };
  const go = (entry) => {
    close();
    input.blur();
    location.href = address(entry);
  };
  let found = [];
  const show = () => {
    if (!entries) return;
    const all = matches(input.value);
    found = all.slice(0, 30);
    const items = found.map((entry, index) => {
      const name = make("code", { textContent: entry.owner ? `${entry.owner}.${entry.name}` : entry.name });
      const item = make("li", { id: `hit-${index}` },
        make("span", { className: "m", textContent: entry.kind }), name);
      if (entry.doc) item.append(make("small", { textContent: entry.doc }));
      item.setAttribute("role", "option");
      item.addEventListener("mousedown", (event) => { event.preventDefault(); go(entry); });
      return item;
    });
    list.replaceChildren(...items);
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    count.textContent = !input.value.trim() ? "" : plural(all.length, "result");
    select(found.length ? 0 : -1);
  };

  input.addEventListener("focus", () => { if (!entries) load(show); else show(); });
  input.addEventListener("input", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") select(at + 1);
    else if (event.key === "ArrowUp") select(at - 1);
    else if (event.key === "Enter" && found[at]) go(found[at]);
    else if (event.key === "Escape") {
      if (list.hidden) input.blur();
      input.value = "";
      close();
    } else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.activeElement?.matches("input, textarea, select")) return;
    event.preventDefault();
    input.focus();
  });
}

// The check of frames.
function checking() {
  const form = document.querySelector(".check");
  if (!form) return;
  form.hidden = false;
  const [area, side, out] = ["#frame", "#side", ".found"].map((selector) => form.querySelector(selector));
  const link = (path, isWanted) => {
    const entry = entries.find((entry) => entry.whole === path.toLowerCase() && isWanted(entry));
    const code = make("code", { textContent: path });
    return entry ? make("a", { href: address(entry) }, code) : code;
  };
  const place = ({ path, owner }) => link(path, ({ kind }) => (owner === "type") !== (kind === "event" || kind === "frame"));
  const said = (text) => text.split("`").map((part, at) => (at % 2 ? make("code", { textContent: part }) : part));
  const shown = (frame) => {
    const title = make("p", {}, `Line ${frame.line}: `);
    if (frame.event) title.append(link(frame.event, ({ kind }) => kind === "event"));
    else title.append(frame.kind ?? (frame.request ? `reply to ${frame.request}` : "no known event"));
    if (frame.direction) title.append(` from ${frame.direction === "client" ? "a client" : "the server"}`);
    const findings = frame.findings.map((finding) => {
      const item = make("li", {}, make("span", { className: "b de", textContent: finding.code }), " ", ...said(finding.message));
      if (finding.path) item.append(" (", place(finding), ")");
      return item;
    });
    const rounded = frame.rounded.map(({ pointer, text, double }) =>
      make("li", {}, make("span", { className: "b ex", textContent: "rounded" }),
        ` ${pointer}: a double holds ${double} in place of ${text}`));
    const all = [...findings, ...rounded];
    return make("section", {}, title, all.length ? make("ul", {}, ...all) : make("p", { className: "m", textContent: "It conforms to the schema." }));
  };
  const run = () => {
    const inline = document.getElementById("tables");
    const tables = self.tdprotoTables ?? JSON.parse(inline.textContent);
    const { frames, total } = tdprotoCheck(tables, area.value, { side: side.value });
    const summary = `${plural(frames.length, "frame")}, ${plural(total, "deviation")}`;
    // Frames with findings first: a capture may be long.
    const order = [...frames].sort((a, b) => (b.findings.length > 0) - (a.findings.length > 0));
    out.replaceChildren(make("p", { className: "sum", textContent: summary }), ...order.slice(0, 100).map(shown));
  };
  form.querySelector("#run").addEventListener("click", () => { if (entries) run(); else load(run); });
}

document.addEventListener("DOMContentLoaded", () => {
  themes();
  copying();
  languages();
  searching();
  checking();
  reveal();
  addEventListener("hashchange", reveal);
});
})();

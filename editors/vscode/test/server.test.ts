import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { TextDocument } from "vscode-languageserver-textdocument";
import { cleaned, linesGone } from "../src/clean";
import { DEFAULTS, isOffered } from "../src/settings";
import { Server } from "./server";

// An article with emoji and CRLF, and what safe fixes leave of it.
const articles = "../../tests/editors/articles";
const AS_SCRAPED = readFileSync(join(articles, "as-scraped.md"), "utf8");
const FIX_ALL = readFileSync(join(articles, "fix-all.md"), "utf8");

let folder: string;
let server: Server;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "scrublint-"));
  server = await Server.start(folder);
});

after(async () => {
  assert.equal(await server.stop(), 0);
  rmSync(folder, { recursive: true });
});

test("the article is what the preview has to show: emoji and CRLF", () => {
  assert.match(AS_SCRAPED, /\r\n/);
  assert.match(AS_SCRAPED, /\p{Extended_Pictographic}/u);
});

test("leftovers are greyed out, link to their page, and lie where VS Code counts them", async () => {
  assert.equal(server.answer.capabilities.positionEncoding, "utf-16");
  const article = await server.open("marked.md", AS_SCRAPED);
  const diagnostics = await server.diagnostics(article);
  assert.ok(diagnostics.length > 0);
  const document = TextDocument.create(article.uri, "markdown", 0, AS_SCRAPED);
  const covered = diagnostics.map((diagnostic) => document.getText(diagnostic.range));
  assert.ok(covered.includes("🚢 Skip to content"), covered.join("|"));
  for (const diagnostic of diagnostics) {
    assert.equal(diagnostic.source, "scrublint", "the status item counts by the source");
    assert.equal(diagnostic.codeDescription?.href, `https://scrublint.github.io/scrublint/lints/${diagnostic.code}.html`);
  }
  assert.ok(diagnostics.some((diagnostic) => diagnostic.tags?.includes(1)), "something is unnecessary");
});

test("the preview has exactly the text that fix-all leaves, and asking for it changes nothing", async () => {
  const article = await server.open("preview.md", AS_SCRAPED);
  assert.equal(await cleaned(server.request, article), FIX_ALL);
  assert.equal(await cleaned(server.request, article), FIX_ALL);
  assert.ok(linesGone(AS_SCRAPED, FIX_ALL) > 0);
});

test("of a clean article there is nothing to preview", async () => {
  const text = "The ferry is back\n\nThe small ferry between the two harbours runs again since Monday, after nine weeks in the yard.\n";
  const article = await server.open("clean.md", text);
  assert.equal(await cleaned(server.request, article), undefined);
  assert.deepEqual(await server.diagnostics(article), []);
});

test("a fix that is not certain says so in its title, which is what the setting hides", async () => {
  const text =
    "The ferry is back\n\nBy Ines Marlow\n\nThe small ferry between the two harbours runs again since Monday, after nine weeks in the yard at Tamsel.\n";
  const article = await server.open("byline.md", text);
  const [byline] = await server.diagnostics(article);
  assert.equal(byline?.code, "byline");
  const titles = (await server.quickFixes(article, byline!)).map((action) => action.title);
  const hidden = titles.filter((title) => !isOffered({ ...DEFAULTS, unsafeFixes: "hide" }, title));
  assert.equal(hidden.length, 1, titles.join("|"));
  assert.match(hidden[0]!, /byline/);
  assert.equal(await cleaned(server.request, article), undefined, "the preview has safe fixes only");
});

test("the setting for a configuration file reaches the server", async () => {
  const config = join(folder, "other.toml");
  writeFileSync(config, 'ignore = ["navigation"]\n');
  const other = await Server.start(folder, { config });
  const article = await other.open("configured.md", AS_SCRAPED);
  const codes = (await other.diagnostics(article)).map((diagnostic) => diagnostic.code);
  assert.ok(codes.length > 0 && !codes.includes("skip-link"), codes.join("|"));
  assert.equal(await other.stop(), 0);
});

test("lines that go are counted whatever ends them", () => {
  assert.equal(linesGone("a\r\n\r\nb\r\nc\r\n", "a\r\n"), 2);
  assert.equal(linesGone("a &amp; b\n", "a & b\n"), 0);
});

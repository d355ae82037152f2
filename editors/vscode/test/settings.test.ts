import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { DEFAULTS, command, isOffered, pulls, status } from "../src/settings";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));

test("the manifest has a setting for each that the code knows, with the same default", () => {
  const properties = manifest.contributes.configuration.properties;
  for (const [key, value] of Object.entries(DEFAULTS)) {
    assert.deepEqual(properties[`scrublint.${key}`]?.default, value, key);
  }
  const known = [...Object.keys(DEFAULTS), "trace.server"].map((key) => `scrublint.${key}`).sort();
  assert.deepEqual(Object.keys(properties).sort(), known);
});

test("what runs a program is asked for in trusted workspaces only", () => {
  assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, ["scrublint.path", "scrublint.config"]);
});

test("settings become the server's command", () => {
  assert.deepEqual(command(DEFAULTS), { command: "scrublint", args: ["server"] });
  assert.deepEqual(command({ ...DEFAULTS, path: " /opt/scrublint ", config: "ci/strict.toml" }), {
    command: "/opt/scrublint",
    args: ["server", "--config", "ci/strict.toml"],
  });
  assert.equal(command({ ...DEFAULTS, path: "" }).command, "scrublint");
});

test("findings are asked for on each change, or on saving", () => {
  assert.deepEqual(pulls(DEFAULTS), { onChange: true, onSave: true });
  assert.deepEqual(pulls({ ...DEFAULTS, run: "onSave" }), { onChange: false, onSave: true });
});

test("unsafe fixes are hidden only if that is wanted, and nothing else is", () => {
  const hide = { ...DEFAULTS, unsafeFixes: "hide" as const };
  assert.equal(isOffered(DEFAULTS, "Remove this line: `byline` (unsafe)"), true);
  assert.equal(isOffered(hide, "Remove this line: `byline` (unsafe)"), false);
  assert.equal(isOffered(hide, "Remove this line: `skip-link`"), true);
  assert.equal(isOffered(hide, "Suppress `byline` here"), true);
});

test("the status item counts", () => {
  assert.equal(status(0).text, "$(check) scrublint");
  assert.equal(status(1).text, "$(trash) 1 leftover");
  assert.equal(status(7).text, "$(trash) 7 leftovers");
});

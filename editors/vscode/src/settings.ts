// What a person has set, and what follows from it for the server. No editor in here: the tests run it as it is.

/** The languages whose documents are articles. */
export const LANGUAGES = ["markdown", "plaintext"];

export interface Settings {
  enable: boolean;
  path: string;
  config: string;
  run: "onType" | "onSave";
  unsafeFixes: "show" | "hide";
}

export const DEFAULTS: Settings = { enable: true, path: "scrublint", config: "", run: "onType", unsafeFixes: "show" };

/** The program and its arguments. */
export function command(settings: Settings): { command: string; args: string[] } {
  const args = ["server"];
  if (settings.config.trim() !== "") {
    args.push("--config", settings.config.trim());
  }
  return { command: settings.path.trim() || DEFAULTS.path, args };
}

/** When the editor asks for findings. A document that is opened is always asked for. */
export function pulls(settings: Settings): { onChange: boolean; onSave: boolean } {
  return { onChange: settings.run === "onType", onSave: true };
}

/** Whether a code action is offered: what is not certain says so in its title. */
export function isOffered(settings: Settings, title: string): boolean {
  return settings.unsafeFixes === "show" || !title.endsWith(" (unsafe)");
}

/** What the status item says of so many findings. */
export function status(findings: number): { text: string; tooltip: string } {
  switch (findings) {
    case 0:
      return { text: "$(check) scrublint", tooltip: "Nothing of the page is left in this article." };
    case 1:
      return { text: "$(trash) 1 leftover", tooltip: "One finding in this article. Click to see it cleaned." };
    default:
      return { text: `$(trash) ${findings} leftovers`, tooltip: `${findings} findings in this article. Click to see it cleaned.` };
  }
}

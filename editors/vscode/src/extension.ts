// The extension: starts `scrublint server`, and adds what the protocol has no word for: a status item and a preview.
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, TransportKind } from "vscode-languageclient/node";
import { Preview } from "./preview";
import { DEFAULTS, LANGUAGES, type Settings, command, isOffered, pulls } from "./settings";
import { Status } from "./status";

const SECTION = "scrublint";
const INSTALL = "https://scrublint.github.io/scrublint/getting-started.html";

let running: LanguageClient | undefined;
/** One start or stop at a time. */
let turn: Promise<void> = Promise.resolve();

function settings(): Settings {
  const written = vscode.workspace.getConfiguration(SECTION);
  const value = <K extends keyof Settings>(key: K): Settings[K] => written.get<Settings[K]>(key) ?? DEFAULTS[key];
  return { enable: value("enable"), path: value("path"), config: value("config"), run: value("run"), unsafeFixes: value("unsafeFixes") };
}

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("scrublint", { log: true });
  const status = new Status();
  const preview = new Preview();
  const renew = () => {
    turn = turn.then(() => restart(log, status));
    return turn;
  };
  context.subscriptions.push(
    log,
    status,
    preview,
    vscode.commands.registerCommand("scrublint.restart", renew),
    vscode.commands.registerCommand("scrublint.showLog", () => log.show()),
    vscode.commands.registerTextEditorCommand("scrublint.clean", (editor) => clean(preview, editor)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      const restarts = ["enable", "path", "config", "run"].some((key) => event.affectsConfiguration(`${SECTION}.${key}`));
      return restarts ? renew() : undefined;
    }),
  );
  void renew();
}

export function deactivate(): Promise<void> {
  turn = turn.then(stop);
  return turn;
}

async function clean(preview: Preview, editor: vscode.TextEditor): Promise<void> {
  if (!running) {
    void vscode.window.showWarningMessage("scrublint: the server is not running.");
    return;
  }
  try {
    await preview.clean(running, editor);
  } catch (error) {
    void vscode.window.showErrorMessage(`scrublint: ${message(error)}`);
  }
}

async function stop(): Promise<void> {
  const client = running;
  running = undefined;
  // A server that is gone already need not be stopped.
  await client?.dispose().catch(() => undefined);
}

async function restart(log: vscode.LogOutputChannel, status: Status): Promise<void> {
  await stop();
  const current = settings();
  if (!current.enable) {
    status.set("Switched off in the settings.");
    return;
  }
  const client = new LanguageClient(SECTION, "scrublint", { ...command(current), transport: TransportKind.stdio }, options(current, log));
  try {
    await client.start();
    running = client;
    status.set(undefined);
  } catch (error) {
    status.set(`The server does not start: ${message(error)}`);
    await client.dispose().catch(() => undefined);
    const answer = await vscode.window.showErrorMessage(
      `scrublint does not start (${message(error)}). Is it installed, and is the setting scrublint.path right?`,
      "How to Install",
      "Show the Log",
    );
    if (answer === "How to Install") {
      await vscode.env.openExternal(vscode.Uri.parse(INSTALL));
    } else if (answer === "Show the Log") {
      log.show();
    }
  }
}

function options(current: Settings, log: vscode.LogOutputChannel): LanguageClientOptions {
  const articles = LANGUAGES.flatMap((language) => ["file", "untitled"].map((scheme) => ({ language, scheme })));
  return {
    // Settings and own lints are documents too: their mistakes are marked, their names completed.
    documentSelector: [...articles, { scheme: "file", pattern: "**/*.toml" }],
    outputChannel: log,
    diagnosticPullOptions: pulls(current),
    middleware: {
      provideCodeActions: async (document, range, context, token, next) => {
        const actions = await next(document, range, context, token);
        const now = settings();
        return actions?.filter((action) => isOffered(now, action.title));
      },
    },
  };
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

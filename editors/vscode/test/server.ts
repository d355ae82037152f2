// The real server over its real pipes, and what VS Code's client says it can do.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type CodeAction,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  createProtocolConnection,
} from "vscode-languageserver-protocol/node";
import type { Article } from "../src/clean";
import { DEFAULTS, type Settings, command } from "../src/settings";

/** The program: SCRUBLINT, else the build of the tests. */
export const PROGRAM = resolve(process.env["SCRUBLINT"] ?? "../../target/debug/scrublint");

const CAPABILITIES = {
  general: { positionEncodings: ["utf-16"] },
  workspace: { workspaceEdit: { documentChanges: true }, diagnostics: { refreshSupport: true } },
  textDocument: {
    diagnostic: { dynamicRegistration: true, relatedDocumentSupport: false, tagSupport: { valueSet: [1, 2] }, codeDescriptionSupport: true },
    codeAction: {
      dynamicRegistration: true,
      isPreferredSupport: true,
      disabledSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ["edit", "command"] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["", "quickfix", "source", "source.fixAll"] } },
    },
  },
};

export class Server {
  private version = 0;

  private constructor(
    private readonly process: ChildProcess,
    readonly connection: ProtocolConnection,
    readonly answer: InitializeResult,
    private readonly folder: string,
  ) {}

  static async start(folder: string, settings: Partial<Settings> = {}): Promise<Server> {
    if (!existsSync(PROGRAM)) {
      throw new Error(`there is no ${PROGRAM}: build it, or name it in SCRUBLINT`);
    }
    const { command: program, args } = command({ ...DEFAULTS, path: PROGRAM, ...settings });
    const child = spawn(program, [...args, "--stdio"], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
    const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    connection.listen();
    const uri = pathToFileURL(folder).href;
    const answer = await connection.sendRequest<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "articles" }],
      capabilities: CAPABILITIES,
    });
    await connection.sendNotification("initialized", {});
    return new Server(child, connection, answer, folder);
  }

  /** Opens an article. */
  async open(name: string, text: string): Promise<Article> {
    const article = { uri: pathToFileURL(`${this.folder}/${name}`).href, languageId: "markdown", version: ++this.version, text };
    await this.connection.sendNotification("textDocument/didOpen", { textDocument: article });
    return article;
  }

  request = <R>(method: string, params: unknown): Promise<R> => this.connection.sendRequest<R>(method, params);

  async diagnostics(article: Article): Promise<Diagnostic[]> {
    const report = await this.request<{ items: Diagnostic[] }>("textDocument/diagnostic", { textDocument: { uri: article.uri } });
    return report.items;
  }

  async quickFixes(article: Article, diagnostic: Diagnostic): Promise<CodeAction[]> {
    return this.request("textDocument/codeAction", {
      textDocument: { uri: article.uri },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic], only: ["quickfix"] },
    });
  }

  /** Ends it as an editor does; its exit code. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((done) => this.process.once("exit", done));
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    const code = await ended;
    this.connection.dispose();
    return code;
  }
}

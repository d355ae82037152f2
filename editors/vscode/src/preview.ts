// "Clean This Article": the article beside what would be left of it, as a diff. Nothing is changed before a person says so.
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { cleaned, linesGone } from "./clean";

const SCHEME = "scrublint-clean";

export class Preview implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration: vscode.Disposable;
  readonly onDidChange = this.changed.event;

  constructor() {
    this.registration = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document.uri.scheme === SCHEME) {
          this.texts.delete(document.uri.toString());
        }
      }),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? "";
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }

  /** Shows the diff and asks; the edit is one step back for Undo. */
  async clean(client: LanguageClient, editor: vscode.TextEditor): Promise<void> {
    const { document } = editor;
    const { version } = document;
    const text = document.getText();
    const uri = client.code2ProtocolConverter.asUri(document.uri);
    const request = <R>(method: string, params: unknown) => client.sendRequest<R>(method, params);
    const after = await cleaned(request, { uri, languageId: document.languageId, version, text });
    if (after === undefined) {
      void vscode.window.showInformationMessage("scrublint: there is nothing that is safe to take out of this article.");
      return;
    }

    const side = document.uri.with({ scheme: SCHEME, query: document.uri.toString() });
    this.texts.set(side.toString(), after);
    this.changed.fire(side);
    const name = vscode.workspace.asRelativePath(document.uri);
    await vscode.commands.executeCommand("vscode.diff", document.uri, side, `${name}: as it is ↔ cleaned`, { preview: true });

    const lines = linesGone(text, after);
    const what = lines === 1 ? "Take out one line?" : lines > 1 ? `Take out ${lines} lines?` : "Make these repairs?";
    const answer = await vscode.window.showInformationMessage(`scrublint: ${what}`, "Apply", "Leave It");
    if (answer !== "Apply") {
      return;
    }
    if (document.version !== version || document.isClosed) {
      void vscode.window.showWarningMessage("scrublint: the article has changed meanwhile, so nothing was taken out. Try again.");
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(document.positionAt(0), document.positionAt(text.length)), after);
    await vscode.workspace.applyEdit(edit);
  }
}

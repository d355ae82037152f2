// The status item: how many leftovers are in the article that is being edited.
import * as vscode from "vscode";
import { LANGUAGES, status } from "./settings";

export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("scrublint", vscode.StatusBarAlignment.Right, 90);
  private readonly subscriptions: vscode.Disposable;
  private trouble: string | undefined;

  constructor() {
    this.item.name = "scrublint";
    this.subscriptions = vscode.Disposable.from(
      this.item,
      vscode.window.onDidChangeActiveTextEditor(() => this.update()),
      vscode.languages.onDidChangeDiagnostics(() => this.update()),
    );
    this.update();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  /** What keeps the server from working; nothing if it works. */
  set(trouble: string | undefined): void {
    this.trouble = trouble;
    this.update();
  }

  private update(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !LANGUAGES.includes(document.languageId)) {
      this.item.hide();
      return;
    }
    if (this.trouble !== undefined) {
      this.item.text = "$(warning) scrublint";
      this.item.tooltip = this.trouble;
      this.item.command = "scrublint.showLog";
    } else {
      const findings = vscode.languages.getDiagnostics(document.uri).filter((diagnostic) => diagnostic.source === "scrublint").length;
      const { text, tooltip } = status(findings);
      this.item.text = text;
      this.item.tooltip = tooltip;
      this.item.command = findings > 0 ? "scrublint.clean" : undefined;
    }
    this.item.show();
  }
}

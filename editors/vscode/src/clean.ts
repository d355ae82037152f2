// The cleaned text of an article, as the server's `source.fixAll.scrublint` makes it: safe fixes, again and again until nothing
// changes. No editor in here: the tests run it against the real server.
import type { CodeAction, TextEdit } from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";

export const FIX_ALL = "source.fixAll.scrublint";

/** Sends a request to the server. */
export type Request = <R>(method: string, params: unknown) => Promise<R>;

export interface Article {
  uri: string;
  languageId: string;
  version: number;
  text: string;
}

/** The article without what is safe to take out; `undefined` if there is nothing of the kind. */
export async function cleaned(request: Request, article: Article): Promise<string | undefined> {
  const document = TextDocument.create(article.uri, article.languageId, article.version, article.text);
  const actions = await request<CodeAction[] | null>("textDocument/codeAction", {
    textDocument: { uri: article.uri },
    range: { start: document.positionAt(0), end: document.positionAt(article.text.length) },
    context: { diagnostics: [], only: [FIX_ALL] },
  });
  const offered = actions?.find((action) => action.kind === FIX_ALL && !action.disabled);
  if (!offered) {
    return undefined;
  }
  const action = offered.edit ? offered : await request<CodeAction>("codeAction/resolve", offered);
  const edits = editsOf(action, article.uri);
  if (edits.length === 0) {
    return undefined;
  }
  return TextDocument.applyEdits(document, edits);
}

/** The edits that an action makes in a document, in whichever of the two forms the server sends them. */
function editsOf(action: CodeAction, uri: string): TextEdit[] {
  const plain = action.edit?.changes?.[uri] ?? [];
  const versioned = (action.edit?.documentChanges ?? []).flatMap((change) =>
    "textDocument" in change && change.textDocument.uri === uri ? (change.edits as TextEdit[]) : [],
  );
  return [...plain, ...versioned];
}

/** How many lines with text the cleaned article has fewer. */
export function linesGone(before: string, after: string): number {
  const count = (text: string) => text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "").length;
  return Math.max(0, count(before) - count(after));
}

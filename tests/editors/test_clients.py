"""The language server over its real pipes, as several editors would speak to it (pytest-lsp's profiles of them).

Run with the server's path in SCRUBLINT; pytest-lsp checks on its way that no answer goes beyond what the editor understands.
"""

import os
import pathlib
import statistics
import time

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

HERE = pathlib.Path(__file__).parent
SERVER = os.environ["SCRUBLINT"]
# What a keystroke may take until its findings are there, in milliseconds. Tests use a build with few optimisations.
LIMIT = float(os.environ.get("SCRUBLINT_KEYSTROKE_LIMIT", "250"))
ARTICLE, QUICK_FIX, FIX_ALL = (
    (HERE / "articles" / name).read_bytes().decode() for name in ("as-scraped.md", "quick-fix.md", "fix-all.md")
)
FOUND = ["🚢 Skip to content", "&amp;eacute;", "Leave a Reply", "Your email address will not be published."]


@pytest_lsp.fixture(
    params=["neovim", "visual_studio_code", "emacs"], config=ClientServerConfig(server_command=[SERVER, "server"])
)
async def client(request, lsp_client: LanguageClient, tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    lsp_client.feature("client/registerCapability")(lambda params: None)
    capabilities = client_capabilities(request.param)
    params = types.InitializeParams(
        capabilities=capabilities, workspace_folders=[types.WorkspaceFolder(uri=folder.as_uri(), name="articles")]
    )
    answer = await lsp_client.initialize_session(params)
    lsp_client.folder = folder
    lsp_client.name = request.param
    lsp_client.unit = str(getattr(answer.capabilities.position_encoding, "value", answer.capabilities.position_encoding))
    lsp_client.pulls = answer.capabilities.diagnostic_provider is not None
    yield
    await lsp_client.shutdown_session()


class Document:
    """An open article."""

    def __init__(self, client: LanguageClient, text: str, name: str = "article.md"):
        self.client, self.text, self.version = client, text, 0
        self.uri = (client.folder / name).as_uri()
        item = types.TextDocumentItem(uri=self.uri, language_id="markdown", version=0, text=text)
        client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))

    def offset(self, position: types.Position) -> int:
        start = sum(len(line) for line in self.text.splitlines(keepends=True)[: position.line])
        units = 0
        for at in range(start, len(self.text) + 1):
            if units == position.character:
                return at
            units += len(self.text[at].encode({"utf-8": "utf-8", "utf-16": "utf-16-le"}[self.client.unit])) // (
                2 if self.client.unit == "utf-16" else 1
            )
        raise AssertionError(f"{position} is within a character")

    def covered(self, range_: types.Range) -> str:
        return self.text[self.offset(range_.start) : self.offset(range_.end)]

    def insert(self, position: types.Position, text: str):
        at = self.offset(position)
        self.text = self.text[:at] + text + self.text[at:]
        self.version += 1
        change = types.TextDocumentContentChangePartial(range=types.Range(position, position), text=text)
        document = types.VersionedTextDocumentIdentifier(uri=self.uri, version=self.version)
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(text_document=document, content_changes=[change])
        )

    def close(self):
        document = types.TextDocumentIdentifier(uri=self.uri)
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(text_document=document))

    async def found(self) -> list[types.Diagnostic]:
        """The findings in the text as it is now, by whatever way this editor gets them."""
        if self.client.pulls:
            document = types.TextDocumentIdentifier(uri=self.uri)
            params = types.DocumentDiagnosticParams(text_document=document)
            return list((await self.client.text_document_diagnostic_async(params)).items)
        while True:
            published = await self.client.wait_for_notification("textDocument/publishDiagnostics")
            if published.uri == self.uri and published.version == self.version:
                return list(published.diagnostics)

    async def actions(self, shown: list[types.Diagnostic], only: str | None = None):
        range_ = shown[0].range
        context = types.CodeActionContext(diagnostics=shown, only=[only] if only else None)
        document = types.TextDocumentIdentifier(uri=self.uri)
        params = types.CodeActionParams(text_document=document, range=range_, context=context)
        return await self.client.text_document_code_action_async(params)

    async def edited(self, action: types.CodeAction) -> str:
        if action.edit is None:
            action = await self.client.code_action_resolve_async(action)
        edit = action.edit
        if edit.document_changes:
            (change,) = edit.document_changes
            assert (change.text_document.uri, change.text_document.version) == (self.uri, self.version)
            edits = change.edits
        else:
            edits = edit.changes[self.uri]
        text = self.text
        for one in sorted(edits, key=lambda one: self.offset(one.range.start), reverse=True):
            text = text[: self.offset(one.range.start)] + one.new_text + text[self.offset(one.range.end) :]
        return text


@pytest.mark.asyncio
async def test_units_and_ways(client: LanguageClient):
    assert (client.unit, client.pulls) == {
        "neovim": ("utf-8", True),
        "visual_studio_code": ("utf-16", False),
        "emacs": ("utf-8", False),
    }[client.name]


@pytest.mark.asyncio
async def test_findings_are_where_they_belong(client: LanguageClient):
    document = Document(client, ARTICLE)
    found = await document.found()
    assert [document.covered(one.range) for one in found] == FOUND
    assert [one.code for one in found] == ["skip-link", "html-entity", "comment-form", "comment-form"]
    document.close()


@pytest.mark.asyncio
async def test_a_quick_fix_and_the_fix_of_all(client: LanguageClient):
    document = Document(client, ARTICLE)
    found = await document.found()
    actions = await document.actions(found[:1])
    quick = next(action for action in actions if action.title.startswith("Remove this line"))
    assert quick.kind == types.CodeActionKind.QuickFix and quick.is_preferred
    assert await document.edited(quick) == QUICK_FIX
    (everything,) = await document.actions(found[:1], only="source.fixAll.scrublint")
    assert await document.edited(everything) == FIX_ALL
    document.close()


@pytest.mark.asyncio
async def test_a_keystroke(client: LanguageClient, capsys):
    """How long findings take after a keystroke: the median and the 95th percentile of 200, on 100 KB."""
    sentence = "The small ferry between the two harbours runs again, says its skipper, and carried guest number {} on day {}."
    text = ARTICLE.replace("Leave a Reply", "")
    count = 0
    while len(text.encode()) < 100_000:
        count += 1
        text += "\r\n" + " ".join(sentence.format(count * 3 + at, count) for at in range(3)) + "\r\n"
    document = Document(client, text, "long.md")
    await document.found()
    times = []
    for at in range(200):
        start = time.perf_counter()
        document.insert(types.Position(line=12 + 2 * (at * 7 % count), character=3), "x")
        await document.found()
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    median, p95 = statistics.median(times), times[int(len(times) * 0.95)]
    with capsys.disabled():
        kind = "asked for" if client.pulls else "pushed"
        print(f"\nkeystroke to findings ({kind}, {client.name}), 100 KB: median {median:.1f} ms, p95 {p95:.1f} ms")
    assert median < LIMIT
    document.close()

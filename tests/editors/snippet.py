"""Prints a snippet of docs/editors.md: what stands there is what is tested."""

import pathlib
import re
import sys

DOCS = pathlib.Path(__file__).parents[2] / "docs/editors.md"


def snippet(name: str) -> str:
    found = re.search(rf"<!-- tested: {re.escape(name)} -->\n```\w+\n(.*?)```\n", DOCS.read_text(encoding="utf-8"), re.S)
    if not found:
        raise SystemExit(f"{DOCS} has no snippet called {name}")
    return found.group(1)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    print(snippet(sys.argv[1]))

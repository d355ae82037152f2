#!/usr/bin/env python3
"""What a change of the lints finds anew, no longer, or otherwise, over a folder of files (standard library only).

    corpus_diff.py write PAGES DIR                       each page of a file of labelled pages as DIR/ID.txt
    corpus_diff.py diff BEFORE AFTER [--pages PAGES]     two reports of `scrublint check --output-format jsonl` over one folder

A finding's parts are compared one by one, and grouped by lint. With labelled pages each says whether it is right; what
precise scrapers left of the set `wcxb` is labelled too coarsely to be called right, and is unsure.
"""
import argparse
import collections
import json
import os
import sys

DUMPS = {"inscriptis", "html-text", "resiliparse_all"}
SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def load(path):
    """The pages of a file, one after the other."""
    with open(path, encoding="utf-8") as file:
        yield from map(json.loads, file)


def write(pages, folder):
    os.makedirs(folder, exist_ok=True)
    for page in load(pages):
        # Lines may end with a carriage return of their own, which stays.
        with open(os.path.join(folder, page["id"] + ".txt"), "w", encoding="utf-8", newline="") as file:
            file.write("".join(line + "\n" for _, line in page["lines"]))


class Report:
    """The parts of a report: (path, start, end, what else tells it apart) -> (lint, applicability)."""

    def __init__(self, path):
        self.parts, self.hashes = {}, {}
        with open(path, encoding="utf-8") as file:
            for entry in map(json.loads, file):
                if entry["type"] == "error":
                    sys.exit(f"{path}: {entry['path']}: {entry['message']}")
                if entry["type"] == "finding":
                    self.add(entry)

    def add(self, finding):
        self.hashes[finding["path"]] = finding["source_hash"]
        fix = finding["fix"]
        # A line has one owner, and repairs of characters besides.
        repair = finding["lint"] if fix and not finding["tags"] else ""
        for part in finding["parts"]:
            byte = part["span"]["byte"]
            key = finding["path"], byte["start"], byte["end"], repair
            self.parts[key] = finding["lint"], fix["applicability"] if fix else "none"


class Labels:
    """For a stretch of a file that `write` has written, whether a finding there is right."""

    def __init__(self, pages):
        self.pages = {page["id"]: page for page in load(pages)} if pages else {}

    def verdict(self, path, start, end):
        page = self.pages.get(os.path.splitext(os.path.basename(path))[0])
        if page is None:
            return ""
        labels, at = set(), 0
        for label, line in page["lines"]:
            after = at + len(line.encode()) + 1
            if label and at < end and after > start:
                labels.add(label)
            at = after
        coarse = page["set"] == "wcxb" and page["scraper"] not in DUMPS
        return "wrong" if "c" in labels else "right" if labels == {"b"} and not coarse else "unsure"


def compare(before, after):
    """The differences by the lint that has the part now, or had it: (kind, key, before, after)."""
    lints = collections.defaultdict(list)
    for key in sorted(before.parts.keys() | after.parts.keys()):
        old, new = before.parts.get(key), after.parts.get(key)
        if old != new:
            kind = "removed" if new is None else "added" if old is None else "changed"
            lints[(new or old)[0]].append((kind, key, old, new))
    return lints


def words(kind, old, new):
    if kind != "changed":
        return (new or old)[1]
    return f"{old[1]} > {new[1]}" if old[0] == new[0] else f"{old[0]} {old[1]} > {new[1]}"


def text(path, start, end, most):
    with open(path, "rb") as file:
        file.seek(start)
        line = " ".join(file.read(end - start).decode("utf-8", "replace").split())
    return line if len(line) <= most else line[:most] + "…"


def tell(counts):
    """Counts such as "+ 12 (9 right, 1 wrong, 2 unsure), - 3"."""
    told = []
    for kind, sign in SIGNS.items():
        verdicts = {verdict: n for (of, verdict), n in sorted(counts.items()) if of == kind}
        if verdicts:
            known = ", ".join(f"{n} {verdict}" for verdict, n in verdicts.items() if verdict)
            told.append(f"{sign} {sum(verdicts.values())}" + (f" ({known})" if known else ""))
    return ", ".join(told) or "no difference"


def diff(args):
    before, after = Report(args.before), Report(args.after)
    for path in before.hashes.keys() & after.hashes.keys():
        if before.hashes[path] != after.hashes[path]:
            sys.exit(f"{path}: the two reports are of different texts")
    labels, total, files = Labels(args.pages), collections.Counter(), set()
    for lint, differences in sorted(compare(before, after).items()):
        rows, counts = [], collections.Counter()
        for kind, (path, start, end, _), old, new in differences:
            verdict = labels.verdict(path, start, end)
            counts[kind, verdict] += 1
            files.add(path)
            rows.append((kind, verdict, words(kind, old, new), path, start, end))
        print(f"{lint}: {tell(counts)}")
        # What is wrong comes first of its kind, so that --most cuts off the rest.
        rows.sort(key=lambda row: (list(SIGNS).index(row[0]), row[1] != "wrong"))
        for kind, verdict, what, path, start, end in rows[: args.most]:
            print(f"  {SIGNS[kind]} {verdict:6} {what:16} {path}  {text(path, start, end, args.width)}")
        if len(rows) > args.most:
            print(f"  … and {len(rows) - args.most} more")
        total += counts
    print(f"all: {tell(total)}, in {len(files)} files")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("write", help="labelled pages into a folder of files")
    command.add_argument("pages")
    command.add_argument("folder")
    command = commands.add_parser("diff", help="what differs between two reports")
    command.add_argument("before")
    command.add_argument("after")
    command.add_argument("--pages", help="the labelled pages that the files were written from")
    command.add_argument("--most", type=int, default=20, help="lines to show for each lint (default 20)")
    command.add_argument("--width", type=int, default=120, help="characters of a line to show (default 120)")
    args = parser.parse_args()
    if args.command == "write":
        write(args.pages, args.folder)
    else:
        diff(args)


if __name__ == "__main__":
    main()

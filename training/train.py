#!/usr/bin/env python3
"""Trains the segmenter's trees from the folder that the example `training` has written: see README.md.

    train.py FOLDER WEIGHTS               all pages, into the file WEIGHTS
    train.py FOLDER --cross-validate DIR  each fold with the trees of the other ones: prints measures, writes DIR/weights-K
"""
import argparse
import json
import math
import os
import tempfile

import catboost
import numpy as np

DEPTH = 6
SEED = 20
DUMPS = {"inscriptis", "html-text", "resiliparse_all"}


def load(folder):
    with open(os.path.join(folder, "blocks.tsv"), encoding="utf-8") as file:
        names = next(file)[1:].split()
        rows = [line.rstrip("\n").split("\t") for line in file]
    x = np.fromfile(os.path.join(folder, "features"), dtype=np.uint8).reshape(len(rows), len(names))
    column = lambda i: np.array([row[i] for row in rows])
    data = {"id": column(0), "page": column(1), "set": column(2), "scraper": column(3), "fold": column(4).astype(int),
            "label": column(5), "chars": column(6).astype(int), "x": x, "names": names}
    data["dump"] = np.isin(data["scraper"], list(DUMPS))
    return data


def weights(data):
    """A block counts by the root of its length, and furniture less where its labels are coarse."""
    weight = np.sqrt(np.minimum(data["chars"], 600) + 8.0)
    coarse = (data["set"] == "wcxb") & ~data["dump"] & (data["label"] == "b")
    # Content of other languages is rare, and losing it is no less bad.
    rare = (data["set"] == "traf") & (data["label"] == "c")
    return weight * np.where(coarse, 0.4, 1.0) * np.where(rare, 2.0, 1.0)


def fit(data, rows, trees):
    rows = rows & (data["label"] != "-")
    model = catboost.CatBoostClassifier(iterations=trees, depth=DEPTH, learning_rate=min(0.5, 24 / trees), l2_leaf_reg=8, border_count=64,
                                        random_seed=SEED, thread_count=2, verbose=0, allow_writing_files=False,
                                        bootstrap_type="Bernoulli", subsample=0.7, rsm=0.5)
    pool = catboost.Pool(data["x"][rows].astype(np.float32), (data["label"][rows] == "b").astype(int), weight=weights(data)[rows])
    model.fit(pool)
    return model


def export(model, words, path):
    """The trees as text: a line `bias`, a line a tree, a line a word."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        model.save_model(file.name, format="json")
        trees = json.load(open(file.name, encoding="utf-8"))
    scale, bias = trees["scale_and_bias"]
    lines = [f"bias {bias[0]:.6f}"]
    for tree in trees["oblivious_trees"]:
        splits = [(split["float_feature_index"], math.floor(split["border"])) for split in tree["splits"]]
        leaves = [round(value * scale * 1024) for value in tree["leaf_values"]]
        while len(splits) < DEPTH:  # a question that nothing answers with yes
            splits.append((0, 255))
            leaves += [0] * len(leaves)
        assert all(-32768 <= leaf <= 32767 for leaf in leaves)
        lines.append("tree " + " ".join(f"{f}:{b}" for f, b in splits) + " | " + " ".join(map(str, leaves)))
    with open(words, encoding="utf-8") as file:
        lines += ["word " + line.strip() for line in file]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return lines


def report(data, odds):
    """Share of furniture found at a share of content lost, by characters, over all pages."""
    known = data["label"] != "-"
    furniture = data["label"] == "b"
    chars = data["chars"]
    for lost in (0.0005, 0.002, 0.005):
        content = np.flatnonzero(known & ~furniture)
        order = content[np.argsort(-odds[content])]
        bound = odds[order[np.searchsorted(np.cumsum(chars[order]), lost * chars[content].sum())]]
        found = furniture & (odds > bound)
        dump = data["dump"]
        precise = ~dump & (data["set"] == "aeb")
        share = lambda of: f"{100 * chars[found & of].sum() / chars[furniture & of].sum():.1f}"
        print(f"content lost {100 * lost:.2f} %: bound {bound:.2f}; lines {100 * found.sum() / furniture.sum():.1f} %, "
              f"characters of dumps {share(dump)} %, of precise (aeb) {share(precise)} %")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("weights", nargs="?")
    parser.add_argument("--cross-validate", metavar="DIR")
    parser.add_argument("--trees", type=int, default=150)
    args = parser.parse_args()
    data = load(args.folder)
    if args.cross_validate:
        os.makedirs(args.cross_validate, exist_ok=True)
        odds = np.zeros(len(data["label"]))
        for fold in range(data["fold"].max() + 1):
            model = fit(data, data["fold"] != fold, args.trees)
            rows = data["fold"] == fold
            odds[rows] = model.predict(data["x"][rows].astype(np.float32), prediction_type="RawFormulaVal")
            export(model, os.path.join(args.folder, f"words-{fold}"), os.path.join(args.cross_validate, f"weights-{fold}"))
        np.save(os.path.join(args.cross_validate, "odds.npy"), odds)
        report(data, odds)
        importance = sorted(zip(model.get_feature_importance(), data["names"]), reverse=True)
        print("weightiest features:", ", ".join(f"{name} {value:.1f}" for value, name in importance[:60]))
    else:
        model = fit(data, np.ones(len(data["label"]), bool), args.trees)
        lines = export(model, os.path.join(args.folder, "words"), args.weights)
        print(f"{sum(line.startswith('tree') for line in lines)} trees, {sum(line.startswith('word') for line in lines)} words")


if __name__ == "__main__":
    main()

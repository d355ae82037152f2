//! Compiles `lints/` into one table that the binary reads in place, with the library's own code for lint files.

#[allow(dead_code, unused_imports, missing_docs)]
#[path = "src/lint/format/mod.rs"]
mod format;

#[allow(dead_code, missing_docs)]
#[path = "src/document/furniture/words.rs"]
mod words;

use std::fmt::{Debug, Write as _};
use std::path::{Path, PathBuf};
use std::{env, fs};

use format::{Phrases, Source, Table, compile};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/lint/format");
    println!("cargo::rerun-if-changed=lints");
    println!("cargo::rerun-if-changed=src/document/furniture/weights.txt");
    let sources = read(Path::new("lints"));
    let table = match compile(&sources, &[]) {
        Ok(table) => table,
        Err(errors) => {
            for error in &errors {
                let line = error.span.as_ref().and_then(|span| line_of(&sources, &error.path, span.start));
                println!("cargo::error={}:{}: {}", error.path, line.unwrap_or(1), error.message.replace('\n', " "));
            }
            return;
        }
    };
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("lints.rs"), render(&table, &out)).expect("the table can be written");
    fs::write(out.join("weights.rs"), weights(Path::new("src/document/furniture/weights.txt"))).expect("the weights can be written");
}

/// The segmenter's trees and words as Rust source: a line `bias B`, lines `tree FEATURE:BOUND … | LEAF …` and lines
/// `word HASH ODDS`, as `training/train.py` writes them.
fn weights(path: &Path) -> String {
    let source = fs::read_to_string(path).expect("the weights are readable");
    let (mut bias, mut trees, mut known) = ("0.0", Vec::new(), Vec::new());
    for line in source.lines() {
        let (kind, rest) = line.split_once(' ').expect("a line of weights has a kind");
        match kind {
            "bias" => bias = rest,
            "tree" => {
                let (questions, leaves) = rest.split_once(" | ").expect("a tree has questions and leaves");
                let (features, bounds): (Vec<&str>, Vec<&str>) =
                    questions.split(' ').map(|question| question.split_once(':').expect("a feature and a bound")).unzip();
                trees.push(format!("Tree::new([{}], [{}], [{}])", features.join(", "), bounds.join(", "), leaves.replace(' ', ", ")));
            }
            "word" => {
                let (hash, odds) = rest.split_once(' ').expect("a word has a hash and odds");
                known.push((u32::from_str_radix(hash, 16).expect("a hash"), odds.parse().expect("odds")));
            }
            _ => panic!("no kind of weights: {kind}"),
        }
    }
    let mut out = format!("pub(super) const BIAS: f32 = {bias};\n");
    list(&mut out, "TREES", "Tree", &trees, Clone::clone);
    list(&mut out, "BUCKETS", "super::words::Bucket", words::Words::new(&known).buckets(), |bucket| format!("{bucket:?}"));
    out.push_str("pub(super) static WORDS: Words = Words::of_buckets(&BUCKETS);\n");
    out.replace("static TREES", "pub(super) static TREES")
}

fn line_of(sources: &[Source], path: &str, offset: usize) -> Option<usize> {
    let source = sources.iter().find(|source| source.path == path)?;
    Some(source.text[..offset.min(source.text.len())].matches('\n').count() + 1)
}

fn read(folder: &Path) -> Vec<Source> {
    let mut sources = Vec::new();
    for category in sorted(folder).into_iter().filter(|path| path.is_dir()) {
        for path in sorted(&category).into_iter().filter(|path| path.extension().is_some_and(|e| e == "toml")) {
            sources.push(Source {
                path: path.display().to_string(),
                category: stem(&category),
                id: stem(&path),
                text: fs::read_to_string(&path).expect("a lint file is readable UTF-8"),
            });
        }
    }
    sources
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("lints/ is readable");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("lints/ is readable").path()).collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The table as Rust source: one static per list, so that every list is borrowed from the binary.
fn render(table: &Table, folder: &Path) -> String {
    let mut out = String::new();
    list(&mut out, "LINTS", "Lint", &table.lints, |lint| {
        format!(
            "Lint {{ id: {}, category: {}, summary: {}, why: {}, level: Level::{:?}, fix: Applicability::{:?}, since: {}, detector: {}, clauses: {:?}, options: {:?}, examples: {:?} }}",
            text(&lint.id),
            text(&lint.category),
            text(&lint.summary),
            text(&lint.why),
            lint.level,
            lint.fix,
            optional_text(lint.since.as_ref()),
            optional_text(lint.detector.as_ref()),
            lint.clauses,
            lint.options,
            lint.examples
        )
    });
    list(&mut out, "CLAUSES", "Clause", &table.clauses, |c| {
        format!(
            "Clause {{ lint: {}, fix: Applicability::{:?}, anchor: {}, has_phrases: {}, zones: {:?}, extent: Extent::{:?}, shape: {}, min_words: {}, max_words: {}, \
             digits: {:?}, sentence: {:?}, marked: {}, beside: {:?}, above: {:?}, below: {:?}, run: {}, anchors: {}, furniture: {:?}, title_lacks: {:?}, first: {}, last: {}, replace: {} }}",
            c.lint,
            c.fix,
            c.anchor,
            c.has_phrases,
            c.zones,
            c.extent,
            optional("Shape", c.shape),
            c.min_words,
            c.max_words,
            c.digits,
            c.sentence,
            optional("Mark", c.marked),
            c.beside,
            c.above,
            c.below,
            c.run,
            c.anchors,
            c.furniture,
            c.title_lacks,
            c.first,
            c.last,
            optional_text(c.replace.as_ref())
        )
    });
    list(&mut out, "NAMES", "Str", &table.names, |name| text(name));
    list(&mut out, "OPTIONS", "(Str, OptionValue)", &table.options, |(key, value)| {
        let value = match value {
            format::OptionValue::Text(value) => format!("OptionValue::Text({})", text(value)),
            other => format!("OptionValue::{other:?}"),
        };
        format!("({}, {value})", text(key))
    });
    list(&mut out, "EXAMPLES", "Example", &table.examples, |e| {
        format!(
            "Example {{ name: {}, place: {}, title: {}, text: {}, hits: {:?}, fix: {}, fixed: {} }}",
            text(&e.name),
            optional("Zone", e.place),
            optional_text(e.title.as_ref()),
            text(&e.text),
            e.hits,
            optional("Applicability", e.fix),
            optional_text(e.fixed.as_ref())
        )
    });
    list(&mut out, "PATTERNS", "Pattern", &table.patterns, |p| {
        format!(
            "Pattern {{ source: {}, starts: {}, ends: {}, digits: {}, first: ByteSet({:?}), last: ByteSet({:?}), needs: Cow::Borrowed(&[{}]) }}",
            text(&p.source),
            p.starts,
            p.ends,
            p.digits,
            p.first.0,
            p.last.0,
            p.needs.iter().map(|need| text(need)).collect::<Vec<_>>().join(", ")
        )
    });
    for (name, phrases) in [("LINES", &table.lines), ("PREFIXES", &table.prefixes), ("PARTS", &table.parts)] {
        list(&mut out, &format!("{name}_LANGS"), "Str", &phrases.langs, |lang| text(lang));
        let _ = write!(out, "const {name}: Phrases = Phrases {{ langs: Cow::Borrowed(&{name}_LANGS), ");
        for (field, bytes) in packed(phrases) {
            let include = if field == "texts" { "include_str" } else { "include_bytes" };
            let file = format!("{name}-{field}");
            fs::write(folder.join(&file), bytes).expect("the table can be written");
            let _ = write!(out, "{field}: Cow::Borrowed({include}!(concat!(env!(\"OUT_DIR\"), \"/{file}\"))), ");
        }
        out.push_str("};\n");
    }
    let _ = writeln!(out, "const LONGEST_LINE: u32 = {};", table.longest_line);
    out.push_str(
        "pub(super) static BUNDLED: Table = Table { lints: Str_(&LINTS), clauses: Str_(&CLAUSES), names: Str_(&NAMES), options: Str_(&OPTIONS), examples: Str_(&EXAMPLES), \
         patterns: Str_(&PATTERNS), lines: LINES, longest_line: LONGEST_LINE, prefixes: PREFIXES, parts: PARTS };\n"
            .replace("Str_", "Cow::Borrowed")
            .as_str(),
    );
    out
}

fn list<T>(out: &mut String, name: &str, kind: &str, items: &[T], render: impl Fn(&T) -> String) {
    let _ = writeln!(out, "static {name}: [{kind}; {}] = [", items.len());
    for item in items {
        let _ = writeln!(out, "{},", render(item));
    }
    out.push_str("];\n");
}

/// The parts of packed phrases that lie beside the source, as bytes.
fn packed(phrases: &Phrases) -> [(&'static str, &[u8]); 4] {
    [
        ("records", &*phrases.records),
        ("texts", phrases.texts.as_bytes()),
        ("slots", &*phrases.slots),
        ("filter_words", &*phrases.filter_words),
    ]
}

fn text(text: &str) -> String {
    format!("Cow::Borrowed({text:?})")
}

fn optional_text(value: Option<&format::Str>) -> String {
    value.map_or("None".to_owned(), |value| format!("Some({})", text(value)))
}

fn optional<T: Debug>(kind: &str, value: Option<T>) -> String {
    value.map_or("None".to_owned(), |value| format!("Some({kind}::{value:?})"))
}

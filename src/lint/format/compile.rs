//! Compiles lint files into a [`Table`], or says what is wrong and where.
//!
//! All errors of all files are collected: somebody who writes ten lints wants to see every mistake at once.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;

use super::fold::{fold, key_len, strip_leading_symbols};
use super::pattern::Pattern;
use super::phrases::{self, Phrase, PhraseKind};
use super::schema::{self, Applicability, LintFile, Phrases, Zone, ZoneOrAny, Zones};
use super::table::{Clause, Example, Lint, OptionValue, Str, Table};
use super::token::{TokenHash, most_telling};

/// Phrases are for short blocks: a longer one that holds a phrase is prose about the thing.
const DEFAULT_MAX_WORDS: u16 = 40;
/// No phrase reaches a block of more words than these, whatever a clause says.
pub const MOST_WORDS: u32 = 59;

/// A lint file's text and the names its path gives.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path, for messages.
    pub path: String,
    /// The folder's name.
    pub category: String,
    /// The file's stem.
    pub id: String,
    /// The TOML.
    pub text: String,
}

/// A mistake in a lint file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {message}")]
pub struct Error {
    /// The file.
    pub path: String,
    /// Where in it, in bytes.
    pub span: Option<Range<usize>>,
    /// What is wrong.
    pub message: String,
}

/// Compiles lint files. `known` are ids and categories of other tables that conditions may name.
///
/// # Errors
/// Every mistake found, in the order of the sources.
pub fn compile(sources: &[Source], known: &[&str]) -> Result<Table, Vec<Error>> {
    let mut sources: Vec<&Source> = sources.iter().collect();
    sources.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| a.path.cmp(&b.path)));
    let mut names: BTreeSet<&str> = known.iter().copied().collect();
    for source in &sources {
        names.insert(&source.id);
        names.insert(&source.category);
    }
    let mut compiler = Compiler { known: names, ..Compiler::default() };
    for (index, source) in sources.iter().enumerate() {
        compiler.path.clone_from(&source.path);
        if index > 0 && sources[index - 1].id == source.id {
            compiler.error(None, format!("the lint `{}` is there twice: also in {}", source.id, sources[index - 1].path));
        }
        if sources.iter().any(|other| other.category == source.id) {
            compiler.error(None, format!("`{}` is the name of a category", source.id));
        }
        compiler.file(source);
    }
    compiler.finish()
}

#[derive(Default)]
struct Compiler<'a> {
    known: BTreeSet<&'a str>,
    path: String,
    errors: Vec<Error>,
    lints: Vec<Lint>,
    clauses: Vec<Clause>,
    names: Vec<Str>,
    options: Vec<(Str, OptionValue)>,
    examples: Vec<Example>,
    patterns: Vec<Pattern>,
    lines: Vec<Compiled>,
    prefixes: Vec<Compiled>,
    parts: Vec<Compiled>,
}

impl Compiler<'_> {
    fn error(&mut self, span: Option<Range<usize>>, message: impl Into<String>) {
        self.errors.push(Error { path: self.path.clone(), span, message: message.into() });
    }

    fn file(&mut self, source: &Source) {
        let file: LintFile = match toml::from_str(&source.text) {
            Ok(file) => file,
            Err(error) => return self.error(error.span(), error.message()),
        };
        let lint = self.lints.len() as u32;
        let clauses = self.clauses.len() as u32;
        for clause in &file.clauses {
            self.clause(lint, &file, clause);
        }
        let options = self.options.len() as u32;
        for (key, value) in file.options.as_ref().map(Spanned::get_ref).into_iter().flatten() {
            match option_value(value) {
                Some(value) => self.options.push((key.clone().into(), value)),
                None => {
                    self.error(file.options.as_ref().map(Spanned::span), format!("option `{key}` must be a number, a text, true or false"))
                }
            }
        }
        let examples = self.examples.len() as u32;
        for example in &file.examples {
            self.example(example, examples);
        }
        if file.summary.get_ref().ends_with('.') || file.summary.get_ref().contains('\n') {
            self.error(Some(file.summary.span()), "a summary is one line without a full stop");
        }
        if file.detector.is_none() && file.clauses.is_empty() {
            self.error(None, "a lint needs a `[[match]]` or a `detector`");
        }
        if file.detector.is_none() && file.options.is_some() {
            self.error(file.options.as_ref().map(Spanned::span), "`[options]` are for detectors");
        }
        self.lints.push(Lint {
            id: source.id.clone().into(),
            category: source.category.clone().into(),
            summary: file.summary.into_inner().into(),
            why: file.why.trim().to_owned().into(),
            level: file.level,
            fix: file.fix,
            since: file.since.map(Into::into),
            detector: file.detector.map(|name| name.into_inner().into()),
            clauses: clauses..self.clauses.len() as u32,
            options: options..self.options.len() as u32,
            examples: examples..self.examples.len() as u32,
        });
    }

    fn clause(&mut self, lint: u32, file: &LintFile, spanned: &Spanned<schema::Clause>) {
        let source = spanned.get_ref();
        let index = self.clauses.len() as u32;
        let phrases = self.count();
        let mut seen = BTreeSet::new();
        self.phrases(&source.line, index, PhraseKind::Line, &mut seen);
        self.phrases(&source.prefix, index, PhraseKind::Prefix, &mut seen);
        self.phrases(&source.suffix, index, PhraseKind::Suffix, &mut seen);
        self.phrases(&source.contains, index, PhraseKind::Contains, &mut seen);
        self.regexes(source, index);
        let has_phrases = self.count() > phrases;
        self.phrases(&source.unless, index, PhraseKind::Unless, &mut seen);

        let zones = self.zones(source);
        let context = zones != [true; 3]
            || source.run.is_some()
            || source.furniture.is_some()
            || !(source.beside.is_empty() && source.above.is_empty() && source.below.is_empty());
        if !has_phrases && source.shape.is_none() {
            self.error(Some(spanned.span()), "a `[[match]]` needs phrases, a regex or a shape");
        } else if !has_phrases && !context {
            self.error(Some(spanned.span()), "a shape alone is no evidence: add phrases, a zone, a run or a neighbour");
        }
        if file.detector.is_some() && !source.anchor {
            self.error(Some(spanned.span()), "beside a detector, a `[[match]]` can only be an `anchor`");
        }
        if let Some(fix) = source.fix
            && fix > file.fix
        {
            self.error(Some(spanned.span()), "the clause's fix goes beyond the lint's");
        }
        if let Some(furniture) = &source.furniture
            && !(0.0..=1.0).contains(furniture.get_ref())
        {
            self.error(Some(furniture.span()), "a probability lies between 0 and 1");
        }
        let beside = self.known_names(&source.beside);
        let above = self.known_names(&source.above);
        let below = self.known_names(&source.below);
        let title_lacks = self.texts(source.title_lacks.iter().map(|word| fold(word)));
        self.clauses.push(Clause {
            lint,
            fix: source.fix.unwrap_or(file.fix).min(file.fix),
            anchor: source.anchor,
            has_phrases,
            zones,
            extent: source.extent,
            shape: source.shape,
            min_words: source.min_words.unwrap_or(0),
            max_words: source.max_words.unwrap_or(DEFAULT_MAX_WORDS).min(MOST_WORDS as u16),
            digits: source.digits,
            sentence: source.sentence,
            marked: source.marked,
            beside,
            above,
            below,
            run: source.run.unwrap_or(0),
            anchors: source.anchors.unwrap_or(0),
            furniture: source.furniture.as_ref().map_or(0.0, |value| *value.get_ref()),
            title_lacks,
            first: source.first.unwrap_or(0),
            last: source.last.unwrap_or(0),
            replace: source.replace.clone().map(Into::into),
        });
    }

    fn phrases(&mut self, phrases: &Phrases, clause: u32, kind: PhraseKind, seen: &mut BTreeSet<(PhraseKind, String)>) {
        for (lang, list) in phrases {
            self.language(lang);
            for phrase in list {
                let folded = fold(strip_leading_symbols(phrase.get_ref()));
                let text = if kind == PhraseKind::Line { folded[..key_len(&folded)].to_owned() } else { folded };
                if text.is_empty() {
                    self.error(Some(phrase.span()), "nothing is left of this phrase after folding");
                } else if !seen.insert((kind, format!("{lang} {text}", lang = lang.get_ref()))) {
                    self.error(Some(phrase.span()), format!("`{text}` is there twice"));
                } else {
                    self.phrase(text, lang.get_ref(), clause, kind);
                }
            }
        }
    }

    fn count(&self) -> usize {
        self.lines.len() + self.prefixes.len() + self.parts.len()
    }

    fn phrase(&mut self, text: String, lang: &str, clause: u32, kind: PhraseKind) {
        let (hash, offset) = match kind {
            PhraseKind::Line => (TokenHash::of(&text), 0),
            PhraseKind::Prefix => (TokenHash::of_head(&text), 0),
            _ => {
                let token = most_telling(&text);
                (TokenHash::of(&text[token.clone()]), token.start as u16)
            }
        };
        let phrase = Compiled { text, lang: lang.to_owned(), clause, kind, hash, offset };
        match kind {
            PhraseKind::Line => self.lines.push(phrase),
            PhraseKind::Prefix => self.prefixes.push(phrase),
            _ => self.parts.push(phrase),
        }
    }

    fn regexes(&mut self, source: &schema::Clause, clause: u32) {
        for (lang, list) in &source.regex {
            self.language(lang);
            for regex in list {
                let literal = fold(regex.literal.get_ref());
                if literal.is_empty() {
                    self.error(Some(regex.literal.span()), "a pattern needs a literal that every match contains");
                    continue;
                }
                let pattern = self.patterns.len() as u32;
                self.patterns.push(Pattern::new(regex.pattern.get_ref(), &literal));
                self.phrase(literal, lang.get_ref(), clause, PhraseKind::Literal(pattern));
            }
        }
    }

    fn language(&mut self, lang: &Spanned<String>) {
        let code = lang.get_ref();
        if code != "any" && !(matches!(code.len(), 2 | 3) && code.bytes().all(|b| b.is_ascii_lowercase())) {
            self.error(Some(lang.span()), format!("`{code}` is no language code: two or three small letters, or `any`"));
        }
    }

    fn zones(&self, source: &schema::Clause) -> [bool; 3] {
        match &source.zone {
            Zones::Unset | Zones::One(ZoneOrAny::Any) => [true; 3],
            Zones::One(ZoneOrAny::Head) => [true, false, false],
            Zones::One(ZoneOrAny::Body) => [false, true, false],
            Zones::One(ZoneOrAny::Tail) => [false, false, true],
            Zones::Many(list) => [Zone::Head, Zone::Body, Zone::Tail].map(|zone| list.contains(&zone)),
        }
    }

    fn known_names(&mut self, names: &[Spanned<String>]) -> Range<u32> {
        for name in names {
            if !self.known.contains(name.get_ref().as_str()) {
                self.error(Some(name.span()), format!("there is no lint or category `{}`", name.get_ref()));
            }
        }
        self.texts(names.iter().map(|name| name.get_ref().clone()))
    }

    fn texts(&mut self, texts: impl Iterator<Item = String>) -> Range<u32> {
        let start = self.names.len() as u32;
        self.names.extend(texts.map(Str::from));
        start..self.names.len() as u32
    }

    fn example(&mut self, spanned: &Spanned<schema::Example>, first: u32) {
        let example = spanned.get_ref();
        if self.examples[first as usize..].iter().any(|other| other.name == example.name) {
            self.error(Some(spanned.span()), format!("the example `{}` is there twice", example.name));
        }
        for hit in &example.hits {
            if !example.text.lines().any(|line| line.trim() == hit.trim()) {
                self.error(Some(spanned.span()), format!("the hit `{hit}` is no line of the example's text"));
            }
        }
        let hits = self.texts(example.hits.iter().map(|hit| hit.trim().to_owned()));
        self.examples.push(Example {
            name: example.name.clone().into(),
            place: example.place,
            title: example.title.clone().map(Into::into),
            text: example.text.clone().into(),
            hits,
            fix: example.fix,
            fixed: example.fixed.clone().map(Into::into),
        });
    }

    fn finish(self) -> Result<Table, Vec<Error>> {
        if !self.errors.is_empty() {
            return Err(self.errors);
        }
        Ok(Table {
            lints: self.lints.into(),
            clauses: self.clauses.into(),
            names: self.names.into(),
            options: self.options.into(),
            examples: self.examples.into(),
            patterns: self.patterns.into(),
            longest_line: self.lines.iter().map(|phrase| phrase.text.len()).max().unwrap_or(0) as u32,
            lines: packed(&self.lines),
            prefixes: packed(&self.prefixes),
            parts: packed(&self.parts),
        })
    }
}

/// A phrase on the way into the table.
struct Compiled {
    text: String,
    lang: String,
    clause: u32,
    kind: PhraseKind,
    hash: TokenHash,
    offset: u16,
}

fn packed(phrases: &[Compiled]) -> phrases::Phrases {
    let phrases = phrases.iter().map(|Compiled { text, lang, clause, kind, hash, offset }| Phrase {
        text,
        lang,
        clause: *clause,
        kind: *kind,
        hash: *hash,
        offset: *offset,
    });
    phrases::Phrases::new(phrases.collect())
}

fn option_value(value: &toml::Value) -> Option<OptionValue> {
    Some(match value {
        toml::Value::Integer(value) => OptionValue::Integer(*value),
        toml::Value::Float(value) => OptionValue::Float(*value),
        toml::Value::Boolean(value) => OptionValue::Bool(*value),
        toml::Value::String(value) => OptionValue::Text(value.clone().into()),
        _ => return None,
    })
}

// `Applicability` orders from least to most certain, which `min` and `>` above rely on.
const _: () =
    assert!((Applicability::None as u8) < (Applicability::Unsafe as u8) && (Applicability::Unsafe as u8) < (Applicability::Safe as u8));

//! The registry: all lints there are, bundled and own, under one numbering.
//!
//! Holds always: ids are unique; an own lint of a bundled one's id takes its place; the numbering does not depend on
//! which lints are selected.

use std::collections::{BTreeMap, BTreeSet};

use super::format::{self, Applicability, Level, Lint, OptionValue, Source, Table, compile};

mod bundled {
    //! The table that the build script writes. Not every table names every kind of condition.
    #![allow(unused_imports)]
    use std::borrow::Cow;

    use super::super::format::{
        Applicability, ByteSet, Clause, Example, Extent, Level, Lint, Mark, OptionValue, Pattern, Phrases, Shape, Str, Table, Zone,
    };
    include!(concat!(env!("OUT_DIR"), "/lints.rs"));
}

/// The number of a lint in a [`LintSet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LintIndex(u32);

impl LintIndex {
    /// The first lint's number.
    pub(crate) const FIRST: Self = Self(0);

    /// As an index into lists with one entry a lint.
    #[must_use]
    pub const fn get(self) -> usize {
        self.0 as usize
    }
}

/// A lint with the table it stands in.
#[derive(Debug, Clone, Copy)]
pub struct LintRef<'a> {
    table: &'a Table,
    lint: &'a Lint,
}

impl<'a> LintRef<'a> {
    /// The id.
    #[must_use]
    pub fn id(self) -> &'a str {
        &self.lint.id
    }

    /// The category.
    #[must_use]
    pub fn category(self) -> &'a str {
        &self.lint.category
    }

    /// One line on what it finds.
    #[must_use]
    pub fn summary(self) -> &'a str {
        &self.lint.summary
    }

    /// Its documentation, in Markdown.
    #[must_use]
    pub fn why(self) -> &'a str {
        &self.lint.why
    }

    /// The level it has unless configured otherwise.
    #[must_use]
    pub fn level(self) -> Level {
        self.lint.level
    }

    /// The most that its fixes may do unless configured otherwise.
    #[must_use]
    pub fn fix(self) -> Applicability {
        self.lint.fix
    }

    /// The version of scrublint that had it first.
    #[must_use]
    pub fn since(self) -> Option<&'a str> {
        self.lint.since.as_deref()
    }

    /// The detector behind it.
    #[must_use]
    pub fn detector(self) -> Option<&'a str> {
        self.lint.detector.as_deref()
    }

    /// Whether it speaks of suppressions rather than of the text.
    #[must_use]
    pub fn is_about_suppressions(self) -> bool {
        matches!(self.detector(), Some("invalid-suppression" | "suppression-without-reason" | "unknown-lint" | "unused-suppression"))
    }

    /// Its options and their values as the lint file has them.
    #[must_use]
    pub fn options(self) -> &'a [(format::Str, OptionValue)] {
        self.table.options(self.lint)
    }

    /// Its examples.
    #[must_use]
    pub fn examples(self) -> &'a [format::Example] {
        self.table.examples(self.lint)
    }

    /// The lines that an example's text must have flagged.
    #[must_use]
    pub fn hits(self, example: &format::Example) -> &'a [format::Str] {
        self.table.names(&example.hits)
    }

    /// The language codes that its phrases are written in, sorted, without `any`.
    #[must_use]
    pub fn languages(self) -> Vec<&'a str> {
        let clauses = self.lint.clauses.clone();
        let phrases = self.table.phrases();
        let mut langs: Vec<&str> =
            phrases.filter(|phrase| clauses.contains(&phrase.clause) && phrase.lang != "any").map(|phrase| phrase.lang).collect();
        langs.sort_unstable();
        langs.dedup();
        langs
    }

    /// Its `[[match]]` tables, in the order of its file.
    #[must_use]
    pub fn clauses(self) -> &'a [format::Clause] {
        self.table.clauses(self.lint)
    }

    pub(crate) fn static_id(self) -> format::Str {
        self.lint.id.clone()
    }

    pub(crate) fn static_category(self) -> format::Str {
        self.lint.category.clone()
    }

    pub(crate) fn static_summary(self) -> format::Str {
        self.lint.summary.clone()
    }
}

/// What is wrong with a folder of own lints.
#[derive(Debug, thiserror::Error)]
#[error("{} mistakes in lint files, the first: {}", .0.len(), .0[0])]
pub struct OwnLintError(pub Vec<format::Error>);

/// All lints: the bundled ones, and a user's own in their place or beside them.
#[derive(Debug)]
pub struct LintSet {
    own: Option<Table>,
    /// By lint index: the table (bundled or own) and the place in it.
    order: Vec<(Origin, u32)>,
    by_id: BTreeMap<String, LintIndex>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Bundled = 0,
    Own = 1,
}

impl LintSet {
    /// The bundled lints.
    #[must_use]
    pub fn bundled() -> Self {
        Self::assemble(None)
    }

    /// The bundled lints and a user's own.
    ///
    /// # Errors
    /// Every mistake in the sources: TOML, unknown keys and names, patterns, detectors.
    pub fn with_own(sources: &[Source]) -> Result<Self, OwnLintError> {
        let bundled = &bundled::BUNDLED;
        let known: Vec<&str> = bundled.lints.iter().flat_map(|lint| [&*lint.id, &*lint.category]).collect();
        let table = compile(sources, &known).map_err(OwnLintError)?;
        let mut errors = unusable(&table, sources);
        errors.extend(ambiguous(&table, bundled, sources));
        if !errors.is_empty() {
            return Err(OwnLintError(errors));
        }
        Ok(Self::assemble(Some(table)))
    }

    fn assemble(own: Option<Table>) -> Self {
        let bundled = &bundled::BUNDLED;
        let mut all: BTreeMap<String, (Origin, u32)> = BTreeMap::new();
        for (index, lint) in (0..).zip(bundled.lints.iter()) {
            all.insert(lint.id.to_string(), (Origin::Bundled, index));
        }
        for (index, lint) in (0..).zip(own.iter().flat_map(|table| table.lints.iter())) {
            all.insert(lint.id.to_string(), (Origin::Own, index));
        }
        let order = all.values().copied().collect();
        let by_id = (0..).map(LintIndex).zip(all.into_keys()).map(|(index, id)| (id, index)).collect();
        Self { own, order, by_id }
    }

    /// The number of lints.
    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// All lints, by id.
    pub fn iter(&self) -> impl Iterator<Item = (LintIndex, LintRef<'_>)> {
        (0..self.order.len() as u32).map(|index| (LintIndex(index), self.get(LintIndex(index))))
    }

    /// A lint by its number.
    #[must_use]
    pub fn get(&self, index: LintIndex) -> LintRef<'_> {
        let (origin, place) = self.order[index.get()];
        let table = self.table(origin as usize);
        LintRef { table, lint: &table.lints[place as usize] }
    }

    /// A lint by its id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<LintIndex> {
        self.by_id.get(id).copied()
    }

    /// The lints that an id or a category names; empty if it names none.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<LintIndex> {
        match self.find(name) {
            Some(index) => vec![index],
            None => self.iter().filter(|(_, lint)| lint.category() == name).map(|(index, _)| index).collect(),
        }
    }

    /// All ids and categories, sorted.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.iter().flat_map(|(_, lint)| [lint.id(), lint.category()]).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The language codes that phrases are written in, without `any`.
    #[must_use]
    pub fn languages(&self) -> BTreeSet<&str> {
        let mut languages = BTreeSet::new();
        for (table, _) in self.tables() {
            languages.extend(table.phrases().map(|phrase| phrase.lang).filter(|&lang| lang != "any"));
        }
        languages
    }

    /// The tables, each with the lint indices of its lints; `None` for a bundled lint that an own one replaces.
    pub(crate) fn tables(&self) -> Vec<(&Table, Vec<Option<LintIndex>>)> {
        let numbered = |origin, table: &'_ Table| {
            let mut numbers = vec![None; table.lints.len()];
            for (index, &(from, place)) in (0..).zip(&self.order) {
                if from == origin {
                    numbers[place as usize] = Some(LintIndex(index));
                }
            }
            numbers
        };
        let bundled: &Table = &bundled::BUNDLED;
        let mut tables = vec![(bundled, numbered(Origin::Bundled, bundled))];
        if let Some(own) = &self.own {
            tables.push((own, numbered(Origin::Own, own)));
        }
        tables
    }

    /// A table by its place in [`LintSet::tables`].
    pub(crate) fn table(&self, place: usize) -> &Table {
        match &self.own {
            Some(own) if place == Origin::Own as usize => own,
            _ => &bundled::BUNDLED,
        }
    }
}

/// Own lints named like a bundled category, and own categories named like a bundled lint: ids and categories share one
/// namespace.
fn ambiguous(table: &Table, bundled: &Table, sources: &[Source]) -> Vec<format::Error> {
    let clash = |source: &Source| {
        let id = bundled.lints.iter().any(|lint| lint.category == source.id);
        let category = bundled.lints.iter().any(|lint| lint.id == source.category);
        let (name, what) = if id { (&source.id, "a category") } else { (&source.category, "a lint") };
        let message = format!("`{name}` is the name of {what} already");
        (id || category).then(|| format::Error { path: source.path.clone(), span: None, message })
    };
    let known = |source: &&Source| table.lints.iter().any(|lint| lint.id == source.id);
    sources.iter().filter(known).filter_map(clash).collect()
}

/// Mistakes that the format's own code cannot see: patterns that do not compile, detectors and options that do not exist.
fn unusable(table: &Table, sources: &[Source]) -> Vec<format::Error> {
    let mut errors = Vec::new();
    for lint in table.lints.iter() {
        let path = sources.iter().find(|source| source.id == lint.id).map_or_else(String::new, |source| source.path.clone());
        let mut error = |message: String| errors.push(format::Error { path: path.clone(), span: None, message });
        if let Some(name) = &lint.detector {
            match crate::detect::find(name) {
                Some(detector) => options(detector.options, table.options(lint)).into_iter().for_each(&mut error),
                None => error(format!("there is no detector `{name}`{}", did_you_mean(name, crate::detect::names()))),
            }
        }
        for phrase in table.parts.iter().filter(|phrase| lint.clauses.contains(&phrase.clause)) {
            if let format::PhraseKind::Literal(pattern) = phrase.kind
                && let Err(mistake) = crate::matching::compile_pattern(&table.patterns[pattern as usize])
            {
                error(mistake.to_string());
            }
        }
    }
    errors
}

/// What is wrong with a detector's options: one it needs is not there, or there is one it does not know.
fn options(needed: &[&str], given: &[(format::Str, OptionValue)]) -> Vec<String> {
    let missing = needed.iter().filter(|name| !given.iter().any(|(key, _)| key == **name));
    let unknown = given.iter().filter(|(key, _)| !needed.contains(&&**key));
    let missing = missing.map(|name| format!("the detector needs a value for the option `{name}`"));
    let unknown = unknown.map(|(key, _)| format!("the detector has no option `{key}`{}", did_you_mean(key, needed.iter().copied())));
    missing.chain(unknown).collect()
}

fn did_you_mean<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    suggest(name, candidates).map_or_else(String::new, |near| format!(": did you mean `{near}`?"))
}

/// The candidate most like `name`, if one is like it.
#[must_use]
pub fn suggest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    similar::get_close_matches(name, &candidates, 1, 0.6).first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_lints_are_usable() {
        let errors = unusable(&bundled::BUNDLED, &[]);
        assert!(errors.is_empty(), "{errors:?}");
    }
}

//! Layers, and where a value was written.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;

use super::mistake::Mistake;
use super::written::Written;

/// One place where settings are written.
#[derive(Debug)]
pub struct Layer {
    pub(super) written: Written,
    pub(super) place: Arc<Place>,
}

/// A file, an argument, all flags together or a preset.
#[derive(Debug)]
pub(super) struct Place {
    pub kind: PlaceKind,
    /// The folder that relative paths and globs count from, absolute.
    pub folder: PathBuf,
    /// The text, for code frames; flags have none.
    pub text: Arc<str>,
}

/// What a place is.
#[derive(Debug)]
pub(super) enum PlaceKind {
    /// A configuration file.
    File(PathBuf),
    /// `--config 'key = value'`.
    Inline,
    /// Flags, each named like the key that it sets.
    Flags,
    /// The preset of this name.
    Preset(&'static str),
}

impl Place {
    /// The path of a file, or the name of an argument.
    pub(super) fn name(&self, key: &str) -> PathBuf {
        match &self.kind {
            PlaceKind::File(path) => path.clone(),
            PlaceKind::Inline => PathBuf::from("--config"),
            PlaceKind::Flags => PathBuf::from(format!("--{key}")),
            PlaceKind::Preset(name) => PathBuf::from(format!("preset {name}")),
        }
    }
}

/// Where a value was written.
#[derive(Debug, Clone, Default)]
pub struct Origin(Option<Spot>);

#[derive(Debug, Clone)]
struct Spot {
    place: Arc<Place>,
    key: &'static str,
    span: Range<usize>,
}

impl Origin {
    /// Nowhere: the value is built in.
    pub(super) const DEFAULT: Self = Self(None);

    pub(super) fn new(place: &Arc<Place>, key: &'static str, span: Range<usize>) -> Self {
        Self(Some(Spot { place: Arc::clone(place), key, span }))
    }

    /// Whether the value is built in.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.0.is_none()
    }

    /// The folder that a relative path or glob counts from.
    pub(super) fn folder(&self) -> &Path {
        self.0.as_ref().map_or(Path::new(""), |spot| &spot.place.folder)
    }

    /// A mistake at this place.
    pub(super) fn mistake(&self, message: impl Into<String>) -> Mistake {
        let message = message.into();
        match &self.0 {
            None => Mistake { path: PathBuf::new(), text: "".into(), span: None, message },
            Some(Spot { place, key, span }) => {
                let span = (!matches!(place.kind, PlaceKind::Flags)).then(|| span.clone());
                Mistake { path: place.name(key), text: Arc::clone(&place.text), span, message }
            }
        }
    }
}

/// `scrublint.toml:3`, `--select`, `preset gentle` or `default`.
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(Spot { place, key, span }) = &self.0 else { return f.write_str("default") };
        write!(f, "{}", shown(&place.name(key)).display())?;
        if matches!(place.kind, PlaceKind::File(_)) {
            write!(f, ":{}", line(&place.text, span.start))?;
        }
        Ok(())
    }
}

/// A path as a person in the working directory would write it.
#[must_use]
pub fn shown(path: &Path) -> PathBuf {
    let below = std::env::current_dir().ok().and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    match below {
        Some(here) if here.as_os_str().is_empty() => PathBuf::from("."),
        Some(below) => below,
        None => path.to_owned(),
    }
}

/// The line, from 1, of an offset.
pub(super) fn line(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&byte| byte == b'\n').count() + 1
}

/// A value with its origin.
#[derive(Debug, Clone)]
pub struct Value<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub origin: Origin,
}

impl<T> Value<T> {
    pub(super) const fn default(value: T) -> Self {
        Self { value, origin: Origin::DEFAULT }
    }
}

impl Layer {
    /// A written value with its origin.
    pub(super) fn value<T: Clone>(&self, key: &'static str, spanned: &Spanned<T>) -> Value<T> {
        Value { value: spanned.get_ref().clone(), origin: Origin::new(&self.place, key, spanned.span()) }
    }

    /// The items of a written list, each with its origin.
    pub(super) fn values(&self, key: &'static str, list: &[Spanned<String>]) -> Vec<Value<String>> {
        list.iter().map(|item| self.value(key, item)).collect()
    }

    /// The file, if the layer is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &self.place.kind {
            PlaceKind::File(path) => Some(path),
            _ => None,
        }
    }
}

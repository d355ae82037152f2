//! From files and arguments to layers.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::layer::{Layer, Origin, Place, PlaceKind};
use super::mistake::{ConfigError, toml_mistake};
use super::written::Written;

/// The layers of a configuration file: what it extends first, itself last. `path` is absolute.
pub(super) fn file(path: &Path) -> Result<Vec<Arc<Layer>>, ConfigError> {
    let mut layers: Vec<Arc<Layer>> = Vec::new();
    let mut next = Some((path.to_owned(), Origin::DEFAULT));
    while let Some((path, named_at)) = next {
        if layers.iter().any(|layer| layer.path() == Some(&path)) {
            return Err(named_at.mistake(format!("`{}` extends itself, by way of this line", path.display())).into());
        }
        let text: Arc<str> = match fs::read_to_string(&path) {
            Ok(text) => text.into(),
            Err(error) if named_at.is_default() => return Err(ConfigError::Read { path, error }),
            Err(error) => return Err(named_at.mistake(format!("`{}` cannot be read: {error}", path.display())).into()),
        };
        let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
        let layer = parse(PlaceKind::File(path), folder, text)?;
        next = match &layer.written.extend {
            None => None,
            Some(target) => {
                let origin = layer.value("extend", target).origin;
                let target = layer.place.folder.join(target.get_ref());
                let real = target.canonicalize();
                Some((real.map_err(|error| origin.mistake(missing(&target, &error)))?, origin))
            }
        };
        layers.push(Arc::new(layer));
    }
    layers.reverse();
    Ok(layers)
}

fn missing(path: &Path, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => format!("there is no file `{}`", path.display()),
        _ => format!("`{}` cannot be read: {error}", path.display()),
    }
}

/// The layer of `--config 'key = value'`, whose paths count from the folder `here`.
pub(super) fn inline(text: &str, here: PathBuf) -> Result<Layer, ConfigError> {
    let layer = parse(PlaceKind::Inline, here, text.into())?;
    if let Some(extend) = &layer.written.extend {
        let origin = layer.value("extend", extend).origin;
        return Err(origin.mistake("`extend` belongs into a file: give the file itself with `--config FILE`").into());
    }
    Ok(layer)
}

fn parse(kind: PlaceKind, folder: PathBuf, text: Arc<str>) -> Result<Layer, ConfigError> {
    let written: Result<Written, _> = toml::from_str(&text);
    let place = Place { kind, folder, text };
    match written {
        Ok(written) => Ok(Layer { written, place: Arc::new(place) }),
        Err(error) => Err(toml_mistake(place.name(""), &place.text, &error).into()),
    }
}

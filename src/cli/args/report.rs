//! `--output-format FORMAT[=FILE]`.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{EnumValueParser, PossibleValue, StringValueParser, TypedValueParser, ValueParserFactory};
use clap::error::ErrorKind;
use clap::{Arg, Command, Error};

use crate::report::OutputFormat;

/// A report that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct ReportArg {
    /// Its format.
    pub format: OutputFormat,
    /// The file that was named with it; `-` is standard output.
    pub file: Option<PathBuf>,
}

impl ValueParserFactory for ReportArg {
    type Parser = ReportArgParser;

    fn value_parser() -> ReportArgParser {
        ReportArgParser
    }
}

/// Reads a format, and after `=` a file.
#[derive(Debug, Clone)]
pub(in crate::cli) struct ReportArgParser;

impl TypedValueParser for ReportArgParser {
    type Value = ReportArg;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<ReportArg, Error> {
        let text = StringValueParser::new().parse_ref(command, arg, value)?;
        let (format, file) = text.split_once('=').map_or((&*text, None), |(format, file)| (format, Some(file)));
        if file == Some("") {
            let error = Error::raw(ErrorKind::InvalidValue, format!("there is no file after `--output-format {text}`\n"));
            return Err(error.with_cmd(command));
        }
        let format = EnumValueParser::<OutputFormat>::new().parse_ref(command, arg, OsStr::new(format))?;
        Ok(ReportArg { format, file: file.map(PathBuf::from) })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let formats: Vec<_> = EnumValueParser::<OutputFormat>::new().possible_values().into_iter().flatten().collect();
        Some(Box::new(formats.into_iter()))
    }
}

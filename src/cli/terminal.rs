//! What is known of the terminal: whether to colour and how wide it is. Errors and notes are printed here.

use std::env;
use std::io::{self, IsTerminal, Write as _};

use clap::builder::styling::{AnsiColor, Style};
use codespan_reporting::diagnostic::{Diagnostic, Label};
use codespan_reporting::files::SimpleFile;
use codespan_reporting::term::{self, Styles, StylesWriter, termcolor};

use super::args::ColorWhen;
use crate::config::{ConfigError, Mistake, shown};
use crate::report::terminal::printable;

/// Columns where nothing says how many there are.
const DEFAULT_WIDTH: usize = 100;

/// Where the output goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terminal {
    color: ColorWhen,
}

impl Terminal {
    pub(super) fn new(color: ColorWhen) -> Self {
        Self { color }
    }

    /// Whether to colour what is written to `stream`.
    pub(super) fn colors(self, stream: &impl IsTerminal) -> bool {
        let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
        match self.color {
            ColorWhen::Always => true,
            ColorWhen::Never => false,
            ColorWhen::Auto if set("NO_COLOR") => false,
            ColorWhen::Auto if set("CLICOLOR_FORCE") => true,
            ColorWhen::Auto => stream.is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb"),
        }
    }

    /// Columns to print in.
    pub(super) fn width(self) -> usize {
        let told = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let measured = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        told.or_else(measured).unwrap_or(DEFAULT_WIDTH)
    }

    /// Prints an error and its causes to standard error, mistakes in files with the text around them.
    pub(super) fn print_error(self, error: &anyhow::Error) {
        match error.downcast_ref() {
            Some(ConfigError::Mistakes(mistakes)) => mistakes.iter().for_each(|mistake| self.print_mistake(mistake)),
            _ => self.print("error", AnsiColor::Red.on_default().bold(), &format!("{error:#}")),
        }
    }

    /// Prints a note to standard error.
    pub(super) fn print_note(self, message: &str) {
        self.print("note", AnsiColor::Cyan.on_default().bold(), message);
    }

    fn print(self, label: &str, style: Style, message: &str) {
        let mut stderr = io::stderr().lock();
        let style = if self.colors(&stderr) { style } else { Style::new() };
        // Paths and texts may hold anything, a message may have several lines.
        let message: Vec<_> = message.lines().map(printable).collect();
        // There is nobody left to tell if standard error is gone.
        let _ = writeln!(stderr, "{style}{label}:{style:#} {}", message.join("\n"));
    }

    fn print_mistake(self, mistake: &Mistake) {
        let Some(span) = mistake.span.clone() else {
            return self.print("error", AnsiColor::Red.on_default().bold(), &mistake.to_string());
        };
        let (message, note) =
            mistake.message.split_once('\n').map_or((mistake.message.as_str(), None), |(message, note)| (message, Some(note)));
        let file = SimpleFile::new(shown(&mistake.path).display().to_string(), &*mistake.text);
        let diagnostic = Diagnostic::error()
            .with_message(message)
            .with_labels(vec![Label::primary((), span)])
            .with_notes(note.map(str::to_owned).into_iter().collect());
        let (config, styles) = (term::Config::default(), Styles::default());
        let mut stderr = io::stderr().lock();
        let _ = if self.colors(&stderr) {
            let mut ansi = termcolor::Ansi::new(&mut stderr);
            term::emit_to_write_style(&mut StylesWriter::new(&mut ansi, &styles), &config, &file, &diagnostic)
        } else {
            term::emit_to_io_write(&mut stderr, &config, &file, &diagnostic)
        };
    }
}

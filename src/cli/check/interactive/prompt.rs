//! The questions: a finding, what stands around it, and a key for each answer.

use std::collections::BTreeSet;
use std::io;
use std::ops::ControlFlow;

use console::{Key, Term, style};

use super::Over;
use super::answers::Answer;
use crate::cli::check::options::Output;
use crate::cli::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::fix::Protected;
use crate::input::Input;
use crate::lint::Str;
use crate::report::{self, Message, OutputFormat, Report as _, Style};

const HELP: &str = "\
  y  apply this fix
  n  leave it as it is
  a  apply this fix and all later ones of the same lint
  s  leave it, and write a comment that suppresses the finding
  d  done: write what was chosen so far, leave the rest as it is
  q  quit: write nothing at all
";

/// Asks on the terminal.
pub(super) struct Prompt {
    terminal: Term,
    style: Style,
    /// The lints whose fixes are all applied.
    all_of: BTreeSet<Str>,
}

impl Prompt {
    pub(super) fn new(terminal: Terminal, output: &Output) -> Self {
        let style = Style {
            color: terminal.colors(&io::stdout()),
            width: terminal.width(),
            encoding: output.encoding,
            unsafe_fixes: !output.unsafe_fixes,
        };
        Self { terminal: Term::stdout(), style, all_of: BTreeSet::new() }
    }

    /// Asks about a finding, the first of two numbers so many.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub(super) fn ask(
        &mut self,
        input: &Input,
        document: &Document,
        diagnostic: &Diagnostic,
        (number, all): (usize, usize),
    ) -> io::Result<ControlFlow<Over, Answer>> {
        if self.all_of.contains(&diagnostic.lint) {
            return Ok(ControlFlow::Continue(Answer::Apply));
        }
        self.show(input, document, diagnostic)?;
        loop {
            let question = format!("[{number}/{all}] Apply this fix? [y,n,a,s,d,q,?] ");
            self.terminal.write_str(&style(question).bold().force_styling(self.style.color).to_string())?;
            let key = self.terminal.read_key()?;
            let (said, answer) = match key {
                Key::Char('y') => ("apply", ControlFlow::Continue(Answer::Apply)),
                Key::Char('n') => ("leave", ControlFlow::Continue(Answer::Skip)),
                Key::Char('a') => {
                    self.all_of.insert(diagnostic.lint.clone());
                    ("apply all", ControlFlow::Continue(Answer::Apply))
                }
                Key::Char('s') => ("suppress", ControlFlow::Continue(Answer::Suppress)),
                Key::Char('d') => ("done", ControlFlow::Break(Over::Done)),
                Key::Char('q') => ("quit", ControlFlow::Break(Over::Quit)),
                _ => {
                    self.terminal.write_str(&format!("\n{HELP}"))?;
                    continue;
                }
            };
            self.terminal.write_line(&format!("{said}\n"))?;
            return Ok(answer);
        }
    }

    fn show(&self, input: &Input, document: &Document, diagnostic: &Diagnostic) -> io::Result<()> {
        let mut shown = Vec::new();
        let protected = Protected::find(document, &input.linter.settings().protect);
        let finding = Message::Finding { path: &input.path, document, diagnostic, protected: &protected, lints: input.linter.lints() };
        report::create(OutputFormat::Full, self.style, Box::new(&mut shown)).message(finding)?;
        let context = report::context(document, diagnostic.span(), self.style.width);
        let context = style(context).dim().force_styling(self.style.color);
        self.terminal.write_str(&format!("{}{context}", String::from_utf8_lossy(&shown)))
    }
}

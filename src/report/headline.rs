//! The one line that is left to say where all reports go to files.

use std::io::{self, Write};

use codespan_reporting::term::termcolor::Buffer;

use super::closing::Closing;
use super::terminal::buffer;
use super::{Message, Report, Style, Summary};

/// What a run came to, and none of its findings.
pub(super) struct HeadlineReport<W> {
    out: W,
    buffer: Buffer,
    closing: Closing,
}

impl<W: Write> HeadlineReport<W> {
    pub(super) fn new(out: W, style: Style) -> Self {
        Self { out, buffer: buffer(style.color), closing: Closing::default() }
    }
}

impl<W: Write> Report for HeadlineReport<W> {
    fn message(&mut self, message: Message<'_>) -> io::Result<()> {
        if let Message::Finding { path, .. } = message {
            self.closing.finding_in(path);
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.closing.headline(&mut self.buffer, summary)?;
        self.out.write_all(self.buffer.as_slice())?;
        self.out.flush()
    }
}

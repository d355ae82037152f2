//! Standard output and standard error as report writers.
//!
//! When the reader has gone (`scrublint check | head`) the rest is dropped in silence: that is no failure, and a fix
//! under way goes on.

use std::cell::Cell;
use std::io::{self, BufWriter, IsTerminal, LineWriter, Write};
use std::rc::Rc;

/// A stream that may lose its reader.
pub(super) struct Outlet {
    stream: Box<dyn Write>,
    reader: Reader,
}

/// Whether there is still a reader.
#[derive(Clone, Default)]
pub(super) struct Reader(Rc<Cell<bool>>);

impl Reader {
    /// Whether the reader has gone.
    pub(super) fn gone(&self) -> bool {
        self.0.get()
    }
}

impl Outlet {
    /// Standard output.
    pub(super) fn stdout() -> Self {
        Self::new(io::stdout())
    }

    /// Standard error.
    pub(super) fn stderr() -> Self {
        Self::new(io::stderr())
    }

    fn new(stream: impl Write + IsTerminal + 'static) -> Self {
        // A person watches it grow; a program wants it in large pieces.
        let stream: Box<dyn Write> =
            if stream.is_terminal() { Box::new(LineWriter::new(stream)) } else { Box::new(BufWriter::with_capacity(1 << 16, stream)) };
        Self { stream, reader: Reader::default() }
    }

    /// Tells whether the reader has gone.
    pub(super) fn reader(&self) -> Reader {
        self.reader.clone()
    }

    fn forgive<T>(&self, result: io::Result<T>, instead: T) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.reader.0.set(true);
                Ok(instead)
            }
            other => other,
        }
    }
}

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.reader.gone() {
            return Ok(bytes.len());
        }
        let result = self.stream.write(bytes);
        self.forgive(result, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.reader.gone() {
            return Ok(());
        }
        let result = self.stream.flush();
        self.forgive(result, ())
    }
}

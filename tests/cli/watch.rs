//! `--watch` and the progress bar, at a terminal that is none and in a pipe.

use std::io::{BufRead as _, BufReader, pipe};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use rexpect::process::WaitStatus;
use rexpect::session::{PtySession, spawn_command};

use super::project::{ARTICLE, CLEAN, LINT, OWN_LINT, Project};

/// Long enough on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// Longer than any change takes to arrive.
const NOTHING_COMES: Duration = Duration::from_millis(1500);
const CLEARED: &str = "\u{1B}[2J";

/// A run at a terminal.
fn at_terminal(project: &Project, args: &[&str]) -> PtySession {
    let mut command = project.command(&[&["check", "--color", "never"], args].concat());
    command.stdin(Stdio::inherit()).env("TERM", "xterm");
    spawn_command(command, Some(PATIENCE.as_millis() as u64)).expect("there are terminals")
}

fn sees(session: &mut PtySession, texts: &[&str]) {
    for text in texts {
        session.exp_string(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    }
}

#[test]
fn a_change_leads_to_another_run_on_a_clear_screen_until_ctrl_c() {
    let project = Project::with_article();
    let mut watch = at_terminal(&project, &["--watch", "--output-format", "concise"]);
    sees(&mut watch, &[CLEARED, "a.md:1:1: ", "Found 1 finding", "waiting for changes"]);
    project.write("a.md", CLEAN);
    sees(&mut watch, &[CLEARED, "All clear: 1 file", "waiting for changes"]);
    project.write("news/b.md", ARTICLE);
    sees(&mut watch, &[CLEARED, "news/b.md:1:1: ", "Found 1 finding", "waiting for changes"]);
    project.write("scrublint.toml", format!("ignore = ['{LINT}']\n"));
    sees(&mut watch, &[CLEARED, "All clear: 2 files", "waiting for changes"]);
    project.write("scrublint.toml", "ignore = 3\n");
    sees(&mut watch, &[CLEARED, "scrublint.toml:1", "waiting for changes"]);
    project.write("scrublint.toml", "");
    sees(&mut watch, &[CLEARED, "Found 1 finding", "waiting for changes"]);
    watch.send_control('c').expect("it listens");
    let status = watch.process().wait().expect("it ends");
    // Where tests run in the background of a shell, the signal is ignored: then it is still there, and is ended below.
    assert!(matches!(status, WaitStatus::Signaled(..) | WaitStatus::Exited(_, 0 | 130) | WaitStatus::StillAlive), "{status:?}");
}

/// A run whose output is read line by line.
struct Piped {
    child: Child,
    lines: Receiver<String>,
}

impl Piped {
    fn begin(project: &Project, args: &[&str]) -> Self {
        let mut command = project.command(&[&["check", "--output-format", "concise"], args].concat());
        // One pipe for both streams, so that what was said first is read first.
        let (reader, writer) = pipe().expect("a pipe");
        command.stdout(writer.try_clone().expect("a pipe")).stderr(writer);
        let child = command.spawn().expect("the binary runs");
        // It holds the other end of the pipe.
        drop(command);
        let (sender, lines) = channel();
        thread::spawn(move || BufReader::new(reader).lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { child, lines }
    }

    /// All lines until one that holds the text.
    fn until(&self, text: &str) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no {text:?} after {lines:#?}"));
            let found = line.contains(text);
            lines.push(line);
            if found {
                return lines;
            }
        }
    }

    fn is_silent(&self) {
        if let Ok(line) = self.lines.recv_timeout(NOTHING_COMES) {
            panic!("{line:?} although nothing changed");
        }
    }
}

impl Drop for Piped {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn what_a_run_writes_itself_is_no_change() {
    let project = Project::with_article();
    let files = ["--output-format", "json=report.json", "--removed", "gone.jsonl"];
    let watch = Piped::begin(&project, &[&["--watch", "--fix"], &files[..]].concat());
    let lines = watch.until("waiting for changes");
    assert!(lines.iter().any(|line| line.contains("Fixed 1 finding")), "{lines:#?}");
    assert!(lines.iter().all(|line| !line.contains('\u{1B}')), "a pipe is not cleared: {lines:#?}");
    watch.is_silent();
    assert_eq!(project.read("a.md"), CLEAN);
    project.write("notes.pdf", "no article");
    watch.is_silent();
    project.write("a.md", ARTICLE);
    let lines = watch.until("waiting for changes");
    assert!(lines.iter().any(|line| line.contains("Fixed 1 finding")), "{lines:#?}");
    watch.is_silent();
    assert_eq!(project.read("gone.jsonl").lines().count(), 2);
}

#[test]
fn a_file_beside_the_articles_that_is_written_all_the_time_keeps_nothing_waiting() {
    let project = Project::with_article();
    let watch = Piped::begin(&project, &["--watch"]);
    watch.until("waiting for changes");
    let (stop, stopped) = channel::<()>();
    thread::scope(|scope| {
        let project = &project;
        scope.spawn(move || {
            while matches!(stopped.recv_timeout(Duration::from_millis(10)), Err(RecvTimeoutError::Timeout)) {
                project.write("server.log", "no article");
            }
        });
        // Dropped whatever comes, so that the thread ends.
        let _stop = stop;
        project.write("a.md", CLEAN);
        watch.until("All clear");
    });
}

#[test]
fn lints_outside_of_the_articles_are_watched_too() {
    let project = Project::new();
    project.write("content/a.md", format!("{CLEAN}\nPosted from the pier office\n"));
    project.write("ours/house/pier-note.toml", OWN_LINT);
    let watch = Piped::begin(&project, &["--watch", "--lints", "ours", "content"]);
    assert!(watch.until("waiting for changes").iter().any(|line| line.contains("pier-note")));
    project.write("ours/house/pier-note.toml", OWN_LINT.replace("[\"posted from", "[\"sent from"));
    let lines = watch.until("waiting for changes");
    assert!(lines.iter().all(|line| !line.contains("content/a.md:")), "{lines:#?}");
}

#[test]
fn it_takes_files() {
    let project = Project::with_article();
    project.check(&["--watch", "-"]).exits(2).complains("standard input is no file");
    project.check(&["--watch", "nonexist"]).exits(2).complains("nonexist cannot be watched");
    project.check(&["--watch", "--output-format", "json", "--output-format", "full"]).exits(2).complains("cannot share");
}

/// Enough articles for a run of more than half a second.
const MANY: usize = 400;

fn many() -> Project {
    let project = Project::new();
    let body: String =
        (0..900).map(|day| format!("On day {day} the ferry carried {} people, and its skipper said so.\n\n", day * 7)).collect();
    for number in 0..MANY {
        project.write(&format!("{number}.md"), format!("Skip to content\n\nThe ferry is back\n\n{body}"));
    }
    project
}

#[test]
fn a_long_run_shows_how_far_it_is_on_a_terminal_only() {
    let project = many();
    let mut long = at_terminal(&project, &["-j", "1", "--output-format", "concise"]);
    let said = long.exp_eof().expect("it ends");
    assert!(
        said.contains(&format!(" of {MANY} articles")) && !said.contains(" 0 of ") && said.ends_with("can be fixed with `--fix`.\r\n"),
        "{}",
        &said[said.len() - 400..]
    );
    let piped = project.check(&["-j", "1"]).exits(1);
    assert_eq!(piped.stderr, "");
    let mut quiet = at_terminal(&project, &["-j", "1", "-q"]);
    assert_eq!(quiet.exp_eof().expect("it ends"), "");
    let mut short = at_terminal(&Project::with_article(), &[]);
    assert!(!short.exp_eof().expect("it ends").contains(" articles"));
}

//! `--fix --interactive`, at a terminal that is none.

use std::process::Stdio;

use rexpect::process::WaitStatus;
use rexpect::session::{PtySession, spawn_command};

use super::project::{ARTICLE, CLEAN, LINT, OWN_LINT, Project};

/// Long enough on a busy machine.
const TIMEOUT: Option<u64> = Some(60_000);

/// Three findings of a safe fix, the first two of the same lint.
fn article() -> String {
    format!("Skip to content\n\nSkip to navigation\n\n{CLEAN}\nLeave a Reply\n")
}

fn project() -> Project {
    let project = Project::new();
    project.write("a.md", article());
    project
}

/// A run at a terminal.
struct Talk(PtySession);

impl Talk {
    fn begin(project: &Project, args: &[&str]) -> Self {
        let mut command = project.command(&[&["check", "--fix", "--interactive", "--color", "never"], args].concat());
        // The terminal's, that is.
        command.stdin(Stdio::inherit());
        Self(spawn_command(command, TIMEOUT).expect("there are terminals"))
    }

    /// Waits for a text to be shown, then for the next question, and presses a key.
    fn at(mut self, shown: &str, key: &str) -> Self {
        for text in [shown, "Apply this fix? [y,n,a,s,d,q,?]"] {
            self.0.exp_string(text).unwrap_or_else(|error| panic!("{shown:?}, {key:?}: {error}"));
        }
        self.0.send(key).expect("it listens");
        self.0.flush().expect("it listens");
        self
    }

    /// Asserts how the run ends; returns what it still says.
    fn ends(mut self, code: i32) -> String {
        let said = self.0.exp_eof().expect("it asks no more");
        match self.0.process().wait().expect("it ends") {
            WaitStatus::Exited(_, status) => assert_eq!(status, code, "{said}"),
            other => panic!("{other:?}: {said}"),
        }
        said
    }
}

#[test]
fn each_fix_is_shown_and_applied_or_left() {
    let project = project();
    let talk = Talk::begin(&project, &[]).at("a.md:1:1", "y").at("a.md:3:1", "n");
    assert_eq!(project.read("a.md"), article(), "nothing is written before the last answer");
    let said = talk.at("(the end of the text)", "y").ends(1);
    assert!(said.contains("Fixed 2 findings, 1 left in 1 file"), "{said}");
    assert_eq!(project.read("a.md"), format!("Skip to navigation\n\n{CLEAN}"));
}

#[test]
fn clause_08_an_edit_that_is_made_while_a_person_answers_is_not_lost() {
    let project = project();
    let talk = Talk::begin(&project, &[]).at("a.md:1:1", "y").at("a.md:3:1", "y");
    let edit = format!("{}\nA line that came to the author in the meantime.\n", article());
    project.write("a.md", &edit);
    let said = talk.at("(the end of the text)", "y").ends(2);
    assert!(said.contains("changed since it was read"), "{said}");
    assert_eq!(project.read("a.md"), edit);
}

#[test]
fn the_lines_around_a_finding_are_shown() {
    let project = project();
    let talk = Talk::begin(&project, &[]).at("(the start of the text)", "n").at("[2/3]", "n");
    talk.at(" Its skipper says", "n").ends(1);
    Talk::begin(&project, &[]).at(" Skip to navigation\r\n[1/3]", "q").ends(1);
}

#[test]
fn all_of_a_lint_are_applied_in_later_files_too() {
    let project = project();
    project.write("b.md", ARTICLE);
    Talk::begin(&project, &["."]).at("[1/3]", "a").at("comment-form", "n").ends(1);
    assert_eq!(project.read("a.md"), format!("{CLEAN}\nLeave a Reply\n"));
    assert_eq!(project.read("b.md"), CLEAN);
}

#[test]
fn a_finding_is_suppressed_as_by_add_suppressions() {
    let project = project();
    let reason = ["--reason", "an exhibit"];
    let said = Talk::begin(&project, &reason).at("[1/3]", "s").at("[2/3]", "y").at("[3/3]", "n").ends(1);
    assert!(said.contains("comments accept 1 more finding, in 1 file"), "{said}");
    let text = format!("<!-- scrublint-disable-next-line {LINT}: an exhibit -->\nSkip to content\n\n{CLEAN}\nLeave a Reply\n");
    assert_eq!(project.read("a.md"), text);
    Talk::begin(&project, &[]).at("comment-form", "y").ends(0);
}

#[test]
fn who_quits_has_changed_nothing_and_who_is_done_only_what_was_chosen() {
    let project = project();
    project.write("b.md", ARTICLE);
    let said = Talk::begin(&project, &["."]).at("[1/3]", "y").at("[2/3]", "q").ends(1);
    assert!(said.contains("nothing was written"), "{said}");
    assert_eq!((project.read("a.md"), project.read("b.md")), (article(), ARTICLE.to_owned()));
    Talk::begin(&project, &["--exit-zero"]).at("[1/3]", "q").ends(0);
    Talk::begin(&project, &["a.md", "missing.md"]).at("[1/3]", "q").ends(2);
    Talk::begin(&project, &["."]).at("[1/3]", "y").at("[2/3]", "d").ends(1);
    assert_eq!(project.read("a.md"), format!("Skip to navigation\n\n{CLEAN}\nLeave a Reply\n"));
    assert_eq!(project.read("b.md"), ARTICLE);
}

#[test]
fn ctrl_c_and_a_terminal_that_goes_away_change_nothing() {
    let project = project();
    let mut talk = Talk::begin(&project, &[]).at("[1/3]", "y");
    talk.0.exp_string("[2/3] Apply this fix?").expect("the next question");
    talk.0.send_control('c').expect("it listens");
    let status = talk.0.process().wait().expect("it ends");
    // Where tests run in the background of a shell, the signal is ignored, and then it is no answer.
    assert!(matches!(status, WaitStatus::Signaled(..) | WaitStatus::Exited(_, 2)), "{status:?}");
    drop(Talk::begin(&project, &[]).at("[1/3]", "y"));
    assert_eq!(project.read("a.md"), article());
}

#[test]
fn another_key_explains_the_keys() {
    Talk::begin(&project(), &[]).at("[1/3]", "?").at("write nothing at all", "q").ends(1);
}

#[test]
fn unsafe_fixes_are_asked_about_on_request_only() {
    let project = Project::new();
    project.write("lints/house/pier-note.toml", OWN_LINT);
    project.write("scrublint.toml", "lints = ['lints']\n");
    project.write("a.md", format!("{CLEAN}\nPosted from the pier office\n"));
    let said = Talk::begin(&project, &[]).ends(1);
    assert!(said.contains("pier-note") && !said.contains("Apply this fix?"), "{said}");
    Talk::begin(&project, &["--unsafe-fixes"]).at("fix (unsafe)", "y").ends(0);
    assert_eq!(project.read("a.md"), CLEAN);
}

#[test]
fn clause_12_what_was_chosen_is_on_record_with_the_comments() {
    for encoded in [
        |text: String| text.into_bytes(),
        |text: String| format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes(),
        |text: String| [vec![0xFF, 0xFE], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
    ] {
        let project = Project::new();
        let before = encoded(article());
        project.write("a.md", &before);
        Talk::begin(&project, &["--removed", "gone.jsonl"]).at("[1/3]", "y").at("[2/3]", "s").at("[3/3]", "y").ends(0);
        let after = format!("<!-- scrublint-disable-next-line {LINT} -->\nSkip to navigation\n\n{CLEAN}");
        assert_eq!(project.bytes("a.md"), encoded(after));
        project.run(&["restore", "--removed", "gone.jsonl"]).exits(0);
        assert_eq!(project.bytes("a.md"), before);
    }
}

#[test]
fn clause_06_a_file_is_not_emptied_even_by_hand() {
    let project = project();
    let said = Talk::begin(&project, &["--max-removal", "0.01"]).at("[1/3]", "a").at("[3/3]", "s").ends(1);
    assert!(said.contains("removal-guard"), "{said}");
    assert_eq!(project.read("a.md"), article());
}

#[test]
fn it_takes_a_terminal_and_files() {
    let project = project();
    project.check(&["--fix", "--interactive"]).exits(2).complains("must be a terminal");
    project.check(&["--fix", "--interactive", "-"]).exits(2).complains("cannot be the article as well");
    project.check(&["--interactive"]).exits(2).complains("--fix");
    assert_eq!(project.read("a.md"), article());
}

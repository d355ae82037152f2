//! The subcommands beside `check`.

use super::project::{LINT, OWN_LINT, Project};

#[test]
fn explain_prints_the_page_of_a_lint() {
    let project = Project::new();
    project.run(&["explain", LINT]).exits(0).says(LINT).says("navigation");
    project.run(&["explain", "navigation"]).exits(0).says(LINT);
    project.run(&["explain", "skip-lnik"]).exits(2).complains("did you mean `skip-link`?");
}

#[test]
fn explain_knows_own_lints() {
    let project = Project::new();
    project.write("lints/house/pier-note.toml", OWN_LINT);
    project.run(&["explain", "pier-note"]).exits(2);
    project.run(&["explain", "--lints", "lints", "pier-note"]).exits(0).says("pier office");
}

#[test]
fn lints_lists_all_of_them() {
    let project = Project::new();
    let run = project.run(&["lints"]).exits(0);
    let line = run.stdout.lines().find(|line| line.starts_with("skip-link ")).expect("a line a lint");
    assert!(["navigation", "warn", "safe"].iter().all(|word| line.contains(word)), "{line}");
    let json = project.run(&["lints", "--output-format", "json"]).exits(0).json();
    let lint = json.as_array().expect("a list").iter().find(|lint| lint["id"] == LINT).expect("the lint");
    assert_eq!((&lint["category"], &lint["level"], &lint["fix"]), (&"navigation".into(), &"warn".into(), &"safe".into()));
    assert!(lint["summary"].as_str().is_some_and(|summary| !summary.is_empty()));
}

#[test]
fn lints_shows_levels_as_they_are_set_here() {
    let project = Project::new();
    project.write("scrublint.toml", "[lint.skip-link]\nlevel = 'error'\n");
    let level = |args: &[&str]| {
        let json = project.run(&[&["lints", "--output-format", "json"], args].concat()).json();
        json.as_array().expect("a list").iter().find(|lint| lint["id"] == LINT).expect("the lint")["level"].clone()
    };
    assert_eq!((level(&[]), level(&["--isolated"])), ("error".into(), "warn".into()));
}

#[test]
fn test_runs_the_examples_of_lint_files() {
    let project = Project::new();
    project.write("lints/house/pier-note.toml", OWN_LINT);
    project.run(&["test", "lints"]).exits(0).says("2 passed, 0 failed");
    project.run(&["test", "lints/house/pier-note.toml"]).exits(0).says("2 passed, 0 failed");
    project.run(&["test", "-v", "lints"]).exits(0).says("pier-note: under an article");
    project.write("lints/house/pier-note.toml", OWN_LINT.replace("line.en = [\"posted", "line.en = [\"sent"));
    let run = project.run(&["test", "lints"]).exits(1).says("1 passed, 1 failed");
    run.says("FAILED").says("pier-note: under an article").says("Posted from the pier office");
}

#[test]
fn test_says_where_a_lint_file_is_broken() {
    let project = Project::new();
    project.write("lints/house/pier-note.toml", OWN_LINT.replace("level =", "levle ="));
    project.run(&["test", "lints"]).exits(2).complains("pier-note.toml:3:1").complains("did you mean `level`?");
    project.run(&["test", "nowhere"]).exits(2).complains("nowhere");
}

#[test]
fn init_writes_a_configuration_that_changes_nothing() {
    let project = Project::with_article();
    let before = project.run(&["config"]).stdout;
    project.run(&["init"]).exits(0).complains("scrublint.toml");
    let after = project.run(&["config"]).exits(0).stdout;
    let settings = |text: &str| text.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n");
    assert_eq!(settings(&before), settings(&after));
}

#[test]
fn what_init_leaves_commented_out_is_valid_too() {
    let project = Project::with_article();
    project.run(&["init"]).exits(0);
    let text = project.read("scrublint.toml");
    // Settings are commented out with "# key = …" and "# [table]"; everything else is prose.
    let is_setting = |line: &str| line.starts_with(['[', '"']) || line.split_once(" = ").is_some_and(|(key, _)| !key.contains(' '));
    let lines = text.lines().map(|line| line.strip_prefix("# ").filter(|rest| is_setting(rest)).unwrap_or(line));
    let settings: String =
        lines.filter(|line| !line.starts_with("extend =") && !line.starts_with("lints =")).collect::<Vec<_>>().join("\n");
    assert!(settings.contains("\nfail-on = ") && settings.contains("\n[lint."), "{settings}");
    project.write("scrublint.toml", settings);
    project.run(&["config"]).exits(0).says("scrublint.toml:");
}

#[test]
fn init_overwrites_nothing() {
    let project = Project::new();
    for name in ["scrublint.toml", ".scrublint.toml"] {
        project.write(name, "# mine\n");
        project.run(&["init"]).exits(2).complains(name);
        assert_eq!(project.read(name), "# mine\n");
        std::fs::remove_file(project.path(name)).expect("it is there");
    }
    project.run(&["init", "nowhere"]).exits(2).complains("nowhere");
}

#[test]
fn completions_and_manual_pages_are_made() {
    let project = Project::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        project.run(&["completions", shell]).exits(0).says("scrublint").says("unsafe-fixes");
    }
    project.run(&["completions", "tcsh"]).exits(2).complains("tcsh");
    project.run(&["man"]).exits(0).says(".TH scrublint");
    project.run(&["man", "check"]).exits(0).says("scrublint-check").says("unsafe\\-fixes");
    project.run(&["man", "chekc"]).exits(2).complains("chekc");
}

#[test]
fn help_and_version() {
    let project = Project::new();
    project.run(&["--help"]).exits(0).says("Examples:").says("Exit status:").says("explain");
    project.run(&["check", "--help"]).exits(0).says("Fixing:").says("Lints:").says("Files:").says("Configuration:");
    project.run(&["--version"]).exits(0).says(env!("CARGO_PKG_VERSION"));
    project.run(&[]).exits(2).complains("Usage");
    project.run(&["chekc"]).exits(2).complains("check");
}

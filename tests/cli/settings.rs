//! Where settings come from, seen from the command line.

use super::project::{ARTICLE, CLEAN, LINT, OWN_LINT, Project};

#[test]
fn the_nearest_configuration_counts_for_each_file() {
    let project = Project::with_article();
    project.write("sub/deep/b.md", ARTICLE);
    project.write("sub/scrublint.toml", "ignore = ['skip-link']\n");
    project.check(&["--output-format", "concise"]).exits(1).says("a.md:1:1").lacks("b.md:");
    project.write("sub/deep/.scrublint.toml", "");
    project.check(&["--output-format", "concise"]).exits(1).says("a.md:1:1").says("b.md:1:1");
}

#[test]
fn isolated_reads_no_configuration() {
    let project = Project::with_article();
    project.write("scrublint.toml", "this is = no TOML");
    project.check(&["a.md"]).exits(2);
    project.check(&["--isolated", "a.md"]).exits(1).says(LINT);
    project.check(&["--isolated", "--config", "scrublint.toml", "a.md"]).exits(2).complains("--isolated");
}

#[test]
fn config_names_a_file_or_sets_a_value() {
    let project = Project::with_article();
    project.write("scrublint.toml", "ignore = ['skip-link']\n");
    project.write("other/strict.toml", "fail-on = 'info'\n[lint.skip-link]\nlevel = 'info'\n");
    project.check(&["a.md"]).exits(0);
    project.check(&["--config", "other/strict.toml", "a.md"]).exits(1).says(LINT);
    project.check(&["--config", "other/strict.toml", "--config", "fail-on = 'error'", "a.md"]).exits(0).says(LINT);
    project.check(&["--config", "extend-select = ['skip-link']", "a.md"]).exits(1);
    project.check(&["--config", "nowhere.toml", "a.md"]).exits(2).complains("nowhere.toml");
    project.check(&["--config", "fail-no = 'warn'", "a.md"]).exits(2).complains("--config:1:1").complains("fail-on");
}

#[test]
fn both_file_names_in_one_folder_are_a_mistake() {
    let project = Project::with_article();
    project.write("scrublint.toml", "");
    project.write(".scrublint.toml", "");
    project.check(&["a.md"]).exits(2).complains("scrublint.toml").complains("one of the two");
}

#[test]
fn per_file_ignores_hold_where_the_glob_does() {
    let project = Project::with_article();
    project.write("notes/b.md", ARTICLE);
    project.write("scrublint.toml", "[per-file-ignores]\n'notes/**' = ['navigation']\n");
    let run = project.check(&["--output-format", "concise"]).exits(1);
    run.says("a.md:1:1").lacks("b.md:");
    project.check(&["--fix"]).exits(0);
    assert_eq!(project.read("notes/b.md"), ARTICLE, "an ignored lint fixes nothing");
}

#[test]
fn own_lints_come_from_the_configuration_or_a_flag() {
    let project = Project::new();
    project.write("a.md", format!("{ARTICLE}\nPosted from the pier office\n"));
    project.write("config/lints/house/pier-note.toml", OWN_LINT);
    project.check(&["a.md"]).exits(1).lacks("pier-note");
    project.check(&["--lints", "config/lints", "a.md"]).exits(1).says("pier-note").says(LINT);
    project.check(&["--lints", "config/lints", "--select", "house", "a.md"]).exits(1).says("pier-note").lacks(LINT);
    project.write("config/scrublint.toml", "lints = ['lints']\n");
    project.check(&["--config", "config/scrublint.toml", "a.md"]).exits(1).says("pier-note");
}

#[test]
fn an_own_lint_takes_the_place_of_a_bundled_one() {
    let project = Project::with_article();
    project.write("lints/house/skip-link.toml", OWN_LINT);
    project.check(&["--lints", "lints", "--ignore", "page-furniture", "a.md"]).exits(0).lacks(LINT);
}

#[test]
fn protected_text_is_not_edited() {
    let project = Project::with_article();
    project.write("scrublint.toml", "protect = ['Skip to \\w+']\n");
    project.check(&["--fix", "a.md"]);
    assert_eq!(project.read("a.md"), ARTICLE);
}

#[test]
fn a_report_offers_the_edits_of_a_fix_that_leaves_protected_lines() {
    let project = Project::with_article();
    let end_of_edit = || {
        let json: serde_json::Value = serde_json::from_str(&project.check(&["--output-format", "json"]).exits(1).stdout).expect("JSON");
        json["diagnostics"][0]["fix"]["edits"][0]["byte"]["end"].as_u64()
    };
    let words = "Skip to content".len();
    assert_eq!(end_of_edit(), Some(words as u64 + 2), "the lines go with the words");
    project.write("scrublint.toml", "protect = ['\\n\\n']\n");
    assert_eq!(end_of_edit(), Some(words as u64));
    project.check(&["--fix"]).exits(0);
    assert_eq!(project.read("a.md"), &ARTICLE[words..]);
}

#[test]
fn the_configuration_sets_what_flags_set() {
    let project = Project::with_article();
    project.write("scrublint.toml", "output-format = 'jsonl'\nposition-encoding = 'utf-8'\nfail-on = 'error'\n");
    project.check(&["a.md"]).exits(0).says("\"type\":\"finding\"");
    project.check(&["--output-format", "concise", "--fail-on", "info", "a.md"]).exits(1).says("a.md:1:1").lacks("\"type\"");
}

#[test]
fn config_shows_each_value_and_where_it_was_written() {
    let project = Project::with_article();
    project.write("base.toml", "max-removal = 0.5\nfail-on = 'info'\n");
    let text = "extend = 'base.toml'\nfail-on = 'error'\nignore = ['encoding']\n[lint.skip-link]\nlevel = 'info'\n";
    project.write("scrublint.toml", text);
    let run = project.run(&["config", "--select", "navigation", "a.md"]).exits(0);
    let line = |start: &str| {
        let line = run.stdout.lines().find(|line| line.starts_with(start));
        line.unwrap_or_else(|| panic!("no {start} in {run:#?}")).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("fail-on"), "fail-on = \"error\" # scrublint.toml:2");
    assert_eq!(line("max-removal"), "max-removal = 0.5 # base.toml:1");
    assert_eq!(line("unsafe-fixes"), "unsafe-fixes = false # default");
    assert_eq!(line("skip-link.level"), "skip-link.level = \"info\" # scrublint.toml:5");
    assert!(run.stdout.contains(".level = \"off\"") && run.stdout.contains("# --select"), "{run:#?}");
    let parsed: toml::Table = toml::from_str(&run.stdout).expect("what is shown is TOML");
    assert_eq!(parsed["fail-on"].as_str(), Some("error"));
}

#[test]
fn a_preset_says_what_is_made_of_lines_that_publishers_disagree_about() {
    let article = CLEAN.replacen("\n\n", "\n\nBy Ines Marlow\n\n", 1)
        + "\nPhoto: Tobias Renner/Getty Images\n\n© 2025 Harbour Paper. All rights reserved.\n";
    let project = Project::new();
    let fix = |preset: &str| {
        project.write("a.md", &article);
        project.write("scrublint.toml", format!("preset = '{preset}'\n"));
        project.check(&["--fix", "--unsafe-fixes", "--output-format", "concise"])
    };
    fix("standard").exits(0);
    assert_eq!(project.read("a.md"), CLEAN);
    fix("gentle").exits(0).says("byline").says("image-credit").says("copyright-footer");
    assert_eq!(project.read("a.md"), article);
    let shown = project.run(&["config"]).exits(0);
    shown.says("preset = \"gentle\"").says("# scrublint.toml:1").says("byline.fix = \"none\"").says("# preset gentle");
    project.write("a.md", format!("{CLEAN}\nSponsored content\n"));
    project.check(&["--config", "preset = 'standard'"]).exits(0).says("sponsored-label");
    project.check(&["--config", "preset = 'strict'"]).exits(1).says("sponsored-label");
}

#[test]
fn config_without_a_file_shows_this_folder() {
    let project = Project::new();
    project.run(&["config"]).exits(0).says("default").says("no file").says("all as their own files have them").lacks("[lint]");
    project.write("scrublint.toml", "ignore = ['skip-lnik']\n");
    project.run(&["config"]).exits(2).complains("scrublint.toml:1:11");
}

#[test]
fn verbose_tells_which_configurations_are_in_use() {
    let project = Project::with_article();
    project.write("sub/b.md", ARTICLE);
    project.write("sub/scrublint.toml", "");
    project.check(&["-v"]).exits(1).complains("1 to check with sub/scrublint.toml").complains("1 to check with no configuration file");
    project.check(&[]).exits(1).lacks("to check with");
}

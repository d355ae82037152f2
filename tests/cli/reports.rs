//! Where reports go: several at once, and files.

use super::project::{ARTICLE, CLEAN, LINT, OWN_LINT, Project, Run};

fn lints(report: &str) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(report).expect("JSON");
    let entries = report["diagnostics"].as_array().expect("a list").iter();
    entries.map(|entry| entry["lint"].as_str().unwrap_or("an error").to_owned()).collect()
}

#[test]
fn several_reports_tell_the_same_of_one_run() {
    let project = Project::with_article();
    let formats = ["--output-format", "concise", "--output-format", "json=report.json", "--output-format", "full=report.log"];
    project.check(&formats).exits(1).says("a.md:1:1: skip-link").lacks("\"lint\"");
    assert_eq!(lints(&project.read("report.json")), [LINT]);
    assert!(project.read("report.log").contains("why: "), "the full report");
    assert_eq!(project.snapshot().len(), 3, "nothing else is left: {:?}", project.snapshot());
}

#[test]
fn a_report_goes_to_a_file_instead() {
    let project = Project::with_article();
    project.check(&["--output-format", "json", "--output-file", "report.json"]).exits(1).sums_up_alone("report.json");
    let report = project.read("report.json");
    project.check(&["--output-format", "json=named.json"]).exits(1).sums_up_alone("named.json");
    assert_eq!(report, project.read("named.json"));
    assert_eq!(report, project.check(&["--output-format", "json=-"]).exits(1).stdout);
    assert_eq!(report, project.check(&["--output-format", "json", "--output-file", "-"]).exits(1).stdout);
    project.write("scrublint.toml", "output-format = 'json'\n");
    project.check(&["--output-file", "configured.json"]).exits(1).sums_up_alone("configured.json");
    assert_eq!(report, project.read("configured.json"));
}

#[test]
fn no_two_reports_share_a_place() {
    let project = Project::with_article();
    let refused = |args: &[&str], why: &str| drop(project.check(args).exits(2).complains(why));
    refused(&["--output-format", "full", "--output-format", "json"], "cannot share standard output");
    refused(&["--output-format", "full", "--output-format", "json=-"], "cannot share standard output");
    refused(&["--output-format", "full=x.txt", "--output-format", "json=./x.txt"], "cannot share ./x.txt");
    refused(&["--output-format", "full", "--output-format", "json=x.txt", "--output-file", "x.txt"], "cannot share x.txt");
    refused(&["--output-format", "json=x.json", "--output-file", "y.json"], "each --output-format names one");
    refused(&["--output-format", "json="], "there is no file after");
    refused(&["--output-format", "xml=x.xml"], "possible values: full");
    refused(&["--diff", "--output-file", "x.txt"], "--diff prints a diff");
    for file in ["x.txt", "./x.txt"] {
        refused(&["--fix", "--removed", "x.txt", "--output-file", file], "another one");
    }
    assert_eq!(project.snapshot().len(), 1, "nothing was written");
}

#[test]
fn an_article_is_never_overwritten_by_a_report() {
    let project = Project::with_article();
    let run = project.check(&["--output-format", "json=a.md", "--output-format", "jsonl"]).exits(2);
    run.says("that is an article that is checked (a.md)").lacks("skip-link");
    assert_eq!(project.read("a.md"), ARTICLE);
    project.check(&["--fix", "--output-file", "a.md", "a.md"]).exits(2).complains("is an article");
    assert_eq!(project.read("a.md"), ARTICLE);
    assert_eq!(project.snapshot().len(), 1);
    // It is another file that is checked.
    project.check(&["--output-file", "a.md", "-"]).exits(0);
    assert!(project.read("a.md").starts_with("Nothing") || project.read("a.md").starts_with("All clear"), "{}", project.read("a.md"));
}

#[test]
fn what_the_run_goes_by_is_never_overwritten_by_a_report() {
    let project = Project::with_article();
    project.run(&["check", "--write-baseline=accepted.toml", "a.md"]).exits(0);
    project.write("scrublint.toml", "extend = 'base.toml'\nbaseline = 'accepted.toml'\nlints = ['lints']\n");
    project.write("base.toml", "fail-on = 'info'\n");
    project.write("lints/house/pier-note.toml", OWN_LINT);
    project.write("other.toml", "fail-on = 'info'\n");
    project.write("docs/.scrublint.toml", "");
    project.write("empty/readme.rst", "");
    let before = project.snapshot();
    let refused = |args: &[&str], why: &str| {
        drop(project.check(args).exits(2).complains(why));
        assert!(project.snapshot() == before, "something was written: {args:?}");
    };
    for format in ["json", "sarif", "full", "html"] {
        refused(&["--output-format", &format!("{format}=scrublint.toml"), "a.md"], "scrublint.toml: that is a configuration");
    }
    refused(&["--output-format", "json=./docs/../base.toml", "a.md"], "base.toml: that is the configuration in force");
    refused(&["--output-format", "json=docs/.scrublint.toml", "a.md"], "that is a configuration");
    refused(&["--output-file", "accepted.toml", "a.md"], "that is the baseline in use");
    refused(&["--output-file", "lints/house/pier-note.toml", "a.md"], "that is a lint in use");
    refused(&["--output-file", "accepted.toml", "-"], "that is the baseline in use");
    for paths in ["a.md", "empty"] {
        refused(&["--config", "other.toml", "--output-file", "other.toml", paths], "that is the configuration in force");
    }
    refused(&["--baseline", "accepted.toml", "--output-file", "./accepted.toml", "a.md"], "that is the baseline in use");
    refused(&["--write-baseline=new.toml", "--output-file", "./new.toml", "a.md"], "that is the baseline in use");
    refused(&["--fix", "--removed", "gone.jsonl", "--output-file", "./docs/../gone.jsonl", "a.md"], "keeps a record in this file");
    let run = project.check(&["--output-format", "json=scrublint.toml", "--output-format", "jsonl", "a.md"]).exits(2);
    run.says("that is a configuration").lacks(LINT);
    assert!(project.snapshot() == before);
}

#[test]
fn a_report_for_programs_does_not_replace_what_may_be_an_article() {
    let project = Project::with_article();
    project.write("b.TXT", "The tide tables are in the drawer.\n");
    project.write("empty.txt", "");
    for format in ["json", "jsonl", "sarif", "gitlab", "rdjsonl", "junit", "checkstyle", "html"] {
        let report = format!("{format}=b.TXT");
        project.check(&["--output-format", &report, "a.md"]).exits(2).complains("b.TXT: by its ending that is an article");
    }
    assert_eq!(project.read("b.TXT"), "The tide tables are in the drawer.\n");
    project.check(&["--output-format", "json=new.txt", "a.md"]).exits(1);
    project.check(&["--output-format", "json=empty.txt", "a.md"]).exits(1);
    assert_eq!(lints(&project.read("empty.txt")), [LINT], "there was nothing to lose");
    project.check(&["--output-format", "full=b.TXT", "a.md"]).exits(1);
    assert!(project.read("b.TXT").contains("Found 1 finding"));
}

#[test]
fn a_file_that_cannot_be_written_stops_the_run_before_it_begins() {
    let project = Project::with_article();
    let run = project.check(&["--fix", "--output-format", "json=no/such/folder.json"]).exits(2);
    run.complains("no/such/folder.json cannot be written: there is no folder `no/such`").lacks("scrublint-tmp");
    let run = project.check(&["--fix", "--output-format", "json=a.md/report.json"]).exits(2);
    run.complains("a.md/report.json cannot be written: Not a directory").lacks("scrublint-tmp");
    let run = project.check(&["--write-baseline=nodir/accepted.toml"]).exits(2);
    run.complains("accepted.toml cannot be written: there is no folder `nodir`").lacks("tmp");
    project.check(&["--fix", "--output-file", "."]).exits(2).complains("cannot be written");
    assert_eq!(project.read("a.md"), ARTICLE);
}

#[test]
fn errors_are_in_every_file_and_where_a_person_looks() {
    let project = Project::with_article();
    project.write("b.md", b"caf\xE9\n");
    let files = ["--output-format", "json=report.json", "--output-format", "concise=report.log"];
    let run = project.check(&[&files[..], &["--output-format", "concise"]].concat()).exits(2).complains("b.md: ");
    assert!(!run.stdout.contains("b.md"), "{run:?}");
    assert_eq!(lints(&project.read("report.json")), [LINT, "an error"]);
    assert!(project.read("report.log").contains("b.md: error: "), "{}", project.read("report.log"));
    let run = project.check(&[&files[..], &["--output-format", "jsonl"]].concat()).exits(2).says("\"type\":\"error\"");
    assert_eq!(run.stderr, "", "a machine reads it");
    project.check(&files).exits(2).complains("b.md: ");
}

#[test]
fn a_run_that_cannot_begin_leaves_files_as_they_are() {
    let project = Project::with_article();
    project.write("scrublint.toml", "fail-on = 3\n");
    for report in ["report.json", "a.md"] {
        let run = project.check(&["--output-file", report]).exits(2);
        assert!(run.stderr.contains("scrublint.toml:1") && run.stdout.is_empty(), "{run:?}");
        let run = project.check(&["--output-format", "json", "--output-format", &format!("concise={report}")]).exits(2);
        assert_eq!((lints(&run.stdout), &*run.stderr), (vec!["an error".to_owned()], ""));
        assert_eq!(project.snapshot().len(), 2);
    }
    assert_eq!(project.read("a.md"), ARTICLE);
    project.write("scrublint.toml", "");
    project.write("news/scrublint.toml", "fail-on = 3\n");
    project.write("news/b.md", ARTICLE);
    project.check(&["--output-file", "a.md", "news", "a.md"]).exits(2).complains("scrublint.toml:1");
    assert_eq!(project.read("a.md"), ARTICLE);
}

#[test]
fn a_quiet_run_prints_nothing_and_writes_its_files() {
    let project = Project::with_article();
    project.check(&["-q", "--output-format", "full", "--output-format", "json=report.json"]).exits(1).says_nothing();
    assert_eq!(lints(&project.read("report.json")), [LINT]);
}

#[test]
fn a_run_whose_reports_all_go_to_files_is_summed_up() {
    let project = Project::with_article();
    project.write("b.md", CLEAN);
    let files = ["--output-format", "sarif=r.sarif", "--output-format", "full=r.log"];
    let run = project.check(&files).exits(1);
    assert_eq!((&*run.stdout, &*run.stderr), ("", "Found 1 finding in 1 of 2 files.\nnote: reported in r.sarif, r.log\n"));
    project.check(&[&["-q"], &files[..]].concat()).exits(1).says_nothing();
    let run = project.check(&[&["--fix-only"], &files[..]].concat()).exits(0).says("Fixed 1 finding in 1 file.");
    assert_eq!(run.stderr, "note: reported in r.sarif, r.log\n");
    let run = project.check(&files).exits(0);
    assert_eq!(run.stderr, "All clear: 2 files checked.\nnote: reported in r.sarif, r.log\n");
}

impl Run {
    /// Asserts that nothing is printed but what the run came to and where the report is.
    #[track_caller]
    fn sums_up_alone(self, report: &str) {
        assert_eq!(self.stdout, "");
        assert_eq!(self.stderr, format!("Found 1 finding in 1 file.\nnote: reported in {report}\n"));
    }
}

#[test]
fn a_fix_of_standard_input_reports_to_a_file() {
    let project = Project::new();
    let args = ["check", "--fix", "--output-format", "json=report.json", "-"];
    let run = project.pipe(&args, format!("{ARTICLE}\nLeave a Reply\n")).exits(0);
    assert_eq!(run.stdout, CLEAN);
    assert_eq!(run.stderr, "Fixed 2 findings, none left in 1 file.\nnote: reported in report.json\n");
    assert!(project.read("report.json").contains("\"fixed\":2"), "{}", project.read("report.json"));
}

#[cfg(unix)]
#[test]
fn a_report_takes_the_place_of_the_last_one_in_one_step() {
    use std::fs;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
    let project = Project::with_article();
    project.write("reports/last.json", "the last one");
    fs::set_permissions(project.path("reports/last.json"), fs::Permissions::from_mode(0o640)).expect("it is ours");
    symlink("reports/last.json", project.path("report.json")).expect("links can be made");
    let inode = || fs::metadata(project.path("reports/last.json")).expect("it is there").ino();
    let before = inode();
    // A writer that was killed left this behind; its lock is free.
    project.write("reports/.last.json.1.abcdefgh.scrublint-tmp", "half a rep");
    project.check(&["--output-format", "json=report.json"]).exits(1);
    assert_eq!(lints(&project.read("reports/last.json")), [LINT]);
    assert_ne!(before, inode(), "a new file");
    let metadata = fs::metadata(project.path("reports/last.json")).expect("it is there");
    assert_eq!(metadata.permissions().mode() & 0o777, 0o640, "with the rights of the old one");
    assert!(project.path("report.json").is_symlink());
    assert_eq!(fs::read_dir(project.path("reports")).expect("a folder").count(), 1, "and nothing beside it");
    project.check(&["--output-format", "json=/dev/stdout"]).exits(1).says(LINT);
    project.write("gone.jsonl", "");
    symlink("gone.jsonl", project.path("link.json")).expect("links can be made");
    project.check(&["--fix", "--removed", "gone.jsonl", "--output-file", "link.json"]).exits(2).complains("the record of --removed");
}

#[test]
fn a_github_workflow_gets_annotations_unless_a_format_is_chosen() {
    let project = Project::with_article();
    project.write("b c.md", b"caf\xE9\n");
    let run = |value: &str, args: &[&str]| {
        let output = project.command(&[&["check"], args].concat()).env("GITHUB_ACTIONS", value).output().expect("the binary runs");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let annotation = "::warning title=scrublint (skip-link),file=a.md,line=1,endLine=1,col=1,endColumn=16::a.md:1:1: ";
    let log = run("true", &["."]);
    assert!(log.starts_with(annotation) && log.contains("\n::error title=scrublint,file=b c.md::b c.md: "), "{log}");
    assert!(log.contains("\nFound 1 finding in "), "{log}");
    assert!(!run("false", &[]).contains("::"));
    assert!(!run("true", &["--output-format", "concise"]).contains("::"));
    assert_eq!(run("true", &["--output-format", "sarif=r.sarif"]), "");
    assert!(run("true", &["--statistics"]).contains("findings  safe fix"));
    project.write("scrublint.toml", "output-format = 'concise'\n");
    assert!(!run("true", &[]).contains("::"));
    project.write("scrublint.toml", "fail-on = 3\n");
    assert!(run("true", &[]).starts_with("::error title=scrublint,file=scrublint.toml::scrublint.toml: "), "{}", run("true", &[]));
}

#[test]
fn the_examples_in_the_documentation_are_what_is_printed() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/reports.md")).expect("the page is there");
    let blocks: Vec<(&str, &str)> = page.split("\n```").skip(1).step_by(2).filter_map(|block| block.split_once('\n')).collect();
    let project = Project::new();
    let (_, article) = blocks.iter().find(|(language, _)| *language == "markdown").expect("an article");
    project.write("ferry.md", format!("{article}\n"));
    let mut tried = 0;
    for (_, example) in blocks.iter().filter(|(language, _)| *language == "console") {
        let (command, printed) = example.split_once('\n').expect("what is printed");
        let args: Vec<_> = command.strip_prefix("$ scrublint ").expect("a command").split(' ').collect();
        // A backslash is taken for a part of a path, and turned, in one of the two.
        let turned = |text: &str| text.replace('\\', "/");
        snapbox::assert_data_eq!(turned(&project.run(&args).exits(1).stdout), turned(&format!("{printed}\n")));
        tried += 1;
    }
    assert_eq!(tried, 10);
}

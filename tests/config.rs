//! Configurations: how layers are merged, where each value comes from, what is a mistake.
#![cfg(feature = "cli")]

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use scrublint::config::{Config, ConfigError, Configs, Discovery, FailOn, Flags};
use scrublint::{Applicability, Level};
use tempfile::TempDir;

/// A folder of configurations.
struct Folder(TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(TempDir::new().expect("a temporary folder"));
        for (name, text) in files {
            let path = folder.path(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
            fs::write(path, text).expect("files can be written");
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().canonicalize().expect("it is there").join(name)
    }

    fn load(&self, folder: &str, inline: &[&str], flags: Flags) -> Result<Arc<Config>, ConfigError> {
        let inline: Vec<String> = inline.iter().map(ToString::to_string).collect();
        Configs::new(Discovery::Nearest, &inline, flags)?.for_folder(&self.path(folder))
    }

    fn config(&self, folder: &str) -> Arc<Config> {
        self.load(folder, &[], Flags::default()).expect("no mistakes")
    }

    fn mistakes(&self) -> Vec<String> {
        match self.load("", &[], Flags::default()) {
            Err(ConfigError::Mistakes(mistakes)) => mistakes.iter().map(ToString::to_string).collect(),
            other => panic!("{other:?}"),
        }
    }
}

fn level(config: &Config, id: &str) -> Level {
    let index = config.lints().find(id).expect("a bundled lint");
    config.settings().lint(index).level
}

fn runs(config: &Config, id: &str) -> bool {
    level(config, id) != Level::Off
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

#[test]
fn without_a_file_everything_is_default() {
    let config = Folder::new(&[]).config("");
    assert_eq!((config.fail_on, config.applicability), (Level::Warn, Applicability::Safe));
    assert!(config.merged.fail_on.origin.is_default());
    assert_eq!(level(&config, "skip-link"), Level::Warn);
}

#[test]
fn the_nearest_file_counts_and_does_not_build_on_those_above() {
    let folder = Folder::new(&[
        ("scrublint.toml", "fail-on = 'error'\nignore = ['skip-link']"),
        ("a/.scrublint.toml", "unsafe-fixes = true"),
        ("a/b/c/x.md", ""),
    ]);
    let above = folder.config("");
    assert_eq!((above.fail_on, runs(&above, "skip-link")), (Level::Error, false));
    let below = folder.config("a/b/c");
    assert_eq!((below.fail_on, runs(&below, "skip-link")), (Level::Warn, true));
    assert_eq!(below.applicability, Applicability::Unsafe);
}

#[test]
fn one_file_makes_one_configuration() {
    let folder = Folder::new(&[("scrublint.toml", ""), ("a/x.md", ""), ("b/x.md", "")]);
    let configs = Configs::new(Discovery::Nearest, &[], Flags::default()).expect("no mistakes");
    let config = |name| configs.for_folder(&folder.path(name)).expect("no mistakes");
    assert!(Arc::ptr_eq(&config("a"), &config("b")));
}

#[test]
fn extend_builds_on_another_file_value_by_value() {
    let folder = Folder::new(&[
        ("shared/base.toml", "fail-on = 'info'\nmax-removal = 0.5\nexclude = ['old']\nlanguages = ['de']"),
        ("site/scrublint.toml", "extend = '../shared/base.toml'\nfail-on = 'error'\nexclude = ['new']\nlanguages = ['fr']"),
    ]);
    let config = folder.config("site");
    let merged = &config.merged;
    assert_eq!((merged.fail_on.value, merged.max_removal.value), (FailOn::Error, 0.5));
    assert!(merged.fail_on.origin.to_string().ends_with("site/scrublint.toml:2"));
    assert!(merged.max_removal.origin.to_string().ends_with("shared/base.toml:2"));
    let languages: Vec<&str> = merged.languages.iter().flatten().map(|code| code.value.as_str()).collect();
    assert_eq!(languages, ["fr"], "the nearer list of languages stands for itself");
    assert!(config.prunes(&folder.path("site/new")) && config.prunes(&folder.path("shared/old")), "what is left out adds up");
    assert!(!config.prunes(&folder.path("site/old")), "a glob counts from its own file");
}

#[test]
fn flags_come_before_inline_values_and_these_before_files() {
    let folder = Folder::new(&[("scrublint.toml", "fail-on = 'error'\nmax-removal = 0.1\nunsafe-fixes = true")]);
    let flags = Flags { fail_on: Some(FailOn::Info), ..Flags::default() };
    let config = folder.load("", &["fail-on = 'warn'", "max-removal = 0.2"], flags).expect("no mistakes");
    let merged = &config.merged;
    assert_eq!((merged.fail_on.value, merged.fail_on.origin.to_string().as_str()), (FailOn::Info, "--fail-on"));
    assert_eq!((merged.max_removal.value, merged.max_removal.origin.to_string().as_str()), (0.2, "--config"));
    assert!(merged.unsafe_fixes.value && merged.unsafe_fixes.origin.to_string().ends_with(":3"));
}

#[test]
fn isolated_and_named_files_pass_over_the_nearest() {
    let folder = Folder::new(&[("scrublint.toml", "fail-on = 'error'"), ("other.toml", "fail-on = 'info'")]);
    let fail_on = |discovery| {
        Configs::new(discovery, &[], Flags::default())
            .and_then(|configs| configs.for_folder(&folder.path("")))
            .expect("no mistakes")
            .fail_on
    };
    assert_eq!(fail_on(Discovery::Nearest), Level::Error);
    assert_eq!(fail_on(Discovery::Isolated), Level::Warn);
    assert_eq!(fail_on(Discovery::File(folder.path("other.toml"))), Level::Info);
}

#[test]
fn select_leaves_exactly_what_it_names() {
    let config = Folder::new(&[("scrublint.toml", "select = ['navigation']\nignore = ['back-to-top']")]).config("");
    assert!(runs(&config, "skip-link"));
    assert!(!runs(&config, "back-to-top") && !runs(&config, "image-credit"));
}

#[test]
fn a_stronger_layer_takes_up_where_the_weaker_ones_end() {
    let folder = Folder::new(&[("scrublint.toml", "ignore = ['navigation']")]);
    let with = |flags| folder.load("", &[], flags).expect("no mistakes");
    let extended = with(Flags { extend_select: names(&["skip-link"]), ..Flags::default() });
    assert!(runs(&extended, "skip-link") && !runs(&extended, "back-to-top"));
    let selected = with(Flags { select: names(&["navigation"]), ignore: names(&["skip-link"]), ..Flags::default() });
    assert!(!runs(&selected, "skip-link") && runs(&selected, "back-to-top") && !runs(&selected, "image-credit"));
}

#[test]
fn a_lint_that_is_switched_off_runs_when_it_is_selected_by_its_id() {
    let folder = Folder::new(&[("scrublint.toml", "[lint.skip-link]\nlevel = 'off'")]);
    assert!(!runs(&folder.config(""), "skip-link"));
    let with = |name| folder.load("", &[], Flags { select: names(&[name]), ..Flags::default() }).expect("no mistakes");
    assert!(!runs(&with("navigation"), "skip-link"), "not for its category's sake");
    assert_eq!(level(&with("skip-link"), "skip-link"), Level::Warn);
}

#[test]
fn what_is_said_of_a_lint_has_the_last_word_over_its_category() {
    let text = "[lint.skip-link]\nlevel = 'error'\n[lint.navigation]\nlevel = 'info'\nfix = 'unsafe'";
    let config = Folder::new(&[("scrublint.toml", text)]).config("");
    assert_eq!((level(&config, "skip-link"), level(&config, "back-to-top")), (Level::Error, Level::Info));
    let index = config.lints().find("skip-link").expect("a bundled lint");
    assert_eq!(config.settings().lint(index).fix, Applicability::Unsafe);
}

#[test]
fn a_level_has_the_origin_of_what_decided_on_it() {
    let text = "ignore = ['image-credit']\n[lint.skip-link]\nlevel = 'error'\n[per-file-ignores]\n'notes/*' = ['back-to-top']";
    let folder = Folder::new(&[("scrublint.toml", text)]);
    let config = folder.load("", &[], Flags { ignore: names(&["encoding"]), ..Flags::default() }).expect("no mistakes");
    let origin = |id, path| {
        let origin = config.level_origin(config.lints().find(id).expect("a bundled lint"), &folder.path(path)).to_string();
        origin.rsplit(['/', ':']).next().unwrap_or_default().to_owned()
    };
    assert_eq!(origin("image-credit", "a.md"), "1");
    assert_eq!(origin("skip-link", "a.md"), "3");
    assert_eq!(origin("html-entity", "a.md"), "--ignore");
    assert_eq!(origin("back-to-top", "a.md"), "default");
    assert_eq!(origin("back-to-top", "notes/a.md"), "5");
}

#[test]
fn per_file_ignores_count_from_their_file() {
    let folder = Folder::new(&[("site/scrublint.toml", "[per-file-ignores]\n'notes' = ['navigation']\n'*.txt' = ['media']")]);
    let config = folder.config("site");
    let off = |path: &str, id| {
        let linter = config.linter(&folder.path(path));
        linter.settings().lint(config.lints().find(id).expect("a bundled lint")).level == Level::Off
    };
    assert!(off("site/notes/deep/a.md", "skip-link") && !off("site/notes/a.md", "image-credit"));
    assert!(off("site/a.txt", "image-credit") && off("site/notes/a.txt", "skip-link"));
    assert!(!off("site/a.md", "skip-link") && !off("notes/a.md", "skip-link"));
}

#[test]
fn options_of_a_lint_are_set_beside_its_level() {
    let config = Folder::new(&[]).config("");
    let (index, lint) = config.lints().iter().find(|(_, lint)| !lint.options().is_empty()).expect("a lint with options");
    let (option, known) = &lint.options()[0];
    let table = |value: &str| format!("[lint.{}]\nlevel = 'error'\n{option} = {value}", lint.id());
    let value = match known {
        scrublint::lint::format::OptionValue::Integer(_) => "3",
        scrublint::lint::format::OptionValue::Float(_) => "0.25",
        scrublint::lint::format::OptionValue::Bool(_) => "false",
        scrublint::lint::format::OptionValue::Text(_) => "'x'",
    };
    let set = Folder::new(&[("scrublint.toml", &table(value))]).config("");
    assert_ne!(set.settings().option(set.lints(), index, option), None);
    assert_eq!(level(&set, lint.id()), Level::Error);
    let wrong = Folder::new(&[("scrublint.toml", &table("['x']"))]).mistakes();
    assert!(wrong[0].contains("scrublint.toml:3") && wrong[0].contains("must be"), "{wrong:?}");
}

#[test]
fn all_mistakes_are_told_with_their_lines() {
    let text = "\
ignore = ['navigtion']
protect = ['(']
max-removal = 7

[lint.skip-link]
levl = 'off'

[lint.nonsense]
level = 'off'

[lint.navigation]
words = 3
";
    let mistakes = Folder::new(&[("scrublint.toml", text)]).mistakes();
    let told: Vec<&str> = mistakes.iter().filter_map(|mistake| mistake.split_once("scrublint.toml:").map(|(_, rest)| rest)).collect();
    let expected = [
        "1: there is no lint or category `navigtion`, did you mean `navigation`?",
        "2: this is no regular expression: ",
        "3: a share lies between 0 and 1",
        "6: `skip-link` has no setting `levl`, did you mean `level`?",
        "8: there is no lint or category `nonsense`",
        "12: `words` is no setting of a category: `level` and `fix` are",
    ];
    assert_eq!(told.len(), expected.len(), "{mistakes:#?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(expected), "{told} is not {expected}");
    }
}

#[test]
fn fixes_cannot_be_made_more_certain() {
    let config = Folder::new(&[]).config("");
    let (_, lint) = config.lints().iter().find(|(_, lint)| lint.fix() == Applicability::Unsafe).expect("a lint with unsafe fixes");
    let text = format!("[lint.{}]\nfix = 'safe'", lint.id());
    let mistakes = Folder::new(&[("scrublint.toml", &text)]).mistakes();
    assert!(mistakes[0].contains("scrublint.toml:2: "), "{mistakes:?}");
    Folder::new(&[("scrublint.toml", &text.replace("safe'", "none'"))]).config("");
}

fn fix(config: &Config, id: &str) -> Applicability {
    config.settings().lint(config.lints().find(id).expect("a bundled lint")).fix
}

#[test]
fn a_preset_sets_levels_and_fixes_and_makes_none_more_certain() {
    let with = |preset: &str| Folder::new(&[("scrublint.toml", &format!("preset = '{preset}'"))]).config("");
    let (strict, standard, gentle) = (with("strict"), with("standard"), with("gentle"));
    assert_eq!((level(&gentle, "byline"), fix(&gentle, "byline")), (Level::Info, Applicability::None));
    assert_eq!((level(&gentle, "skip-link"), fix(&gentle, "skip-link")), (Level::Warn, Applicability::Safe));
    assert_eq!((level(&standard, "sponsored-label"), level(&strict, "sponsored-label")), (Level::Info, Level::Warn));
    let default = Folder::new(&[]).config("");
    for (index, lint) in default.lints().iter() {
        assert_eq!(standard.settings().lint(index), default.settings().lint(index), "{}", lint.id());
        assert_eq!(strict.settings().lint(index).fix, lint.fix(), "{}", lint.id());
        assert!(gentle.settings().lint(index).fix <= lint.fix() && gentle.settings().lint(index).level <= lint.level(), "{}", lint.id());
    }
    let mistakes = Folder::new(&[("scrublint.toml", "preset = 'gentel'")]).mistakes();
    assert!(mistakes[0].contains("scrublint.toml:1") && mistakes[0].contains("`gentle`"), "{mistakes:?}");
}

#[test]
fn what_a_configuration_says_of_a_lint_or_its_category_comes_before_the_preset() {
    let text =
        "preset = 'gentle'\nextend-select = ['irregular-space']\n[lint.metadata]\nlevel = 'error'\n[lint.image-credit]\nfix = 'unsafe'";
    let config = Folder::new(&[("scrublint.toml", text)]).config("");
    assert_eq!((level(&config, "byline"), fix(&config, "byline")), (Level::Error, Applicability::None));
    assert_eq!((level(&config, "image-credit"), fix(&config, "image-credit")), (Level::Info, Applicability::Unsafe));
    assert!(runs(&config, "irregular-space"));
    let origin = |id: &str| config.fix_setting(config.lints().find(id).expect("a bundled lint")).expect("it is set").origin.to_string();
    assert_eq!(origin("byline"), "preset gentle");
    assert!(origin("image-credit").ends_with("scrublint.toml:6"), "{}", origin("image-credit"));
}

#[test]
fn of_two_presets_the_nearer_counts() {
    let base = ("base.toml", "preset = 'gentle'");
    let near = |text: &str| Folder::new(&[base, ("scrublint.toml", text)]).config("");
    assert_eq!(level(&near("extend = 'base.toml'"), "byline"), Level::Info);
    assert_eq!(level(&near("extend = 'base.toml'\npreset = 'standard'"), "byline"), Level::Warn);
}

#[test]
fn files_that_extend_each_other_are_a_mistake() {
    let files = [("scrublint.toml", "extend = 'b.toml'"), ("b.toml", "\nextend = 'c.toml'"), ("c.toml", "extend = 'b.toml'")];
    let mistakes = Folder::new(&files).mistakes();
    assert!(mistakes[0].contains("c.toml:1: ") && mistakes[0].contains("extends itself"), "{mistakes:?}");
    let mistakes = Folder::new(&[("scrublint.toml", "extend = 'scrublint.toml'")]).mistakes();
    assert!(mistakes[0].contains("extends itself"), "{mistakes:?}");
}

#[test]
fn a_mistake_in_an_extended_file_names_that_file() {
    let mistakes = Folder::new(&[("scrublint.toml", "extend = 'base.toml'"), ("base.toml", "\n\nselct = []")]).mistakes();
    assert!(mistakes[0].contains("base.toml:3: ") && mistakes[0].contains("`select`"), "{mistakes:?}");
}

#[test]
fn inline_values_are_checked_like_files() {
    let folder = Folder::new(&[]);
    for (text, complaint) in
        [("fail_on = 'warn'", "fail-on"), ("ignore = ['x']", "`x`"), ("extend = 'a.toml'", "--config FILE"), ("x", "--config")]
    {
        let error = folder.load("", &[text], Flags::default()).expect_err("a mistake").to_string();
        assert!(error.contains("--config") && error.contains(complaint), "{error}");
    }
}

#[test]
fn a_lint_of_a_nearer_folder_takes_the_place_of_one_further_off() {
    let lint =
        |summary: &str| format!("summary = '{summary}'\nlevel = 'warn'\nfix = 'none'\nwhy = 'x'\n[[match]]\nline.en = ['pier office']\n");
    let folder = Folder::new(&[
        ("base/lints/house/pier.toml", &lint("Far")),
        ("base/base.toml", "lints = ['lints']"),
        ("site/lints/house/pier.toml", &lint("Near")),
        ("site/scrublint.toml", "extend = '../base/base.toml'\nlints = ['lints']"),
    ]);
    let config = folder.config("site");
    let index = config.lints().find("pier").expect("the own lint");
    assert_eq!((config.lints().get(index).summary(), config.lints().get(index).category()), ("Near", "house"));
}

/// `UPDATE_SCHEMA=1 cargo test --features schema --test config` writes the file anew.
#[cfg(feature = "schema")]
#[test]
fn the_schema_in_the_repository_is_the_schema_of_the_types() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/config.schema.json");
    let generated = format!("{:#}\n", scrublint::config::json_schema().to_value());
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        fs::write(path, &generated).expect("the schema can be written");
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    assert!(committed == generated, "schema/config.schema.json is out of date: run this test with UPDATE_SCHEMA=1");
}

use std::cell::Cell;
use std::fs;
use std::iter;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use super::super::{Cleared, WriteError, Written, remove_stale, write_by};
use super::*;

/// A folder with the article `a.md`, which holds "old" and is to hold "new".
struct Scene {
    folder: TempDir,
}

impl Scene {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("a.md"), "old").expect("it can be written");
        Self { folder }
    }

    fn article(&self) -> PathBuf {
        self.folder.path().join("a.md")
    }

    /// Saves as an editor does that puts a new file in the old one's place.
    fn rename_in(&self, content: &str) {
        let beside = self.folder.path().join("saved");
        fs::write(&beside, content).expect("it can be written");
        fs::rename(&beside, self.article()).expect("it can be renamed");
    }

    /// Saves as an editor does that empties the file and writes it anew.
    fn write_in(&self, content: &str) {
        fs::write(self.article(), content).expect("it can be written");
    }

    /// Fixes the article, and does something else at each moment.
    fn fix(&self, between: impl Fn(Moment, &Path)) -> Result<Written, WriteError> {
        self.fix_by(exchange, between)
    }

    fn fix_by(&self, exchange: fn(&Path, &Path) -> io::Result<()>, between: impl Fn(Moment, &Path)) -> Result<Written, WriteError> {
        write_by(&Way { exchange, between: &between }, &self.article(), Digest::of(b"old"), b"new")
    }

    /// Fixes the article and is killed at the last of the moments for which `between` answers with `true`.
    fn die(&self, between: impl Fn(Moment) -> bool) {
        let killed = catch_unwind(AssertUnwindSafe(|| self.fix(|moment, _| assert!(!between(moment), "killed"))));
        assert!(killed.is_err(), "the moment came");
    }

    /// What all files hold, the article first.
    fn contents(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).expect("a folder");
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
        paths.sort_by_key(|path| (*path != self.article(), path.clone()));
        paths.iter().map(|path| fs::read_to_string(path).expect("UTF-8")).collect()
    }

    fn clear(&self) -> Cleared {
        remove_stale(self.folder.path()).expect("a folder")
    }

    /// Clears away what nobody uses any more.
    fn clear_left(&self) -> Cleared {
        let look = || {
            thread::sleep(Duration::from_millis(20));
            self.clear()
        };
        iter::repeat_with(look).take(LOOKS).find(|cleared| *cleared != Cleared::default()).unwrap_or_default()
    }
}

/// How often to look for what a killed run left. A process that another test is just starting has its locks for a moment.
const LOOKS: usize = 100;

const SAVES: [fn(&Scene, &str); 2] = [Scene::rename_in, Scene::write_in];

#[test]
fn clause_08_an_edit_in_any_moment_is_the_one_that_stays() {
    for save in SAVES {
        // After the last look: what comes out is an edit, and it is put back.
        let scene = Scene::new();
        let result = scene.fix(|moment, _| {
            if moment == Moment::Looked {
                save(&scene, "an edit");
            }
        });
        assert!(matches!(result, Err(WriteError::Changed { .. })), "{result:?}");
        assert_eq!(scene.contents(), ["an edit"]);

        // After the exchange: it was made to the new content.
        let scene = Scene::new();
        let result = scene.fix(|moment, _| {
            if moment == Moment::Exchanged {
                save(&scene, "an edit");
            }
        });
        assert_eq!(result.expect("nothing was in the way"), Written::Replaced);
        assert_eq!(scene.contents(), ["an edit"]);
    }
}

#[test]
fn clause_08_the_latest_edit_is_the_one_that_stays() {
    for save in SAVES {
        // A second edit, before the first is put back or right afterwards.
        for second in [Moment::Exchanged, Moment::Judged, Moment::PutBack] {
            let (scene, saved) = (Scene::new(), Cell::new(false));
            let result = scene.fix(|moment, _| match moment {
                Moment::Looked => save(&scene, "the first edit"),
                moment if moment == second && !saved.replace(true) => save(&scene, "the second edit"),
                _ => {}
            });
            assert!(matches!(result, Err(WriteError::Changed { .. })), "{second:?}: {result:?}");
            assert_eq!(scene.contents(), ["the second edit"], "{second:?}");
        }
    }
}

/// When the second edit has just come out and is about to go back.
fn third(save: fn(&Scene, &str)) -> (Scene, WriteError) {
    let (scene, saved) = (Scene::new(), Cell::new(false));
    let result = scene.fix(|moment, _| match moment {
        Moment::Looked => save(&scene, "the first edit"),
        Moment::Judged => save(&scene, "the second edit"),
        Moment::PutBack if !saved.replace(true) => save(&scene, "the third edit"),
        _ => {}
    });
    (scene, result.expect_err("there was an edit"))
}

#[test]
fn clause_08_a_third_edit_in_a_file_of_its_own_is_the_one_that_stays() {
    let (scene, error) = third(Scene::rename_in);
    assert!(matches!(error, WriteError::Changed { .. }), "{error}");
    assert_eq!(scene.contents(), ["the third edit"]);
}

/// It may as well be the end of the first one, which was being written all the time.
#[test]
fn clause_08_of_edits_of_which_none_is_known_to_be_the_last_none_is_lost() {
    let (scene, error) = third(Scene::write_in);
    assert!(matches!(error, WriteError::Stranded { .. }), "{error}");
    assert_eq!(scene.contents(), ["the second edit", "the third edit"]);
}

#[test]
fn clause_08_an_edit_outlives_a_kill_between_exchange_and_put_back() {
    for save in SAVES {
        for last in [Moment::Exchanged, Moment::Judged] {
            let scene = Scene::new();
            scene.die(|moment| {
                if moment == Moment::Looked {
                    save(&scene, "an edit");
                }
                moment == last
            });
            assert_eq!(scene.contents(), ["new", "an edit"], "{last:?}");
            for _ in 0..2 {
                let Cleared { removed, kept } = scene.clear_left();
                assert_eq!((removed, kept.len()), (0, 1), "{last:?}");
                assert_eq!(fs::read_to_string(&kept[0]).expect("it is there"), "an edit");
            }
        }
        let scene = Scene::new();
        scene.die(|moment| {
            if moment == Moment::Looked {
                save(&scene, "an edit");
            }
            moment == Moment::PutBack
        });
        assert_eq!(scene.contents(), ["an edit", "new"]);
        assert_eq!(scene.clear_left(), Cleared { removed: 1, kept: Vec::new() });
        assert_eq!(scene.contents(), ["an edit"]);
    }
}

#[test]
fn clause_08_what_was_read_goes_with_the_run_after_one_that_was_killed() {
    let scene = Scene::new();
    scene.die(|moment| moment == Moment::Exchanged);
    assert_eq!(scene.contents(), ["new", "old"]);
    assert_eq!(scene.clear_left(), Cleared { removed: 1, kept: Vec::new() });
    assert_eq!(scene.contents(), ["new"]);
}

#[test]
fn clause_08_a_second_run_leaves_alone_what_the_first_has_displaced() {
    for save in SAVES {
        let scene = Scene::new();
        let result = scene.fix(|moment, temporary| match moment {
            Moment::Looked => save(&scene, "an edit"),
            Moment::Judged => {
                assert_eq!(scene.clear().removed, 0);
                assert!(temporary.exists());
            }
            _ => {}
        });
        assert!(matches!(result, Err(WriteError::Changed { .. })), "{result:?}");
        assert_eq!(scene.contents(), ["an edit"]);
    }
    let scene = Scene::new();
    let result = scene.fix(|moment, _| {
        if moment == Moment::Exchanged {
            assert_eq!(scene.clear(), Cleared::default(), "it is in use");
        }
    });
    assert_eq!(result.expect("nothing was in the way"), Written::Replaced);
    assert_eq!(scene.contents(), ["new"]);
}

#[test]
fn clause_08_a_displaced_file_that_somebody_takes_away_is_an_error() {
    let scene = Scene::new();
    let error = scene
        .fix(|moment, temporary| {
            if moment == Moment::Exchanged {
                fs::remove_file(temporary).expect("it is there");
            }
        })
        .expect_err("nobody knows what it held");
    assert!(matches!(error, WriteError::Vanished { .. }) && error.may_be_written(), "{error}");
    assert!(error.to_string().contains("a.md was replaced, but another program removed"), "{error}");
    assert_eq!(scene.contents(), ["new"]);
}

#[test]
fn clause_08_an_edit_that_cannot_be_put_back_is_kept_and_named() {
    let scene = Scene::new();
    let error = scene
        .fix(|moment, _| match moment {
            Moment::Looked => scene.rename_in("an edit"),
            Moment::Judged => fs::remove_file(scene.article()).expect("it is there"),
            _ => {}
        })
        .expect_err("its place is gone");
    let WriteError::Stranded { kept, .. } = &error else { panic!("{error}") };
    assert_eq!(fs::read_to_string(kept).expect("it is kept"), "an edit");
    assert!(error.to_string().contains(&kept.display().to_string()) && error.may_be_written(), "{error}");
    assert_eq!(scene.clear_left(), Cleared { removed: 0, kept: vec![kept.clone()] });
}

#[test]
fn clause_08_edits_without_end_are_kept_too() {
    let (scene, edit) = (Scene::new(), Cell::new(0));
    let save = || {
        scene.rename_in(&format!("edit {}", edit.replace(edit.get() + 1)));
    };
    let error = scene
        .fix(|moment, _| {
            if moment != Moment::Exchanged {
                save()
            }
        })
        .expect_err("it never ends");
    assert!(matches!(error, WriteError::Stranded { .. }), "{error}");
    let last = format!("edit {}", edit.get() - 1);
    assert!(scene.contents().contains(&last), "{:?} without {last}", scene.contents());
}

#[test]
fn a_file_that_is_gone_after_the_last_look_is_not_made_anew() {
    let scene = Scene::new();
    let error = scene.fix(|moment, _| {
        if moment == Moment::Looked {
            fs::remove_file(scene.article()).expect("it is there")
        }
    });
    assert!(matches!(error, Err(WriteError::Replace { .. })), "{error:?}");
    assert_eq!(scene.contents(), [""; 0]);
}

/// Where files cannot change places the look before is the only guard, and it holds.
#[test]
fn clause_08_without_an_exchange_a_file_that_changed_before_the_last_look_is_left_alone() {
    let unsupported = |_: &Path, _: &Path| Err(io::ErrorKind::Unsupported.into());
    let scene = Scene::new();
    scene.rename_in("an edit");
    let result = scene.fix_by(unsupported, |_, _| {});
    assert!(matches!(result, Err(WriteError::Changed { .. })), "{result:?}");
    assert_eq!(scene.contents(), ["an edit"]);

    let scene = Scene::new();
    assert_eq!(scene.fix_by(unsupported, |_, _| {}).expect("nothing was in the way"), Written::Replaced);
    assert_eq!(scene.contents(), ["new"]);
}

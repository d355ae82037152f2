//! `ci/install.sh` takes what `ci/archive.sh` packs, and nothing else.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A folder with releases, a place to install to, and a `cargo` that builds nothing.
struct Machine(TempDir);

impl Machine {
    fn new() -> Self {
        let machine = Self(TempDir::new().expect("a temporary folder"));
        machine.program(
            "tools/cargo",
            r#"mkdir -p "$6/bin"; printf '#!/bin/sh\necho built %s\n' "$*" > "$6/bin/scrublint"; chmod +x "$6/bin/scrublint""#,
        );
        machine.program("build/scrublint", "echo released \"$@\"");
        machine
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn program(&self, name: &str, script: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("it can be written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it can be run");
    }

    /// Packs a release for this machine, and returns the archive.
    fn release(&self, version: &str) -> PathBuf {
        let target = format!("{}-unknown-linux-musl", std::env::consts::ARCH);
        let folder = self.path(&format!("releases/v{version}"));
        let packed = Command::new("sh")
            .arg(Path::new(ROOT).join("ci/archive.sh"))
            .arg(&target)
            .arg(self.path("build"))
            .arg(&folder)
            .status()
            .expect("sh runs");
        assert!(packed.success());
        folder.join(format!("scrublint-{target}.tar.gz"))
    }

    fn install(&self, version: &str) -> Output {
        Command::new("sh")
            .arg(Path::new(ROOT).join("ci/install.sh"))
            .arg(version)
            .arg(self.path("bin"))
            .env("SCRUBLINT_RELEASES", format!("file://{}", self.path("releases").display()))
            .env("PATH", format!("{}:/usr/local/bin:/usr/bin:/bin", self.path("tools").display()))
            .output()
            .expect("sh runs")
    }

    fn installed(&self) -> Option<String> {
        let output = Command::new(self.path("bin/scrublint")).arg("check").output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }
}

#[test]
fn a_release_is_installed_and_runs() {
    let machine = Machine::new();
    machine.release("9.8.7");
    for version in ["9.8.7", "v9.8.7"] {
        let output = machine.install(version);
        assert!(output.status.success(), "{output:?}");
        assert_eq!(machine.installed().as_deref(), Some("released check"));
    }
}

#[test]
fn an_archive_with_a_wrong_checksum_is_an_error_and_nothing_is_built_instead() {
    let machine = Machine::new();
    let archive = machine.release("9.8.7");
    let mut bytes = fs::read(&archive).expect("it is there");
    bytes.push(0);
    fs::write(&archive, bytes).expect("it can be written");
    let output = machine.install("9.8.7");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("the checksum of scrublint-"), "{output:?}");
    assert_eq!(machine.installed(), None);
}

#[test]
fn what_cannot_be_unpacked_or_put_in_its_place_is_an_error() {
    let machine = Machine::new();
    let archive = machine.release("9.8.7");
    fs::create_dir_all(machine.path("bin/scrublint/in the way")).expect("it can be made");
    let output = machine.install("9.8.7");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    fs::remove_dir_all(machine.path("bin")).expect("it is there");

    fs::write(&archive, "no archive").expect("it can be written");
    let name = archive.file_name().expect("a name").to_string_lossy().into_owned();
    let sum = Command::new("sha256sum").arg(&name).current_dir(archive.parent().expect("a folder")).output().expect("it runs");
    fs::write(format!("{}.sha256", archive.display()), sum.stdout).expect("it can be written");
    let output = machine.install("9.8.7");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot be unpacked"), "{output:?}");
    assert_eq!(machine.installed(), None);
}

#[test]
fn an_archive_without_a_checksum_is_an_error() {
    let machine = Machine::new();
    let archive = machine.release("9.8.7");
    fs::remove_file(format!("{}.sha256", archive.display())).expect("it is there");
    let output = machine.install("9.8.7");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(machine.installed(), None);
}

#[test]
fn without_a_release_cargo_builds_that_version() {
    let machine = Machine::new();
    let output = machine.install("9.8.7");
    assert!(output.status.success(), "{output:?}");
    let built = machine.installed().expect("it is there");
    assert!(built.starts_with("built install --locked --version 9.8.7 --root "), "{built}");
}

#[test]
fn what_is_no_version_is_refused() {
    let machine = Machine::new();
    for version in ["", "../../elsewhere", "1.0 --force", "$(touch x)"] {
        let output = machine.install(version);
        assert_eq!(output.status.code(), Some(1), "{version}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("is no version"), "{output:?}");
    }
}

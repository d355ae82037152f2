#!/bin/sh
# Installs scrublint for a CI job: the release's binary if its checksum is right, else what cargo builds.
#
#     ci/install.sh VERSION FOLDER
#
# The binary goes into FOLDER. A checksum that is wrong fails the job: it is never a reason to go on with something else. Where a
# release has no binary for the machine, cargo builds that version. SCRUBLINT_RELEASES names another place for releases.
# POSIX shell with curl or wget, so that it runs in the images that CI systems use.
set -eu

version=${1#v}
folder=$2
releases=${SCRUBLINT_RELEASES:-https://github.com/scrublint/scrublint/releases/download}

fail() { printf 'error: %s\n' "$1" >&2; exit 1; }

target() {
    machine=$(uname -m)
    case $machine in
        x86_64 | amd64) machine=x86_64 ;;
        aarch64 | arm64) machine=aarch64 ;;
        *) return 1 ;;
    esac
    case $(uname -s) in
        # The musl binary runs wherever Linux does.
        Linux) printf '%s-unknown-linux-musl\n' "$machine" ;;
        Darwin) printf '%s-apple-darwin\n' "$machine" ;;
        MINGW* | MSYS* | CYGWIN*) printf 'x86_64-pc-windows-msvc\n' ;;
        *) return 1 ;;
    esac
}

fetch() {
    if command -v curl > /dev/null; then
        curl --fail --silent --location --retry 3 --output "$2" "$1"
    else
        wget -q -O "$2" "$1"
    fi
}

# The checksum's line names the archive, and both tools read it the same way.
verify() {
    if command -v sha256sum > /dev/null; then
        sha256sum -c "$1" > /dev/null 2>&1
    else
        shasum -a 256 -c "$1" > /dev/null 2>&1
    fi
}

from_release() {
    target=$(target) || return 1
    archive=scrublint-$target.tar.gz
    fetch "$releases/v$version/$archive" "$work/$archive" || return 1
    fetch "$releases/v$version/$archive.sha256" "$work/$archive.sha256" || fail "$archive has no checksum"
    (cd "$work" && verify "$archive.sha256") || fail "the checksum of $archive is wrong"
    # Within a condition no failure ends the script by itself.
    tar -xzf "$work/$archive" -C "$work" || fail "$archive cannot be unpacked"
    cp "$work/scrublint-$target"/scrublint* "$folder/" || fail "$folder takes no files"
    printf 'scrublint %s from %s\n' "$version" "$archive" >&2
}

from_source() {
    command -v cargo > /dev/null || fail "there is no binary of scrublint $version for this machine, and no cargo to build it"
    printf 'scrublint %s is built by cargo\n' "$version" >&2
    cargo install --locked --version "$version" --root "$work/cargo" scrublint
    cp "$work"/cargo/bin/scrublint* "$folder/"
}

case $version in
    '' | *[!0-9A-Za-z.+-]*) fail "\`$1\` is no version" ;;
esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$folder"
from_release || from_source

#!/bin/sh
# Packs the binary of a release with its licences, and writes the archive's checksum beside it:
#
#     ci/archive.sh TARGET FOLDER_OF_THE_BINARY OUTPUT_FOLDER
#
# ci/install.sh is what unpacks it.
set -eu

target=$1
binaries=$2
output=$3
name=scrublint-$target
here=$(cd "$(dirname "$0")/.." && pwd)

mkdir -p "$output"
output=$(cd "$output" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/$name"
case $target in
    *windows*) cp "$binaries/scrublint.exe" "$work/$name/" ;;
    *) cp "$binaries/scrublint" "$work/$name/" ;;
esac
cp "$here/README.md" "$here/CHANGELOG.md" "$here/LICENSE-MIT" "$here/LICENSE-APACHE" "$work/$name/"
tar -czf "$output/$name.tar.gz" -C "$work" "$name"
cd "$output"
if command -v sha256sum > /dev/null; then
    sha256sum "$name.tar.gz" > "$name.tar.gz.sha256"
else
    shasum -a 256 "$name.tar.gz" > "$name.tar.gz.sha256"
fi

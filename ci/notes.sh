#!/bin/sh
# Prints what the changelog says of a release. It fails if the version is not that of Cargo.toml, or has no section.
#
#     ci/notes.sh VERSION
set -eu
cd "$(dirname "$0")/.."

version=${1#v}
written=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
if [ "$version" != "$written" ]; then
    printf 'error: this is to be %s, and Cargo.toml says %s\n' "$version" "$written" >&2
    exit 1
fi
notes=$(awk -v heading="## [$version]" '/^## / { inside = index($0, heading) == 1; next } inside' CHANGELOG.md)
if [ -z "$notes" ]; then
    printf 'error: CHANGELOG.md has no section [%s]\n' "$version" >&2
    exit 1
fi
printf '%s\n' "$notes"

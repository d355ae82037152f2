#!/usr/bin/env bash
# What the GitHub Action runs: `scrublint check` with annotations, and with a SARIF report if SARIF is `true`. PATHS and ARGS have one
# path or argument a line, so that none needs quoting; the exit code is scrublint's.
#
#     ci/check.sh PROGRAM
set -euo pipefail

lines() { printf '%s\n' "$1" | sed -e 's/\r$//' -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//' -e '/^$/d'; }

arguments=(check --output-format github)
if [ "${SARIF:-false}" = true ]; then
    report=$RUNNER_TEMP/scrublint.sarif
    # That of an earlier step is not to be taken for the one of this.
    rm -f "$report"
    arguments+=(--output-format "sarif=$report")
fi
while IFS= read -r argument; do arguments+=("$argument"); done < <(lines "${ARGS:-}")
arguments+=(--)
# GitHub counts paths from the checkout. In a folder of it they are given as absolute ones, which GitHub makes relative by itself.
here=
if [ "$(pwd -P)" != "$(cd "${GITHUB_WORKSPACE:-.}" && pwd -P)" ]; then here=$(pwd -W 2> /dev/null || pwd -P); fi
while IFS= read -r path; do
    case $path in
        /* | [A-Za-z]:[/\\]*) ;;
        .) path=${here:-.} ;;
        *) path=${here:+$here/}${path#./} ;;
    esac
    arguments+=("$path")
done < <(lines "${PATHS:-.}")

code=0
"$1" "${arguments[@]}" || code=$?
# With exit code 2 the job was not done, and there may be no report.
if [ -n "${report:-}" ] && [ -s "$report" ]; then
    printf 'sarif-file=%s\n' "$report" >> "$GITHUB_OUTPUT"
fi
exit "$code"

#!/bin/bash
# transcript.sh WHYNOT: README's transcript is what the program says today. WHYNOT_GOLDEN=write puts in what it says.
set -euo pipefail
whynot=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
readme=$here/../../README.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

block() { sed -n '/<!-- begin: transcript -->/,/<!-- end: transcript -->/p' "$readme"; }

command=$(block | sed -n 's/^\$ whynot //p')
[ -n "$command" ] || { echo "transcript.sh: README has no transcript"; exit 1; }
{
	printf '<!-- begin: transcript -->\n```\n$ whynot %s\n' "$command"
	# shellcheck disable=SC2086
	(cd "$here/example" && "$whynot" $command 2>&1) || [ $? -eq 1 ]
	printf '```\n<!-- end: transcript -->\n'
} >"$work/now"
if [ "${WHYNOT_GOLDEN:-}" = write ]; then
	sed -e '/<!-- begin: transcript -->/,/<!-- end: transcript -->/{/<!-- end: transcript -->/r '"$work/now" -e 'd}' "$readme" >"$work/readme"
	cp "$work/readme" "$readme"
fi
block | diff -u - "$work/now"

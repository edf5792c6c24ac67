#!/bin/bash
# models.sh WHYNOT: README's example of models is one that whynot reads.
set -euo pipefail
whynot=$(realpath "$1")
readme=$(dirname "$(realpath "$0")")/../../README.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

awk '/^## /{ here = /^## Functions whose source/ } /^```/{ inside = !inside; next } here && inside' "$readme" >"$work/models"
[ "$(wc -l <"$work/models")" -ge 3 ] || {
	echo "models.sh: there is no example of models in README.md" >&2
	exit 1
}
echo 'int x;' >"$work/a.c"
"$whynot" check "$work/a.c" --remarks=off --models="$work/models" -- -c

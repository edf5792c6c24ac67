#!/bin/bash
# models_cover.sh WHYNOT DIR [MOST]: which functions of the system's headers, and which builtins, does the project whose
# compile_commands.json is in DIR call without whynot's knowing what they do with pointers? One line a function: how many calls,
# its name, the header that declares it; by falling number. Exit 1 when one of them is called more than MOST times (3).
#
# A function that the project itself defines needs no model, nor does a call through a pointer. alloca and the va_ builtins are
# part of the language, and no functions.
set -euo pipefail

fail()
{
	echo "models_cover.sh: $*" >&2
	exit 1
}

[ $# -eq 2 ] || [ $# -eq 3 ] || fail "usage: models_cover.sh WHYNOT DIR [MOST]"
here=$(dirname "$(realpath "$0")")
whynot=$(realpath "$1")
models=$here/../../rules/escape_models.txt
most=${3:-3}
[ -s "$2/compile_commands.json" ] || fail "there is no $2/compile_commands.json: run $here/database.sh first"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$whynot" facts -p "$2" --remarks=off --quiet >"$work/facts"
awk -F '\t' -v table="$models" '
BEGIN {
	while ((getline line <table) > 0)
		if (match(line, /^[A-Za-z_][A-Za-z0-9_]*\(/))
			known[substr(line, 1, RLENGTH - 1)] = 1
	if (!("malloc" in known)) {
		print "no table in " table >"/dev/stderr"
		exit 2
	}
}
$1 == "function" { defined[$4] = 1 }
$1 == "call" && $3 != "-" && ($4 ~ /^\// || $7 ~ /builtin/) && $7 !~ /indirect/ && $3 !~ /^__builtin_(va_.*|alloca)$/ {
	n_calls[$3]++
	header[$3] = $4
	n_all++
}
END {
	if (!n_all) {
		print "no call of a system function among the facts" >"/dev/stderr"
		exit 2
	}
	for (name in n_calls) {
		plain = name
		sub(/^__builtin_/, "", plain)
		if (!(name in defined) && !(name in known) && !(plain in known))
			printf "%6d %s %s\n", n_calls[name], name, header[name]
	}
}' "$work/facts" >"$work/unknown" || fail "the facts of $2 do not have the expected form"
LC_ALL=C sort -k1,1nr -k2,2 "$work/unknown"
n=$(awk -v most="$most" '$1 > most { n++ } END { print n + 0 }' "$work/unknown")
[ "$n" -eq 0 ] || fail "$n functions without a model are called more than $most times; describe them in rules/escape_models.txt"

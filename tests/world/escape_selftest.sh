#!/bin/bash
# escape_selftest.sh CLANG: does the run-time check of escape verdicts see what it has to? escape_check/program.c says beside its
# lines what whynot is made to have claimed, half of it wrong, and what the check must answer. Exit 77 (skipped), with the
# reason: a tool is missing.
set -euo pipefail

[ $# -eq 1 ] || {
	echo "usage: escape_selftest.sh CLANG" >&2
	exit 1
}
here=$(dirname "$(realpath "$0")")
program=$here/escape_check/program.c
for tool in "$1" python3 addr2line; do
	command -v "$tool" >/dev/null || {
		echo "escape_selftest.sh: skipped: $tool is missing"
		exit 77
	}
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export WHYNOT_ESCAPE_SITES=$work/sites WHYNOT_ESCAPE_ROOT=$here/escape_check WHYNOT_ESCAPE_CLANG=$1
export WHYNOT_ESCAPE_MATCHED=$work/matched WHYNOT_ESCAPE_LOG=$work/log

# The report and what is expected, a line for each site: "FUNCTION LINE ANSWER".
awk -v report="$work/report.yaml" -v expected="$work/expected" '
match($0, /\/\/@ [A-Za-z]+ [a-z_]+ .* => [a-z+]+$/) {
	mark = substr($0, RSTART + 4)
	split(mark, word, " ")
	answer = mark
	sub(/.* => /, "", answer)
	alloc = substr(mark, length(word[1] " " word[2] " ") + 1)
	sub(/ => .*/, "", alloc)
	quoted = alloc
	gsub(/\047/, "\047\047", quoted)
	printf "--- !Missed\nPass: escape\nName: %s\nDebugLoc: { File: program.c, Line: %d, Column: %d }\nFunction: %s\nArgs:\n- Alloc: \047%s\047\n...\n", \
		word[1], NR, index($0, alloc), word[2], quoted >report
	print word[2], NR, answer >expected
}' "$program"
python3 "$here/escape_cc.py" sites "$work/report.yaml" >"$work/sites"
printf '[{ "directory": "%s", "file": "program.c", "command": "cc -pthread -O2 -g -c -o program.o program.c" }]\n' \
	"$here/escape_check" >"$work/compile_commands.json"
python3 "$here/escape_cc.py" build "$work/compile_commands.json" "$work" >"$work/build"
"$1" -O1 -fno-omit-frame-pointer -w -pthread -o "$work/program" "$work/program.o" "$here/escape_runtime.c"
"$work/program"
status=0
python3 "$here/escape_cc.py" summary "$work/sites" "$work/log" "$work/matched" "$work/program" >"$work/summary" || status=$?

awk '
BEGIN {
	kind["freed"] = "freed"; kind["reallocated"] = "realloc"; kind["still"] = "reachable"; kind["while"] = "overlap"; kind["within"] = "return"
}
FNR == NR {
	line = $0
	if ($1 == "VIOLATION") {
		answer = line
		sub(/.*\]: [0-9]+ bytes /, "", answer)
		split(answer, word, " ")
		answer = kind[word[1]]
	} else if ($1 == "leaked") {
		answer = "leaked"
	} else if (line ~ /^never run/) {
		answer = "never"
	} else if (line ~ /^not marked/) {
		answer = "unmarked"
	} else {
		next
	}
	match(line, /program.c:[0-9]+/)
	at = substr(line, RSTART + 10, RLENGTH - 10)
	said[at] = said[at] == "" ? answer : said[at] "+" answer
	next
}
{ print $1, $2, said[$2] == "" ? "ok" : said[$2] }' "$work/summary" "$work/expected" >"$work/found"
if ! diff -u "$work/expected" "$work/found" || [ "$status" -ne 1 ]; then
	cat "$work/summary" >&2
	echo "escape_selftest.sh: the check does not see what it has to (exit status $status)" >&2
	exit 1
fi
grep -q '^    main (program.c:' "$work/summary" || {
	cat "$work/summary" >&2
	echo "escape_selftest.sh: who freed a block is not named" >&2
	exit 1
}
tail -n 1 "$work/summary"

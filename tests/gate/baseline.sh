#!/bin/bash
# baseline.sh WHYNOT: a project accepts what it has, and is told what is new, through moved lines, other indentation, renamed files,
# repaired defects and updates, in a real repository.
set -euo pipefail
whynot=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAIL: $*" >&2; [ ! -f "$work/text" ] || cat "$work/text" "$work/err" >&2; exit 1; }
export BUILD
BUILD=$(realpath "${BUILD:-build}")
cd "$work"
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
git init -q repo
cd repo
mkdir src
database()
{
	local file separator='['
	for file in src/*.c; do
		printf '%s{"directory": "%s", "command": "cc -O1 -c %s", "file": "%s"}' "$separator" "$PWD" "$file" "$file"
		separator=,
	done >compile_commands.json
	echo ']' >>compile_commands.json
}
# run STATUS OPTION...: the report in $work/text, the summary in $work/err.
run()
{
	local wanted=$1 status=0
	shift
	"$whynot" check --remarks=off "$@" >"$work/text" 2>"$work/err" || status=$?
	[ $status -eq "$wanted" ] || fail "status $status instead of $wanted: $*"
}
printf '#include <math.h>\n#include <time.h>\nint f(void)\n{\n\treturn 1;\n}\n' >src/a.c
printf '#include <errno.h>\nint g(void)\n{\n\treturn 1;\n}\n' >src/b.c
database

run 2 --baseline=known.yaml
grep -q 'there is no baseline known.yaml; --baseline-update --allow-growth makes it' "$work/err" || fail "no word about the missing file"
run 2 --baseline-update
grep -q 'baseline-update needs --baseline=FILE' "$work/err" || fail "no word about the missing option"
run 2 --baseline=known.yaml --baseline-update
run 0 --baseline=known.yaml --baseline-update --allow-growth
[ "$(grep -c '^- ' known.yaml)" -eq 3 ] || fail "the baseline has not three entries"
printf 'baseline: known.yaml\n' >.whynot.yaml
run 0
grep -q '0 findings; 3 in the baseline' "$work/err" || fail "the summary does not count what is known"
git add -A && git commit -qm "accept what there is"

# Lines move, blanks change, a file is renamed: still known. From another folder, too.
sed -i '1i /* one\n * two\n */' src/a.c
sed -i 's/#include <time.h>/#  include   <time.h>/' src/a.c
git mv src/b.c src/c.c
database
run 0
(cd src && "$whynot" check --remarks=off -q) || fail "from another folder the baseline is not the same"

# SARIF tells how each result stands to the baseline, and what is known is suppressed from outside.
states()
{
	run "$1" --report=sarif="$work/r.sarif" "${@:3}"
	[ "$(jq -r '[.runs[0].results[] | .baselineState + (.suppressions // [] | map(":" + .kind) | join(""))] | sort | join(" ")' "$work/r.sarif")" = "$2" ] ||
		fail "baseline states: $(jq -c '.runs[0].results[] | [.ruleId, .baselineState, .suppressions]' "$work/r.sarif")"
	cp "$work/r.sarif" "$sarifs/$((++n_sarifs)).sarif"
}
sarifs=$work/sarifs
n_sarifs=0
mkdir "$sarifs"
states 0 'unchanged:external unchanged:external unchanged:external'
cp src/a.c "$work/a.c"
sed -i 's/#include <math.h>/#include <ctype.h>/' src/a.c
states 1 'absent:external new unchanged:external unchanged:external'
jq -e '.runs[0].results[] | select(.baselineState == "absent") | .message.text | contains("<math.h> is not used")' "$work/r.sarif" >/dev/null ||
	fail "the absent result does not say what it was"
grep -q "$work" "$work/r.sarif" && fail "SARIF tells where this machine keeps the sources"
states 1 'absent:external new unchanged:external unchanged:external' --sarif-absolute
jq -e --arg here "file://$PWD/" '.runs[0] | .originalUriBaseIds["%SRCROOT%"].uri == $here and .invocations[0].workingDirectory.uri == $here' \
	"$work/r.sarif" >/dev/null || fail "--sarif-absolute: $(jq -c '.runs[0] | .originalUriBaseIds, .invocations' "$work/r.sarif")"
cp "$work/a.c" src/a.c
"$whynot" check --remarks=off -q --no-config --exit-zero --format=none --sarif="$work/r.sarif"
jq -e '.runs[0].results | length > 0 and all(.[]; has("baselineState") | not)' "$work/r.sarif" >/dev/null || fail "a state without a baseline"
schema=${BUILD:-build}/world/sarif-schema.json
if [ -f "$schema" ] && /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
	/usr/bin/python3 - "$schema" "$sarifs"/*.sarif <<'END' || fail "SARIF with a baseline is not valid"
import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
for path in sys.argv[2:]:
    jsonschema.validate(json.load(open(path)), schema)
END
else
	echo "baseline.sh: no SARIF schema (gate/formats fetches it) or no python3-jsonschema here: states are not checked with it"
fi

# A new finding is told, and only that; --baseline-update does not let it in.
sed -i 's/#include <math.h>/&\n#include <ctype.h>/' src/a.c
run 1
[ "$(grep -c 'warning:' "$work/text")" -eq 1 ] && grep -q 'ctype.h' "$work/text" || fail "not just the new finding"
run 1 --baseline-update
grep -q 'known.yaml: 3 kept, 0 dropped, 0 added, 1 refused: --allow-growth takes new findings in' "$work/err" || fail "an update does not say what it did: $(cat "$work/err")"
grep -q 'ctype' known.yaml && fail "the baseline grew"
grep -q "file: 'src/c.c'" known.yaml || fail "the update did not take over the new name"
sed -i '/ctype.h/d' src/a.c

# A repaired one is stale, named with its line, and taken out.
sed -i '/time.h/d' src/a.c
run 0
grep -Eq 'known.yaml:[0-9]+: stale: unused-include/UnusedInclude in src/a.c: <time.h>' "$work/err" || fail "the stale entry is not named"
grep -q '1 stale entry in known.yaml; --baseline-update removes it' "$work/err" || fail "no word on what to do"
run 0 src/c.c
run 0 --baseline-update
grep -q 'known.yaml: 2 kept, 1 dropped, 0 added' "$work/err" || fail "the update does not say what it dropped"
grep -q 'time' known.yaml && fail "the stale entry is still there"
run 0
grep -q stale "$work/err" && fail "still stale"
# What did not run says nothing about its entries.
run 0 --only=struct-padding
grep -q stale "$work/err" && fail "entries of a rule that did not run are called stale"

# The same findings in another order give the same file.
cp known.yaml "$work/kept.yaml"
run 0 --baseline-update -j1
cmp known.yaml "$work/kept.yaml" || fail "an update without a change changed the file"
printf 'version: 1\nfindings:\n- {rule: x}\n' >known.yaml
run 2
grep -q 'known.yaml:3:10: a rule is written as rule/Name' "$work/err" || fail "a damaged baseline is not said"
echo "baseline: all as it should be"

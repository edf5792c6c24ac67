#!/bin/bash
# defects.sh WHYNOT DIR: brings real defects into a copy of the redis that database.sh built in DIR, a commit each, and shows that each is
# found by --since, alone, that diff names it and SARIF carries it, and that the gate is green again when they are taken back.
# An unused include, a cycle and a loop that is not vectorised any more; with the rule `escape` also an address that outlives its
# function and an allocation for each turn of a loop. Run by hand: the project is not part of the normal run.
set -euo pipefail
fail()
{
	echo "defects.sh: $*" >&2
	[ ! -f "$work/text" ] || head -20 "$work/text" "$work/err" >&2
	exit 1
}
[ $# -eq 2 ] || { echo "usage: defects.sh WHYNOT DIR" >&2; exit 1; }
whynot=$(realpath "$1")
from=$(realpath "$2")
[ -s "$from/compile_commands.json" ] && [ -f "$from/src/t_set.c" ] || { echo "defects.sh: no built redis in $from: run database.sh first" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
mkdir "$work/redis" && cp -r "$from/." "$work/redis"
cd "$work/redis"
rm -rf .git
sed -i "s|$from|$work/redis|g" compile_commands.json
# A vectorisation that is lost is a warning here.
printf 'rules:\n  loop-vectorize/MissedDetails: {severity: warning, level: 1}\n' >.whynot.yaml
git init -q . && git add -A && git commit -qm base && git tag base
files=(src/sha1.c src/util.c src/lolwut.c src/sds.h) # a hook sees the header through one unit
report() { "$whynot" check --hook -q --exit-zero --format=none -m=3 --yaml "$1" "${files[@]}"; }
report "$work/old.yaml"

# defect NAME FILE SED PATTERN: a commit; --since tells one finding, which matches the pattern.
n=0
defect()
{
	local status=0
	sed -i "$3" "$2"
	! git diff --quiet || fail "$1: nothing was changed"
	git commit -qam "$1"
	"$whynot" check --since=HEAD~1 --sarif "$work/one.sarif" >"$work/text" 2>"$work/err" || status=$?
	[ $status -eq 1 ] || fail "$1: status $status"
	[ "$(grep -cE ': (warning|error): ' "$work/text")" -eq 1 ] || fail "$1: not one finding"
	grep -qE "$4" "$work/text" || fail "$1: another finding"
	[ "$(jq '.runs[0].results | length' "$work/one.sarif")" -eq 1 ] || fail "$1: SARIF"
	echo "found: $1: $(grep -E ': (warning|error): ' "$work/text")"
	n=$((n + 1))
}
defect "an unused include" src/sha1.c '0,/#include <stdint.h>/s//&\n#include <locale.h>/' 'sha1.c:[0-9]+:1: warning: <locale.h> is not used'
defect "a cycle" src/sds.h '$s/#endif/#include "util.h"\n#endif/' 'include cycle of 2 files'
defect "a lost vectorisation" src/util.c 's/kxor\[i\] ^= 0x36;/kxor[i] ^= i ? kxor[i - 1] : 0x36;/' 'util.c:[0-9]+:[0-9]+: warning: .*vectorized'
if "$whynot" explain escape/AddressEscapes >/dev/null 2>&1; then
	defect "an address that outlives its function" src/lolwut.c '$a int *lastLolwut(int x)\n{\n    int kept = x;\n    int *result = \&kept;\n    return result;\n}' 'AddressEscapes'
	defect "an allocation for each turn" src/lolwut.c '$a __attribute__((optnone)) int sumLolwut(int n)\n{\n    int sum = 0;\n    for (int i = 0; i < n; i++) {\n        int *one = zmalloc(4096);\n        *one = i;\n        sum += *one;\n        zfree(one);\n    }\n    return sum;\n}' 'AllocationInLoop'
else
	echo "defects.sh: this whynot has no rule 'escape': its two defects are left out"
fi

"$whynot" check --since=base --sarif "$work/all.sarif" >"$work/text" 2>"$work/err" && fail "all together: nothing"
[ "$(grep -cE ': (warning|error): ' "$work/text")" -eq $n ] || fail "all together: not $n findings"
[ "$(jq '.runs[0].results | length' "$work/all.sarif")" -eq $n ] || fail "all together: SARIF"
report "$work/new.yaml"
"$whynot" diff "$work/old.yaml" "$work/new.yaml" >"$work/text" 2>"$work/err" && fail "diff: nothing got worse"
grep -q 'new: warning: <locale.h>' "$work/text" || fail "diff: no include"
grep -q 'lost: vectorized loop' "$work/text" || fail "diff: no loop"
grep -q 'new: warning: include cycle' "$work/text" || fail "diff: no cycle"
echo "diff: $(cat "$work/err")"

git revert --no-edit base..HEAD >/dev/null
"$whynot" check --since=base >"$work/text" 2>"$work/err" || fail "taken back, and still not green"
report "$work/undone.yaml"
"$whynot" diff "$work/old.yaml" "$work/undone.yaml" >"$work/text" 2>"$work/err" || fail "taken back, and diff says it is worse"
echo "taken back: green; $(cat "$work/err")"

#!/bin/bash
# diff.sh WHYNOT: two runs compared: a loop that is no longer vectorised and an include that is new, and back; two records of a compiler.
set -euo pipefail
whynot=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAIL: $*" >&2; cat text err >&2; exit 1; }
cd "$work"

cat >a.c <<'END'
void scale(float *to, const float *from, int n)
{
	for (int i = 0; i < n; i++)
		to[i] = from[i] * 2;
}
END
report() { "$whynot" check -q --exit-zero --format=none -m=3 --yaml "$1" a.c -- -O2; }
# run STATUS WORDS...: whynot diff WORDS..., its text in `text`, its summary in `err`.
run()
{
	local wanted=$1 status=0
	shift
	"$whynot" diff "$@" >text 2>err || status=$?
	[ $status -eq "$wanted" ] || fail "diff $*: status $status instead of $wanted"
}
report old.yaml
run 0 old.yaml old.yaml
[ ! -s text ] || fail "a report differs from itself"
sed -i 's/= from\[i\] \* 2/= to[i - 1] + from[i]/; 1i #include <math.h>' a.c
report new.yaml
run 1 old.yaml new.yaml
grep -q '^a.c:3:2: lost: vectorized loop.*\[loop-vectorize/Vectorized\] in scale$' text || fail "the lost vectorisation is not told"
grep -Eq '^    now: .*(dependen|recurrence|reduction|not vectorized).* at a.c:' text || fail "no reason beside it"
grep -q '^a.c:1:1: new: warning: <math.h> is not used' text || fail "the new include is not told"
grep -q '^scale a.c: 1 lost' text || fail "no sum by function"
grep -q '^whynot: 2 got worse: ' err || fail "the summary is wrong"
grep -Eq '; [0-9]+ of the changes are not shown here, -m=3 shows all$' err || fail "what is not shown is not said"
run 1 -m=3 old.yaml new.yaml
grep -q 'not shown' err && fail "-m=3 does not show all"
run 1 --only=loop-vectorize old.yaml new.yaml
grep -q 'math.h' text && fail "--only was not heard"
run 0 --exit-zero old.yaml new.yaml
run 0 new.yaml old.yaml
grep -q 'won: vectorized loop' text || fail "the other way round it is not won"
grep -q 'fixed: warning: <math.h>' text || fail "the other way round it is not fixed"
run 1 --format=yaml old.yaml new.yaml
grep -q '^  - Change: *lost' text || grep -q "Change: *'\?lost" text || fail "the YAML does not tell what changed"
cp text change.yaml
run 1 --html page.html old.yaml new.yaml
grep -q '^a.c:3:2: lost: ' text || fail "a page keeps the text away"
grep -q '"lost"' page.html || fail "the page does not tell what changed"
"$whynot" report new.yaml --html again.html --sarif=new.sarif >text 2>err || fail "report: status $?"
[ ! -s text ] || fail "report writes text that nobody asked for"
grep -q 'math.h' again.html && grep -q 'math.h' new.sarif || fail "report lost a finding"
"$whynot" report --only=unused-include -m=1 new.yaml >text 2>err || fail "report: status $?"
grep -q '^a.c:1:1: warning: <math.h>' text && ! grep -q vectorize text || fail "report does not hear -m and --only"
"$whynot" report --format=yaml new.yaml | sed '/Name: *Summary/,$d' >text
sed '/Name: *Summary/,$d' new.yaml | cmp - text || fail "a YAML report that is read and written is another one"
run 0 change.yaml change.yaml

# What clang wrote itself, with two sets of flags.
"$CLANG" -O2 -c a.c -o /dev/null -fsave-optimization-record -foptimization-record-file=o2.yaml
git init -q . && sed -i 's/to\[i - 1\] + //' a.c
"$CLANG" -O2 -c a.c -o /dev/null -fsave-optimization-record -foptimization-record-file=better.yaml
run 1 better.yaml o2.yaml
grep -q 'lost: vectorized loop' text || fail "records of the compiler are not compared"

run 2 old.yaml
grep -q 'diff takes two YAML reports' err || fail "no word about the missing report"
run 2 old.yaml nix.yaml
grep -q 'cannot read nix.yaml: No such file' err || fail "no word about the missing file"
run 2 a.c old.yaml
grep -q '^whynot: a.c:[0-9]*:[0-9]*: not' err || fail "a file that is no report is not said"
run 2 --format=sarif old.yaml new.yaml
grep -q "format of diff is text, yaml, html or none, not 'sarif'" err || fail "no word about the format"
echo "diff: all as it should be"

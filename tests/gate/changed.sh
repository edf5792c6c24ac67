#!/bin/bash
# changed.sh WHYNOT: what a change brought, and nothing else, in a real repository: by revision, staged, and from a diff; in sources and
# headers; with old findings all around.
set -euo pipefail
whynot=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAIL: $*" >&2; cat "$work/text" "$work/err" >&2; exit 1; }
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
cd "$work"
git init -q -b main repo
cd repo
# run STATUS WORDS...
run()
{
	local wanted=$1 status=0
	shift
	"$whynot" check --remarks=off "$@" >"$work/text" 2>"$work/err" || status=$?
	[ $status -eq "$wanted" ] || fail "status $status instead of $wanted: $*"
}
# finds FILE:LINE... : these are the places of all findings, in this order.
finds()
{
	local found
	found=$(sed -nE 's/^([^ :]+:[0-9]+):[0-9]+: (warning|error): .*/\1/p' "$work/text" | xargs)
	[ "$found" = "$*" ] || fail "found '$found' instead of '$*'"
}
mkdir src
cat >src/a.c <<'END'
#include "a.h"
#include <math.h>
#include <time.h>
#include <ctype.h>

double root(double x)
{
	return sqrt(x);
}
int upper(int c)
{
	return toupper(c);
}
END
printf '#ifndef A_H\n#define A_H\n#include "b.h"\ndouble root(double x);\nint upper(int c);\nstruct a { struct b *b; };\n#endif\n' >src/a.h
printf '#ifndef B_H\n#define B_H\nstruct b { int x; };\n#endif\n' >src/b.h
printf '#include "b.h"\n#include <errno.h>\nint get(struct b *b)\n{\n\treturn b->x;\n}\n' >src/b.c
printf '[{"directory": "%s", "command": "cc -c src/a.c", "file": "src/a.c"},{"directory": "%s", "command": "cc -c src/b.c", "file": "src/b.c"}]' \
	"$PWD" "$PWD" >compile_commands.json
# Before the first commit, all that is staged is new.
git add src/a.c src/a.h src/b.h
run 1 --staged
finds src/a.c:3
git add -A && git commit -qm first
run 1
finds src/a.c:3 src/b.c:2

# No change, no finding; a change beside an old finding does not bring it.
run 0 --since=HEAD
grep -q '0 units analysed, 0 failed, 2 left out' "$work/err" || fail "units are analysed without need"
sed -i 's/return b->x;/return b->x + 1;/' src/b.c
run 0 --since=HEAD --hook src/a.c
grep -q 'nothing was checked' "$work/err" && fail "a file without a change is said to be read by nobody"
run 0 --since=HEAD --hook
grep -q '1 unit analysed, 0 failed, 1 left out' "$work/err" || fail "not only the changed unit is analysed"
run 0 --since=HEAD
grep -q "2 units analysed" "$work/err" || fail "rules about the whole program do not see all of it"
# A line that is new does.
sed -i '1i #include <stdio.h>' src/b.c
run 1 --since=HEAD
finds src/b.c:1
git diff >"$work/change.diff"
run 1 --diff="$work/change.diff"
finds src/b.c:1
(cd src && git diff | "$whynot" check --remarks=off --diff=- >"$work/text" 2>"$work/err") && fail "a diff on standard input finds nothing"
finds b.c:1
# Only what is staged.
run 0 --staged
git add src/b.c
run 1 --staged
finds src/b.c:1
git commit -qm second
run 0 --since=HEAD
run 1 --since=HEAD~1
finds src/b.c:1

# The last use goes: the include above it is brought by the change, the old one beside it is not taken for new without need.
sed -i 's/return sqrt(x);/return x;/' src/a.c
run 1 --since=HEAD
grep -q 'math.h' "$work/text" || fail "the include that lost its use is not told"
git checkout -q src/a.c

# A header is seen through one unit; a cycle by its new edge, wherever it is told.
sed -i 's/^#define B_H/&\n#include "a.h"/' src/b.h
run 1 --since=HEAD --hook
grep -q 'include cycle of 2 files' "$work/text" || fail "the new cycle is not told"
grep -q '1 unit analysed, 0 failed, 1 left out' "$work/err" || fail "a header is seen through more than one unit"
git commit -qam cycle
run 0 --since=HEAD

# A branch: from where it left.
git checkout -q -b topic HEAD~1
printf 'int z;\n' >>src/b.c
git commit -qam topic
git checkout -q main
sed -i '1i #include <string.h>' src/a.c
git commit -qam more
git checkout -q topic
run 0 --since=main

# A loop is told at its head, whichever of its lines changed.
cat >src/b.c <<'END'
void f(int *a, const int *b, int n)
{
	for (int i = 1; i < n; i++) {
		a[i] = b[i];
		a[i] += 2;
	}
	for (int i = 1; i < n; i++)
		a[i] += a[i - 1];
}
END
sed -i 's/"cc -c src/"cc -O2 -c src/g' compile_commands.json
printf 'rules:\n  loop-vectorize/MissedDetails: {severity: warning, level: 1}\n' >.whynot.yaml
git add -A && git commit -qm loops
sed -i 's/a\[i\] += 2/a[i] += a[i - 1]/' src/b.c
run 1 --since=HEAD --remarks=run
finds src/b.c:3

# Wrong use.
run 2 --since=nix
grep -Eq "^whynot: git: .*nix" "$work/err" || fail "no word about the revision"
run 2 --since=HEAD --staged
grep -q 'give one of them' "$work/err" || fail "two changes at once"
run 2 --since=--output=x
grep -q "since takes a revision" "$work/err" || fail "an option for git got through"
run 2 --diff=nix.diff
grep -q 'cannot read nix.diff' "$work/err" || fail "no word about the diff"
printf -- '--- a/x\n+++ b/x\n@@ x\n' >"$work/bad.diff"
run 2 --diff="$work/bad.diff"
grep -q 'bad.diff:3: not a unified diff' "$work/err" || fail "no word about damage"
cd "$work" && cp -r repo bare && rm -rf bare/.git && cd bare && sed -i "s,$work/repo,$work/bare,g" compile_commands.json
run 2 --since=HEAD
grep -q '^whynot: git: ' "$work/err" || fail "no word about the missing repository"
echo "changed: all as it should be"

#!/bin/bash
# unity.sh WHYNOT: a source that only another source includes has no entry of its own. What is found in it belongs to its own
# lines, analysed under the one that includes it.
set -u
whynot=$(realpath "$1")
work=$(realpath "$(mktemp -d)")
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0
fail()
{
	echo "FAIL $1:"
	cat out err
	failures=1
}

cat >part.c <<'END'

struct loose {
	char a;
	long b;
	char c;
};
int sum(const int *v, int n)
{
	int s = 0;
	for (int i = 0; i < n; i++)
		s += v[i];
	return s + (int)sizeof(struct loose);
}
END
printf 'X(one)\nX(two)\n' >list.inc
printf '#define X(name) int name(void) { return 1; }\n#include "list.inc"\n#include "part.c"\n' >all.c
entry='{"directory": ".", "file": "%s", "command": "cc -O2 -c %s"}'
# shellcheck disable=SC2059
printf "[$entry]" all.c all.c >compile_commands.json

# expect STATUS NAME OPERANDS...
expect()
{
	local status=$1 name=$2 got
	shift 2
	"$whynot" check -m=3 "$@" >out 2>err
	got=$?
	if [ $got -eq "$status" ] && [ "$(grep -c '^part.c:2:.*/PaddedStruct\]' out)" -eq 1 ] &&
		grep -q '^part.c:10:.*\[loop-vectorize/Vectorized\]' out &&
		! grep -q '^all.c:.*\[loop-vectorize' out; then
		echo "ok   $name"
	else
		fail "$name (status $got)"
	fi
}
expect 0 'found where it is written'
grep -q '1 units\? analysed, 0 failed' err || fail 'one unit'
expect 0 'named as the operand' part.c
# shellcheck disable=SC2059
printf "[$entry,$entry]" all.c all.c part.c part.c >compile_commands.json
expect 0 'once, when it has an entry, too'
grep -q '2 units analysed, 0 failed' err || fail 'two units'
exit $failures

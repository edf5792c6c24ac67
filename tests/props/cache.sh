#!/bin/bash
# cache.sh WHYNOT: with an empty cache, a full one and none the output is the same, byte for byte; what a result was made from is
# noticed when it changes, whatever its times say, and nothing else is.
. "$(dirname "$0")/cases.bash"
export WHYNOT_CACHE_DIR=$work/cache COMPILED=$work/compiled
real=$(command -v "$clang")
mkdir "$work/bin"
cat >"$work/bin/clang" <<END
#!/bin/sh
for source; do :; done
echo "\${source##*/}" >>"\$COMPILED"
exec $real "\$@"
END
chmod +x "$work/bin/clang"

# compiled NAME SOURCE...: the compiler was run for these sources since the last time, and for no others.
compiled()
{
	local name=$1 got wanted
	shift
	got=$(sort "$COMPILED" | tr '\n' ' ')
	wanted=$(printf '%s\n' "$@" | sort | grep . | tr '\n' ' ') || true
	[ "$got" = "$wanted" ] || fail "$name: analysed '$got', not '$wanted'"
	: >"$COMPILED"
}
: >"$COMPILED"

# ---- a small project, in which everything that can matter changes ----
project=$work/small
mkdir -p "$project"/{src,first,second,late}
cat >"$project/src/a.c" <<'END'
#include "own.h"
#include <found.h>
#if __has_include(<perhaps.h>)
#define SIZE 8
#else
#define SIZE 16
#endif
#ifdef __OPTIMIZE__
#include <optimised.h>
#endif
char *f(void) { char *p = __builtin_malloc(SIZE + FOUND); p[0] = OWN; g(p); return 0; }
struct loose { char a; long b; char c; };
END
printf '#define OWN 1\nvoid g(char *);\n' >"$project/src/own.h"
printf '#define FOUND 2\n' >"$project/second/found.h"
printf '#define OPTIMISED 1\n' >"$project/second/optimised.h"
printf '#include "own.h"\nint b(void) { return OWN; }\n' >"$project/src/b.c"
for source in a b; do
	printf '%s{"directory": "%s", "file": "%s.c", "command": "cc -O2 -I../missing -I../first -I../second -I../late -c %s.c"}' \
		"$([ $source = a ] && echo '[' || echo ,)" "$project/src" $source $source
done >"$project/compile_commands.json"
echo ']' >>"$project/compile_commands.json"

small()
{
	local status=0
	"$whynot" check --clang="$work/bin/clang" -p "$project" --root "$project" -m3 --yaml "$1.yaml" "${@:2}" >"$1" 2>"$1.err" || status=$?
	[ "$status" -ne 2 ] || fail "exit status $status: $(cat "$1.err")"
	echo "status $status" >>"$1"
}

# now NAME SOURCE...: after a change the run analyses these sources, and says what a run without a cache says; a second run
# analyses nothing and says it, too.
now()
{
	sleep 0.1 # what is younger than a clock's tick is not kept
	small "$work/cached"
	compiled "$@"
	small "$work/again"
	compiled "$1, second run"
	small "$work/plain" --no-cache
	: >"$COMPILED"
	for output in cached again; do
		same "$work/plain" "$work/$output" "$1: $output text differs"
		same "$work/plain.yaml" "$work/$output.yaml" "$1: $output YAML differs"
		same "$work/plain.err" "$work/$output.err" "$1: $output summary differs"
	done
	echo "ok   $1"
}

now 'an empty cache' a.c b.c
find "$project" -exec touch {} +
now 'files with other times'
echo '#define UNUSED' >>"$project/second/found.h"
now 'a header that one unit reads' a.c
echo '#define UNUSED' >>"$project/src/own.h"
now 'a header that both read' a.c b.c
cp -p "$project/second/found.h" "$work/old"
sed -i 's/FOUND 2/FOUND 3/' "$project/second/found.h"
touch -r "$work/old" "$project/second/found.h"
now 'a change of the same size and with the old time' a.c
printf '#define FOUND 7\n' >"$project/first/found.h"
now 'a header that is found first' a.c
rm "$project/first/found.h"
now 'the former state' # of which the results are still there
printf '' >"$project/late/perhaps.h"
now 'a header that was asked for with __has_include' a.c
mkdir "$project/missing"
printf '#define FOUND 9\n' >"$project/missing/found.h"
now 'a folder that was not there' a.c b.c # both have it among their include folders
rm -r "$project/missing"
printf '#define OPTIMISED 2\n' >"$project/second/optimised.h"
now 'a header that only the compiler reads' a.c
printf '#define OPTIMISED 3\n' >"$project/first/optimised.h"
now 'a header that only the compiler finds first' a.c
rm "$project/first/optimised.h"
now 'the former state again'
sed -i 's/-O2 -I..\/missing -I..\/first -I..\/second -I..\/late -c b.c/-O1 &/; s/-O1 -O2/-O1/' "$project/compile_commands.json"
now 'other flags of one unit' b.c
ln -s other.h "$project/first/found.h"
printf '#define FOUND 4\n' >"$project/first/other.h"
now 'a link' a.c
ln -sf third.h "$project/first/found.h"
printf '#define FOUND 5\n' >"$project/first/third.h"
now 'a link that leads elsewhere' a.c
mv "$project/src/own.h" "$project/own.h"
small "$work/cached"
compiled 'a header that is gone' a.c b.c
grep -q "own.h.*not found" "$work/cached" || fail "nothing is said of the missing header: $(cat "$work/cached")"
mv "$project/own.h" "$project/src/own.h"
now 'a header that is there again'
printf 'rules:\n  escape: off\n' >"$project/.whynot.yaml"
cd "$project"
now 'settings that appear' # they change what is reported, not what the units give
[ "$(grep -c escape "$work/cached")" -eq 0 ] || fail "the settings were not followed"
cd /

# ---- what a change must not bring back: another level, another report ----
small "$work/level" -m1
small "$work/levels"
! cmp -s "$work/level" "$work/levels" || fail "another level gives the same report"
mv "$work/levels.yaml" "$work/first.yaml"
small "$work/levels"
[ -s "$work/levels.yaml" ] || fail "a kept run does not write its report"
same "$work/first.yaml" "$work/levels.yaml" "a report that is written again"
echo 'ok   other levels and reports'
: >"$COMPILED"
small "$work/levels" --html "$work/page.html"
compiled 'a page, which wants more of the units' a.c b.c
grep -q 'ccallq* g' "$work/page.html" || fail "the page has no machine code"
small "$work/levels" --html "$work/page_again.html"
same "$work/page.html" "$work/page_again.html" "a page out of the cache"
small "$work/levels"
compiled 'a page again, and none'
echo 'ok   pages'

# ---- many units: the cases ----
project=$work/project
copy_cases "$project"
write_database "$project" 1
sleep 0.1
for kind in none cold warm; do
	if [ $kind = none ]; then arguments=--no-cache; else arguments=; fi
	# shellcheck disable=SC2086 # none or one
	check "$work/$kind" --root "$project" -p "$project" -m=3 -j2 $arguments
	# shellcheck disable=SC2086
	"$whynot" facts --quiet -p "$project" --root "$project" $arguments >"$work/$kind.facts" || fail "no facts"
done
for kind in cold warm; do
	same "$work/none" "$work/$kind" "$kind text differs"
	same "$work/none.yaml" "$work/$kind.yaml" "$kind YAML differs"
	same "$work/none.facts" "$work/$kind.facts" "$kind facts differ"
done
echo 'ok   the cases, without a cache, with an empty and a full one'

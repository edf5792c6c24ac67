#!/bin/bash
# cache_trust.sh WHYNOT: a cache that the project itself holds is not read, an entry of another's making writes no file but those that the
# command line names, and a report that cannot be given out again is made anew.
# shellcheck source=tests/faults/faults.bash
. "$(dirname "$0")/faults.bash"
tamper=${BUILD:-build}/tests/tamper_cache
export WHYNOT_CACHE_DIR=$work/cache

mkdir src
printf 'struct loose { char a; long b; char c; };\nlong f(struct loose *p) { return p->b; }\n' >src/a.c
database src a.c
sleep 0.1
check=("$whynot" check -p src --root src --remarks=off -m3 --only=struct-padding)

# ---- an entry that names another file ----
mkdir there
run 0 'a report' "${check[@]}" --yaml=there/report
[ "$(find cache -name '*.report' | wc -l)" -eq 1 ] || fail 'the report is not kept'
cp there/report wanted
"$tamper" "$work/cache" there/report there/canary || fail 'nothing was tampered with'
rm there/report
run 0 'an entry with another path' "${check[@]}" --yaml=there/report
[ ! -e there/canary ] || fail 'an entry wrote a file that nobody named'
cmp there/report wanted || fail 'an entry with another path: the report is another'
rm -rf cache there
run 0 'a folder' "${check[@]}" --html-dir=pages
"$tamper" "$work/cache" pages/index.html pages/../up.html || fail 'nothing was tampered with'
run 0 'an entry that leaves the folder' "${check[@]}" --html-dir=pages
[ ! -e up.html ] || fail 'an entry wrote a file outside of the folder'

# ---- a cache that is the project's own ----
rm -rf cache
run 0 'a report' "${check[@]}"
mv out wanted
"$tamper" "$work/cache" loose xxxxx || fail 'nothing was tampered with'
mv cache src/kept
ln -s src/kept cache
run 0 "the project's cache" "${check[@]}"
has err 'no cache: .*/cache lies inside the project' "the project's cache"
cmp out wanted || fail "the project's cache was read"
rm cache
mv src/kept cache

# Settings that lie above the root, and what they name beside it.
mkdir -p over/src
cp src/a.c over/src
database over/src a.c
printf 'cache:\n  dir: kept\n' >over/.whynot.yaml
sleep 0.1
cd over/src || exit 1
run 0 'settings above the root' env -u WHYNOT_CACHE_DIR "$whynot" check --remarks=off --only=struct-padding
has err 'no cache: .*/over/kept lies inside the project' 'settings above the root'
[ ! -e ../kept ] || fail 'the project was written to'
cd ../.. || exit 1

# ---- what cannot be given out ----
for round in 1 2 3 4; do
	rm -rf pages
	run 0 "pages, run $round" "${check[@]}" --html-dir=pages
	[ -s out ] || fail "pages, run $round: nothing on standard output"
	[ -s pages/index.html ] && [ -s pages/pages.js ] || fail "pages, run $round: no pages"
	[ "$round" -gt 1 ] || cp out wanted
	cmp out wanted || fail "pages, run $round: another output"
done
mkdir gone
for round in 1 2 3; do
	run 0 "a report, run $round" "${check[@]}" --yaml=gone/report
	mv gone/report kept-report
	mkdir gone/report
	run 2 "a folder in its place, run $round" "${check[@]}" --yaml=gone/report
	rmdir gone/report
	cmp out wanted || fail "a folder in its place, run $round: another output"
done

[ $failures -eq 0 ]

#!/bin/bash
# html_folder.sh WHYNOT: the report as a folder holds all findings in whatever order they come, and no pages of an earlier run.
# shellcheck source=tests/faults/faults.bash
. "$(dirname "$0")/faults.bash"
mkdir src
for name in a b c d; do
	printf 'struct %s { char a; long b; char c; };\nlong %s_(struct %s *p) { return p->b; }\nint loop_%s(int *p, int n) { int s = 0; for (int i = 0; i < n; i++) s += p[i]; return s; }\n' \
		$name $name $name $name >src/$name.c
done
database src a.c b.c c.c d.c
check=("$whynot" check -p src --root src --remarks=off -m3)

run 0 'by place' "${check[@]}" --html-dir=all
run 0 'by heat' "${check[@]}" --hot=1000 --html-dir=hot
[ "$(grep -o '^src/[a-d]' out | cut -c5 | uniq | tr -d '\n')" != abcd ] || fail "heat makes no order here: $(cat out)"
for name in a b c d; do
	for folder in all hot; do
		tr ',' '\n' <$folder/000?-$name.c.html | grep -c 'ParamDoesNotEscape\|PaddedStruct\|LoopBranches' >$folder.n
	done
	cmp -s all.n hot.n || fail "the page of $name.c has other findings by heat: names told $(cat hot.n) times, not $(cat all.n)"
done

# ---- a folder that is used again ----
: >all/0009-mine.html
cp -r all again
mkdir one
printf '[{"directory": "%s/src", "command": "cc -O1 -c b.c", "file": "b.c"}]' "$work" >one/compile_commands.json
one=("$whynot" check -p one --root src --remarks=off -m3)
run 0 'fewer files' "${one[@]}" --html-dir=again
for file in again/[0-9]*.html; do
	case $file in
	*/0009-mine.html) continue ;;
	esac
	grep -q "\"${file##*/}\"" again/pages.js || fail "$file is a page of an earlier run"
done
[ -e again/0009-mine.html ] || fail "somebody else's page is gone"
printf "'use strict';\nconst PAGES = [\n[\"x\",\"../victim.html\"],\n[\"x\",\"0001-/../../victim.html\"],\n[\"x\",\"page.css\"]];\n" >again/pages.js
: >victim.html
run 0 'a list of somebody else' "${check[@]}" --html-dir=again
[ -e victim.html ] && [ -e again/page.css ] || fail 'a list made us delete what is no page'

# The same when the report comes out of the cache.
mkdir cache
sleep 0.1
export WHYNOT_CACHE_DIR=$work/cache
run 0 'into the cache' "${one[@]}" --html-dir=again
rm -rf again
cp -r all again
run 0 'out of the cache' "${one[@]}" --html-dir=again
for file in again/[0-9]*.html; do
	case $file in
	*/0009-mine.html) continue ;;
	esac
	grep -q "\"${file##*/}\"" again/pages.js || fail "$file is a page of an earlier run, out of the cache"
done

[ $failures -eq 0 ]

#!/bin/bash
# fix_to_the_end.sh WHYNOT: one run of --fix leaves nothing for a second one, also where one removal makes the next possible;
# --fix=all puts the headers that are meant in the place of those that only lead to them, where that was proven, and says where it
# was not; what was proven with another change is not made without it. diff and export say the same as what is written.
set -euo pipefail

fail()
{
	echo "fix_to_the_end.sh: $*" >&2
	exit 1
}

whynot=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
clang=${CLANG:-clang}

# header NAME LINE...: a header with a guard.
header()
{
	local guard
	guard=$(tr 'a-z.' 'A-Z_' <<<"$1")
	printf '#ifndef %s\n#define %s\n' "$guard" "$guard" >"$1"
	printf '%s\n' "${@:2}" '#endif' >>"$1"
}

# project DIR: sources and a database.
project()
{
	mkdir "$1"
	cd "$1"
	header part.h 'int part(int x);'
	header more.h 'typedef long more_t;'
	header all.h '#include "part.h"' '#include "more.h"' 'int all(void);'
	header refused.h '#include "all.h"' 'static inline int refused(int x) { return part(x); }'
	header sub.h 'struct sub { int a; };'
	# Not self-contained: while leans.h is read, sub.h is needed before it.
	header leans.h 'int leans(struct sub s);'
	printf '#include "all.h"   // for the parts\n\nint replaced(int x) { more_t m = x; return part((int)m); }\n' >replaced.c
	printf '#include "refused.h"\nmore_t leaning(void) { return refused(1); }\n' >refused.c
	printf '#include "sub.h"\n#include "leans.h"\n\nint two_steps(void) { return 2; }\n' >two_steps.c
	printf '  #  include "all.h"\r\nint crlf(int x) { more_t m = x; return part((int)m); }\r\n' >crlf.c
	{
		echo '['
		for file in *.c; do
			printf '{"directory": "%s", "file": "%s", "command": "cc -c %s"},\n' "$PWD" "$file" "$file"
		done | sed '$ s/,$//'
		echo ']'
	} >compile_commands.json
	cd "$work"
}

# check DIR OUTPUT ARGS...: status, words and errors beside OUTPUT.
check()
{
	local dir=$1 out=$work/$2 status=0
	shift 2
	(cd "$dir" && "$whynot" check --no-config --only=unused-include --remarks=off -p . "$@") >"$out" 2>"$out.err" || status=$?
	[ "$status" -le 1 ] || fail "exit status $status of $*: $(cat "$out.err")"
	echo "$status" >"$out.status"
}

objects()
{
	mkdir "$2"
	for file in "$1"/*.c; do
		(cd "$1" && "$clang" -w -O1 -c "$file" -o "$2/$(basename "$file").o") || fail "$file does not compile"
	done
}

project "$work/p"
cp -r "$work/p" "$work/original"
sed -i "s|$work/p|$work/original|" "$work/original/compile_commands.json"
objects "$work/p" "$work/before"

# A check only says what may also be done alone.
check "$work/p" plain
grep -q 'two_steps.c:2:1: warning: "leans.h" is not used' "$work/plain" || fail "leans.h is not reported: $(cat "$work/plain")"
! grep -q 'two_steps.c:1' "$work/plain" || fail "sub.h is reported, though it cannot go alone"

# Of what hangs together, a part is not done: the second line waits for the first.
cp -r "$work/p" "$work/part"
sed -i "s|$work/p|$work/part|" "$work/part/compile_commands.json"
sed -i 's|^#include "leans.h"|& // whynot: ignore[unused-include]: registers itself|' "$work/part/two_steps.c"
check "$work/part" partly --fix
grep -q '^#include "sub.h"' "$work/part/two_steps.c" || fail "sub.h is gone, though leans.h stays"
grep -q 'two_steps.c:1: not fixed: it was proven with another change that is not made (two_steps.c:2)' "$work/partly.err" ||
	fail "nobody says why sub.h stays: $(cat "$work/partly.err")"

check "$work/p" diff --fix=all,diff --fix-export="$work/fixes.yaml"
diff -r "$work/p" "$work/original" -x compile_commands.json || fail "--fix=all,diff changed a file"
check "$work/p" fix --fix=all
grep -q 'refused.h:3: not fixed: it would change refused.c' "$work/fix.err" || fail "nobody says what was refused: $(cat "$work/fix.err")"
[ "$(cat "$work/fix.status")" -eq 0 ] || fail "all warnings were repaired, and it fails"
printf '#include "more.h"   // for the parts\n#include "part.h"\n\nint replaced(int x) { more_t m = x; return part((int)m); }\n' |
	cmp - "$work/p/replaced.c" || fail "replaced.c: $(cat "$work/p/replaced.c")"
printf '  #  include "more.h"\r\n#include "part.h"\r\nint crlf(int x) { more_t m = x; return part((int)m); }\r\n' |
	cmp - "$work/p/crlf.c" || fail "crlf.c: $(cat -A "$work/p/crlf.c")"
printf 'int two_steps(void) { return 2; }\n' | cmp - "$work/p/two_steps.c" || fail "two_steps.c: $(cat "$work/p/two_steps.c")"
cmp "$work/original/refused.h" "$work/p/refused.h" || fail "refused.h was changed"
objects "$work/p" "$work/after"
diff -r "$work/before" "$work/after" || fail "the object code changed"
check "$work/p" again --fix=all
grep -E '(warning|note): ' "$work/again" | grep -v refused.h && fail "a second run finds more"
grep -q '0 findings in 0 files fixed, 1 left' "$work/again.err" || fail "a second run: $(cat "$work/again.err")"

# The diff and the replacements say the same.
cp -r "$work/original" "$work/patched"
(cd "$work/patched" && git apply "$work/diff") || fail "git cannot apply the diff"
diff -r -x compile_commands.json "$work/patched" "$work/p" || fail "--fix=all,diff shows another change than --fix=all makes"
applier=$({ compgen -c clang-apply-replacements || true; } | sort -V | tail -n 1)
if [ -n "$applier" ]; then
	mkdir "$work/fixes"
	mv "$work/fixes.yaml" "$work/fixes"
	mv "$work/p" "$work/fixed"
	cp -r "$work/original" "$work/p"
	"$applier" "$work/fixes" || fail "$applier cannot apply the export"
	diff -r -x compile_commands.json "$work/fixed" "$work/p" || fail "--fix-export says another change than --fix=all makes"
else
	echo "clang-apply-replacements is not there: the export was not applied"
fi

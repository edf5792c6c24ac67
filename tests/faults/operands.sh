#!/bin/bash
# operands.sh WHYNOT: what FILE operands mean: over symbolic links, for files that no unit reads, in a hook.
# shellcheck source=tests/faults/faults.bash
. "$(dirname "$0")/faults.bash"

# expect STATUS PATTERN NAME COMMAND...: the status, and a line of output or standard error that matches.
expect()
{
	local status=$1 pattern=$2 name=$3 got
	shift 3
	"$@" >out 2>&1
	got=$?
	if [ "$got" -ne "$status" ] || ! grep -Eq -- "$pattern" out; then
		echo "FAIL $name: status $got (wanted $status), wanted a line like '$pattern':"
		cat out
		failures=$((failures + 1))
	else
		echo "ok   $name"
	fi
}

# silent NAME COMMAND...: nothing to do, and nothing said.
silent()
{
	local name=$1
	shift
	"$@" >out 2>&1 && [ ! -s out ] && echo "ok   $name" && return
	echo "FAIL $name: something is said or done:"
	cat out
	failures=$((failures + 1))
}

mkdir -p real/src real/docs
ln -s real link
printf '#include "b.h"\n#include "a.h"\nint f(void)\n{\n\treturn A;\n}\n' >real/src/a.c
printf '#ifndef A_H\n#define A_H\n#include "c.h"\nenum { A = 1 };\n#endif\n' >real/src/a.h
printf '#ifndef B_H\n#define B_H\nint b(void);\n#endif\n' >real/src/b.h
printf '#ifndef C_H\n#define C_H\n#include "a.h"\n#endif\n' >real/src/c.h
printf 'int g(void)\n{\n\treturn 2;\n}\n' >real/src/new.c
cp real/src/new.c real/src/other.c
echo text >real/docs/readme.md
ln -s a.c real/src/alias.c

# database FOLDER: its entries name the sources by this spelling of the project's folder.
database()
{
	printf '[{"directory": "%s", "command": "cc -c src/a.c", "file": "src/a.c"},
		{"directory": "%s", "command": "cc -c src/other.c", "file": "src/other.c"}]\n' "$1" "$1" >real/compile_commands.json
}

for spelling in real link; do
	database "$work/$spelling"
	for here in real link; do
		for file in src/a.c src/alias.c "$work/real/src/a.c" "$work/link/src/a.c"; do
			expect 1 'src/a.c:1:1: warning: "b.h"|^a.c:1:1: warning: "b.h"' "$file from $here, database over $spelling" \
				sh -c "cd $here && '$whynot' check --remarks=off $file"
		done
	done
done
database "$work/real"
cd real || exit 1
expect 1 '^src/a.h:3:1: warning: include cycle' 'a cycle, from its other file' "$whynot" check --remarks=off --only=include-cycle src/c.h
expect 3 'src/new.c: nothing was checked here' 'a source that is not in the database' "$whynot" check --remarks=off src/new.c
expect 3 'docs: nothing was checked here' 'a folder without sources' "$whynot" check --remarks=off docs
expect 0 'src/new.c: nothing was checked here' 'the same, allowed' "$whynot" check --remarks=off --allow-incomplete src/new.c
expect 0 'src/new.c: nothing was checked here' 'a new source in a hook' "$whynot" check --remarks=off --hook -- src/new.c
printf '#define U\n' >src/unread.h
"$whynot" check --remarks=off --hook -- src/new.c src/unread.h 2>"$work/err" >"$work/out" || true
for file in new.c unread.h; do
	[ "$(grep -c "src/$file" "$work/err")" -eq 1 ] || { cat "$work/err"; echo "FAIL: src/$file is not said once"; failures=$((failures + 1)); }
done
rm src/unread.h
silent 'a text in a hook' "$whynot" check --remarks=off --hook -- docs/readme.md
silent 'a deleted file in a hook' "$whynot" check --remarks=off --hook src/deleted.c
expect 1 'src/a.c:1:1' 'a text beside a source in a hook' "$whynot" check --remarks=off --hook -- docs/readme.md src/a.c
silent 'no file in a hook' "$whynot" check --remarks=off --hook --
expect 1 'src/a.c:1:1' 'a hook on the whole project' "$whynot" check --remarks=off --hook
printf 'int f(void) { return g( }\n' >src/other.c
expect 3 'src/other.c:1:.*was analysed in part' 'troubles are said whatever --only says' \
	"$whynot" check --remarks=off --only=struct-padding
[ "$failures" -eq 0 ]

#!/bin/bash
# terminal.sh WHYNOT: the progress line and colours are for terminals only, and no name may speak to a terminal.
# shellcheck source=tests/faults/faults.bash
. "$(dirname "$0")/faults.bash"
if ! command -v script >/dev/null; then
	echo "skipped: there is no script(1) to make a terminal with"
	exit 77
fi
if ! script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	echo "skipped: this system makes no pseudo-terminals (is /dev/pts mounted?)"
	exit 77
fi
esc=$(printf '\033')
clear_line="$esc\[K"

# on_terminal COMMAND: what it shows on a terminal, in the file shown.
on_terminal()
{
	TERM=${TERM_NOW:-xterm} script -qec "$1" shown </dev/null >/dev/null
}

mkdir src
printf 'struct loose { char a; long b; char c; };\nint f(void) { return 1; }\n' >src/a.c
database src a.c

# Colours: `auto` is for a terminal that wants them.
check="'$whynot' check -p src -m2 --remarks=off"
on_terminal "$check 2>err"
has shown "$esc\[0;1;36mnote" 'colours on a terminal'
[ ! -s err ] || has_not err "$esc" 'no progress in a file'
on_terminal "$check --color=never 2>err"
has shown 'PaddedStruct' '--color=never'
has_not shown "$esc" '--color=never'
NO_COLOR=1 on_terminal "$check 2>err"
has shown 'PaddedStruct' 'NO_COLOR'
has_not shown "$esc" 'NO_COLOR'
NO_COLOR='' on_terminal "$check 2>err"
has shown "$esc" 'an empty NO_COLOR'
NO_COLOR=1 on_terminal "$check --color=always 2>err"
has shown "$esc" '--color=always against NO_COLOR'
TERM_NOW=dumb on_terminal "$check 2>err"
has shown 'PaddedStruct' 'a dumb terminal'
has_not shown "$esc" 'a dumb terminal'
run 0 'colours in a file' "$whynot" check -p src -m2 --remarks=off --color=always
has out "$esc\[0;1;36mnote" 'colours in a file'
run 0 'a file' "$whynot" check -p src -m2 --remarks=off --color=auto
has_not out "$esc" 'a file'
has_not err "$esc" 'a file'

# The progress line: two units that hang, the larger one first, so that there is something to count meanwhile.
mkfifo src/endless.h
{
	echo '#include "endless.h"'
	printf '/* large */\n%.0s' $(seq 100)
} >src/first.c
echo '#include "endless.h"' >"src/last${esc}[31m.c"
database src first.c a.c "last\\u001b[31m.c"
check="'$whynot' check -p src --remarks=off -j1 --unit-timeout=2"
on_terminal "$check >out"
tr '\r' '\n' <shown >lines
has lines "^$clear_line\[0/3\] first\.c" 'the first unit'
has lines "^$clear_line\[2/3\] 1 failed [0-9]+ s left last\\\\x1b\[31m\.c" 'the last unit'
has lines "^${clear_line}whynot: 1 unit analysed, 2 failed" 'the line is taken away'
has_not lines "$esc\[31m" 'the last unit'
on_terminal "$check >out -q"
[ ! -s shown ] || has_not shown "$esc" '--quiet'

# Names of the project in what we print for people.
printf '[{"directory": "%s", "command": "cc -c -fplugin=x\\u001b[31m.so a.c", "file": "a.c"},\n{"directory": "%s", "command": "cc -c -DX=1 gone\\u001b[31m.c", "file": "gone\\u001b[31m\\n.c"}, {"directory": "%s", "command": "cc -c -DX=\\u001b[31m a.c", "file": "a.c"}]\n' \
	"$work/src" "$work/src" "$work/src" >src/compile_commands.json
run 1 'db-check' "$whynot" db-check -p src
has out 'gone\\x1b\[31m\\x0a\.c' 'db-check'
has out 'plugin=x\\x1b\[31m' 'db-check'
has out '^  .*X=\\x1b\[31m' 'db-check'
has_not out "$esc" 'db-check'
run 2 'a file operand' "$whynot" check -p src "nix${esc}[31m"
has err 'there is no file nix\\x1b\[31m' 'a file operand'
run 2 'an option' "$whynot" check "--nix${esc}[31m"
has err "unknown option '--nix.x1b\[31m'" 'an option'
run 2 'a report' "$whynot" check --format=none --only=struct-padding --remarks=off --yaml "nix/${esc}[31m" src/a.c -- -DX
has err 'cannot write nix/.x1b\[31m' 'a report'
printf -- '--- !Missed\nPass: "p\\e[31m"\nName: N\nDebugLoc: { File: "a\\e[31m.c", Line: 1, Column: 1 }\nFunction: "f\\e[31m"\nArgs:\n  - String: "x\\e[31m"\n  - Level: 1\n  - Severity: warning\n...\n' >new.yaml
: >old.yaml
printf -- '--- !Analysis\nPass: whynot\nName: Summary\nFunction: f\nArgs:\n  - Units: 1\n...\n' >old.yaml
"$whynot" diff old.yaml new.yaml >out 2>err
has out 'x1b\[31m' 'diff'
has_not out "$esc" 'diff'

[ "$failures" -eq 0 ]

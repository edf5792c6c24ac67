#!/bin/bash
# escape_random.sh WHYNOT CLANG COUNT [SEED]: is what whynot calls local in COUNT random programs (escape_programs.py), from SEED
# on, local when they run? Exit 1 with the first program that shows the contrary, which is kept, or if nothing at all was called
# local. Exit 77 (skipped), with the reason: a tool is missing.
set -euo pipefail

fail()
{
	echo "escape_random.sh: $*" >&2
	exit 1
}

[ $# -eq 3 ] || [ $# -eq 4 ] || fail "usage: escape_random.sh WHYNOT CLANG COUNT [SEED]"
here=$(dirname "$(realpath "$0")")
whynot=$(realpath "$1")
clang=$2
seed=${4:-$RANDOM}
for tool in "$clang" python3 addr2line; do
	command -v "$tool" >/dev/null || {
		echo "escape_random.sh: skipped: $tool is missing"
		exit 77
	}
done
"$whynot" explain escape >/dev/null 2>&1 || {
	echo "escape_random.sh: skipped: $whynot has no rule 'escape'"
	exit 77
}
echo "seeds from $seed"
work=$(mktemp -d)
kept=
trap '[ -n "$kept" ] || rm -rf "$work"' EXIT
export WHYNOT_ESCAPE_SITES=$work/sites WHYNOT_ESCAPE_ROOT=$work WHYNOT_ESCAPE_CLANG=$clang
export WHYNOT_ESCAPE_MATCHED=$work/matched WHYNOT_ESCAPE_LOG=$work/log
cd "$work"
printf '[{ "directory": "%s", "file": "a.c", "command": "cc -c a.c" }, { "directory": "%s", "file": "b.c", "command": "cc -c b.c" }]\n' \
	"$work" "$work" >compile_commands.json
"$clang" -O1 -fno-omit-frame-pointer -w -pthread -c -o runtime.o "$here/escape_runtime.c"
n_sites=0 n_blocks=0
for ((i = 0; i < $3; i++, seed++)); do
	python3 "$here/escape_programs.py" "$seed"
	rm -f log
	status=0
	"$whynot" check -p . --root=. -q -m=1 --only=escape,whynot --remarks=off --format=none --yaml=report.yaml || status=$?
	[ "$status" -le 1 ] || fail "seed $seed: exit status $status of whynot check"
	python3 "$here/escape_cc.py" sites report.yaml >"$WHYNOT_ESCAPE_SITES"
	python3 "$here/escape_cc.py" build compile_commands.json . >built
	"$clang" -pthread -o program a.o b.o runtime.o
	./program || {
		kept=yes
		fail "seed $seed: the program itself fails, in $work"
	}
	python3 "$here/escape_cc.py" summary sites log matched program >"summary" || {
		kept=yes
		grep -A9 '^VIOLATION' summary | grep -v '^leaked' >&2 || true
		fail "seed $seed: the sources are in $work"
	}
	read -r sites blocks < <(sed -nE '$s/.* ([0-9]+) met at run time with ([0-9]+) blocks.*/\1 \2/p' summary)
	n_sites=$((n_sites + sites))
	n_blocks=$((n_blocks + blocks))
done
[ "$n_sites" -gt 0 ] || fail "nothing was called local in any of $3 programs"
echo "$3 programs: $n_sites sites that are called local were met, with $n_blocks blocks; all stayed local"

#!/bin/bash
# lua_whole.sh WHYNOT DIR LLVM_BIN: whynot on lua5.4 as a whole. Every unit is analysed, the exit status is right, LLVM's own
# tool reads the report, and the findings are those that golden/lua_whole/ has for this version of lua, of clang and kind of
# machine: their number by name, and the text of every warning. With WHYNOT_GOLDEN=write in the environment that file is
# written instead.
#
# Exit 77 (skipped), with the reason: the sources cannot be had, or there is no golden file and all the rest is right.
set -euo pipefail

fail()
{
	echo "lua_whole.sh: $*" >&2
	exit 1
}

[ $# -eq 3 ] || fail "usage: lua_whole.sh WHYNOT DIR LLVM_BIN"
here=$(dirname "$(realpath "$0")")
whynot=$(realpath "$1")
llvm=$3
mkdir -p "$2"
world=$(realpath "$2")
"$here/fetch.sh" lua5.4 "$world" || {
	echo "lua_whole.sh: skipped: the sources of lua5.4 cannot be had here"
	exit 77
}
project=$("$here/database.sh" lua5.4 "$world" | tail -n 1)
out=$world/lua_whole
rm -rf "$out"
mkdir -p "$out"

# expect STATUS NAME ARGS...: the exit status, with output, report and summary in $out/NAME.*
expect()
{
	local wanted=$1 name=$2 status=0
	shift 2
	(cd "$project" && "$whynot" check -p . "$@" --yaml "$out/$name.yaml" >"$out/$name.text" 2>"$out/$name.summary") || status=$?
	[ "$status" -eq "$wanted" ] || {
		cat "$out/$name.summary" >&2
		fail "exit status $status where $wanted was expected: whynot check $*"
	}
}

"$here/models_cover.sh" "$whynot" "$project" || fail "there are functions without a model"
n_units=$(grep -c '"file"' "$project/compile_commands.json")
expect 1 all -m=3
expect 1 plain
expect 0 errors --fail-level=error --remarks=off
expect 0 zero --exit-zero --remarks=off
expect 1 notes --only=loop-vectorize --fail-level=note -m=1

for name in all plain errors zero notes; do
	grep -q "^whynot: $n_units units analysed, 0 failed" "$out/$name.summary" ||
		fail "not every one of $n_units units was analysed: $(cat "$out/$name.summary")"
	n_documents=$(grep -c '^--- !' "$out/$name.yaml")
	n_read=$("$llvm/llvm-remarkutil" count --parser=yaml --group-by=total "$out/$name.yaml" | sed -n 's/^Total,\([0-9]\)/\1/p')
	[ "$n_read" = "$n_documents" ] || fail "llvm-remarkutil reads '$n_read' of the $n_documents remarks of $name.yaml"
done
"$llvm/llvm-remarkutil" yaml2bitstream "$out/all.yaml" -o "$out/all.bitstream" || fail "llvm-remarkutil refuses all.yaml"
"$here/levels.sh" --summary lua5.4 "$out/all.summary" || fail "the compiler's findings by level"
same=$(grep -c ': warning: ' "$out/plain.text" || true)
[ "$same" -eq "$(grep -c ': warning: ' "$out/all.text" || true)" ] || fail "-m=3 has other warnings than a plain run"

{
	echo "# Findings by name at -m=3, then the text of every warning."
	awk '/^Pass: /{ pass = $2 } /^Name: /{ print pass "/" $2 }' "$out/all.yaml" | grep -v '^whynot/Summary$' |
		LC_ALL=C sort | uniq -c
	grep -E '^[^ ].*: (warning|error): ' "$out/plain.text" || true
} >"$out/findings"
clang=$("$llvm/clang" -dumpversion)
lua=$(sed -n '1s/.*(\([0-9.]*\).*/\1/p' "$project/debian/changelog")
golden=$here/../golden/lua_whole/lua-$lua-clang-${clang%%.*}-$(uname -m)
if [ "${WHYNOT_GOLDEN:-}" = write ]; then
	mkdir -p "$(dirname "$golden")"
	cp "$out/findings" "$golden"
	exit 0
fi
if [ ! -f "$golden" ]; then
	echo "lua_whole.sh: skipped: no ${golden##*/} to compare with; everything else is right. To make it:"
	echo "	WHYNOT_GOLDEN=write $0 $*"
	exit 77
fi
diff -u "$golden" "$out/findings" ||
	fail "other findings than before; if they are right: WHYNOT_GOLDEN=write $0 $*"

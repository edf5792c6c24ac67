#!/bin/bash
# includes_recall.sh BUILD DIR [NTH]: deletes every include of the project whose compile_commands.json is in DIR, one at a time, and
# asks three sides about each: the object code (deletions.py), the proof by digests (BUILD/tests/include_trials), and what
# BUILD/whynot reports. Sources are not touched. Run by hand: it compiles each unit once for every include that it reads; with
# NTH, for every NTH of them, and then only objects and digests are compared.
#
# Prints how often objects and digests agree, and of the includes that can go, whose names the file does not have (recall.py,
# with universal-ctags), how many are reported. Exit 1 when an object changed where the digests are the same, or when less than
# nine of ten are reported.
set -euo pipefail
here=$(dirname "$(realpath "$0")")

fail()
{
	echo "includes_recall.sh: $*" >&2
	exit 1
}

[ $# -eq 2 ] || [ $# -eq 3 ] || fail "usage: includes_recall.sh BUILD DIR [NTH]"
clang=${CLANG:-$(compgen -c clang- | grep -E '^clang-[0-9]+$' | sort -t- -k2n | tail -n 1)}
for tool in "$clang" python3 ctags; do
	command -v "$tool" >/dev/null || {
		echo "skipped: the command '$tool' is missing"
		exit 77
	}
done
work=$(mktemp -d)
whynot=$(realpath "$1/whynot")
database=$(realpath "$2")
trap 'rm -rf "$work"' EXIT
status=0
"$1/tests/include_trials" "$2" "$(command -v "$clang")" headers >"$work/trials"
python3 "$here/deletions.py" "$work/trials" "$clang" "$(nproc)" "${3:-1}" >"$work/deletions"
! awk -F'\t' '$1 == "different" && $7 == "same"' "$work/deletions" | grep . || fail "the digests missed a change"
[ "${3:-1}" -eq 1 ] || exit 0
(cd / && "$whynot" check --quiet --only=unused-include --remarks=off --no-config --root=/ -p "$database") >"$work/findings" || status=$?
[ "$status" -le 1 ] || fail "exit status $status of whynot"
python3 "$here/recall.py" "$work/deletions" "$work/findings" "$work/trials" "$clang" >"$work/recall"
grep '^unused' "$work/recall" || echo "no include goes unused"
awk -F'\t' '$1 == "unused" { n++; reported += $2 == "reported" }
	END { printf "%d of %d reported\n", reported, n; exit reported * 10 < n * 9 }' "$work/recall"

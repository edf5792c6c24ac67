#!/bin/bash
# levels.sh WHYNOT DIR PROJECT...: how many of the compiler's findings each level has per 1,000 lines of the projects in DIR, as a
# table. Fails if level 1 has 10 or more, if a remark was lost (read = exact repeats + findings of all levels), or if two loops'
# verdicts at -m=1 stand at one place. Run by hand, and by lua_whole.sh on what it has.
set -euo pipefail

fail()
{
	echo "levels.sh: $*" >&2
	exit 1
}

# judge PROJECT SUMMARY: prints the project's row.
judge()
{
	local line n_read n_repeats n1 per1 n2 per2 n3 per3
	line=$(grep 'remarks read: ' "$2") || fail "$1: the summary counts no remarks"
	read -r n_read n_repeats n1 per1 n2 per2 n3 per3 < <(sed -E \
		's/.* ([0-9]+) remarks read: ([0-9]+) exact repeats?, ([0-9]+) from -m=1 \(([0-9.]+) .*, ([0-9]+) from -m=2 \(([0-9.]+) .*, ([0-9]+) from -m=3 \(([0-9.]+) .*/\1 \2 \3 \4 \5 \6 \7 \8/' <<<"$line")
	printf '%-10s %9d %9d %7d %7s %7d %7s %8d %7s\n' "$1" "$n_read" "$n_repeats" "$n1" "$per1" "$n2" "$per2" "$n3" "$per3"
	[ "$n_read" -eq $((n_repeats + n1 + n2 + n3)) ] || fail "$1: $n_read remarks read, but $n_repeats + $n1 + $n2 + $n3 accounted for"
	[ "${per1%.*}" -lt 10 ] || fail "$1: $per1 findings of level 1 per 1,000 lines"
}

if [ "${1:-}" = --summary ]; then
	judge "$2" "$3"
	exit
fi
[ $# -ge 3 ] || fail "usage: levels.sh WHYNOT DIR PROJECT..."
whynot=$(realpath "$1")
world=$(realpath "$2")
shift 2
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
printf '%-10s %9s %9s %7s %7s %7s %7s %8s %7s\n' project read repeats m=1 /1000 m=2 /1000 m=3 /1000
for project; do
	"$whynot" check -p "$world/$project" --only=compiler -m=1 --exit-zero --allow-incomplete --yaml="$out/yaml" --format=none 2>"$out/summary" ||
		fail "$project: $(cat "$out/summary")"
	judge "$project" "$out/summary"
	awk '/^Pass: / { pass = $2 } /^Name: / { name = $2 } /^DebugLoc: / { at = $0 }
		/^Function: / && pass == "loop-vectorize" && (name == "Vectorized" || name == "MissedDetails") { print at }' \
		"$out/yaml" | sort | uniq -d >"$out/twice"
	[ ! -s "$out/twice" ] || fail "$project: two verdicts on one loop: $(head -n 1 "$out/twice")"
done

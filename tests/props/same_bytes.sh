#!/bin/bash
# same_bytes.sh WHYNOT: text, YAML, page and facts are the same bytes for any number of workers, any order of the database, any
# folder and locale to be started from, and in a second run. WHYNOT_SEED repeats an order.
. "$(dirname "$0")/cases.bash"
seed=${WHYNOT_SEED:-$RANDOM}
echo "WHYNOT_SEED=$seed"
project=$work/project
copy_cases "$project"

# compare NAME ARGS...: another run against the first.
compare()
{
	local name=$1
	shift
	check "$work/again" --root "$project" -p "$project" -m=3 "$@"
	same "$work/first" "$work/again" "$name changes the text"
	same "$work/first.yaml" "$work/again.yaml" "$name changes the YAML"
	same "$work/first.html" "$work/again.html" "$name changes the page"
	"$whynot" check --quiet -p "$project" --root "$project" --dump-facts "$@" >"$work/again.facts" ||
		fail "$name: no facts"
	same "$work/first.facts" "$work/again.facts" "$name changes the facts"
	echo "ok   $name"
}

write_database "$project" 1
check "$work/first" --root "$project" -p "$project" -m=3 -j1
"$whynot" check --quiet -p "$project" --root "$project" --dump-facts -j1 >"$work/first.facts"
for what in struct-padding/PaddedStruct include-cycle/IncludeCycle unused-include/UnusedInclude loop-vectorize/Vectorized; do
	grep -qF "[$what]" "$work/first" || fail "no $what to compare with"
done
[ "$(grep -c '^unit	' "$work/first.facts")" -eq "$(units "$project" | wc -l)" ] || fail "units are missing in the facts"

compare 'a second run' -j1
compare 'two workers' -j2
compare 'four workers' -j4
for round in 1 2; do
	write_database "$project" $((seed + round))
	compare "another order of the database ($((seed + round)))" -j2
done
cd /
export LC_ALL=C.UTF-8 TZ=Asia/Tokyo
compare 'another folder, locale and time zone' -j3

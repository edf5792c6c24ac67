#!/bin/bash
# blank_lines.sh WHYNOT: blank lines put somewhere into every file move the findings behind them and change nothing else.
# WHYNOT_SEED repeats the places.
. "$(dirname "$0")/cases.bash"
seed=${WHYNOT_SEED:-$RANDOM}
echo "WHYNOT_SEED=$seed"
copy_cases "$work/before"

# For each file one place (not behind a backslash, nor a comment that speaks of the next line) and up to three lines, noted as "FILE LINE COUNT" in moves.
spread()
{
	local file
	: >"$work/moves"
	(cd "$work/after" && find . -name '*.[ch]' -printf '%P\n' | sort) | while read -r file; do
		awk -v seed=$((seed += 1)) -v file="$file" -v moves="$work/moves" '
		{ line[NR] = $0 }
		END {
			srand(seed)
			at = 1 + int(rand() * NR)
			while (at > 1 && line[at - 1] ~ /\\$|whynot:|NOLINT/)
				at--
			count = 1 + int(rand() * 3)
			print file, at, count >>moves
			for (i = 1; i <= NR; i++) {
				for (k = 0; i == at && k < count; k++)
					print ""
				print line[i]
			}
		}' "$work/before/$file" >"$work/after/$file"
	done
}

# Adds to each line number of a report what stands above it now.
moved()
{
	awk '
	NR == FNR { at[$1] = $2; count[$1] = $3; next }
	match($0, /DebugLoc: *\{ *File: /) {
		head = substr($0, 1, RSTART + RLENGTH - 1)
		rest = substr($0, RSTART + RLENGTH)
		file = substr(rest, 1, index(rest, ",") - 1)
		name = file
		gsub(/[\x27"]/, "", name)
		rest = substr(rest, length(file) + 1)
		match(rest, /Line: [0-9]+/)
		line = substr(rest, RSTART + 6, RLENGTH - 6) + 0
		if (name in at && line >= at[name])
			line += count[name]
		$0 = head file substr(rest, 1, RSTART - 1) "Line: " line substr(rest, RSTART + RLENGTH)
	}
	{ print }' "$work/moves" "$1"
}

for round in 1 2 3; do
	rm -rf "$work/after"
	cp -r "$work/before" "$work/after"
	seed=$((seed + 100))
	spread
	for side in before after; do
		write_database "$work/$side" 1
		check "$work/$side.text" -p "$work/$side" --root "$work/$side" -m=3 --remarks=off
	done
	moved "$work/before.text.yaml" >"$work/expected.yaml"
	grep -q 'Name: UnusedInclude' "$work/expected.yaml" || fail "there is nothing to move"
	if cmp -s "$work/before.text.yaml" "$work/expected.yaml"; then
		fail "nothing moved"
	fi
	same "$work/expected.yaml" "$work/after.text.yaml" "blank lines change findings (round $round)"
done

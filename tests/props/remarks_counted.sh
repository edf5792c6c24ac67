#!/bin/bash
# remarks_counted.sh WHYNOT: no remark is lost on the way. A compiler between whynot and clang counts what clang writes; the summary
# says as many were read, and read = exact repeats + findings of -m=3. Each level's findings are those that the summary counts for it.
# A deeper level only adds: each finding is one of the next level's, too.
. "$(dirname "$0")/cases.bash"
project=$work/project
copy_cases "$project"
# Nothing is said of files that a program wrote.
grep -rlZE '^#line|DO NOT EDIT|[Gg]enerated by' "$project" --include='*.[ch]' | xargs -0 rm
write_database "$project" 1

cat >"$work/clang" <<END
#!/bin/bash
"$clang" "\$@" || exit
for word; do
	case \$word in
	-foptimization-record-file=*) grep -c '^--- !' "\${word#*=}" >>"$work/counts" ;;
	esac
done
exit 0
END
chmod +x "$work/clang"

# run LEVEL: the findings of the compiler's rule as places and names in $work/LEVEL, the summary in $work/LEVEL.summary.
run()
{
	: >"$work/counts"
	"$whynot" check -p "$project" --root "$project" --clang="$work/clang" --only=compiler --exit-zero --allow-incomplete -m="$1" \
		--format=none --yaml="$work/$1.yaml" 2>"$work/$1.summary" || fail "whynot check -m=$1: $(cat "$work/$1.summary")"
	awk '/^Pass: / { pass = $2 } /^Name: / { name = pass "/" $2 } /^DebugLoc: / { at = $0; sub(/^DebugLoc: */, "", at) }
		/^Function: / && name !~ /^whynot\// { print name, at, $2 }' "$work/$1.yaml" | sort >"$work/$1"
}

for level in 1 2 3; do run $level; done
line=$(grep 'remarks read: ' "$work/3.summary") || fail "the summary does not count remarks"
read -r n_read n_repeats n1 n2 n3 < <(sed -E \
	's/.* ([0-9]+) remarks read: ([0-9]+) exact repeats.*, ([0-9]+) from -m=1 .*, ([0-9]+) from -m=2 .*, ([0-9]+) from -m=3 .*/\1 \2 \3 \4 \5/' <<<"$line")
written=$(awk '{ n += $1 } END { print n + 0 }' "$work/counts")
[ "$written" -gt 500 ] || fail "clang wrote only $written remarks"
[ "$n_read" -eq "$written" ] || fail "clang wrote $written remarks, and $n_read were read"
shown=$(wc -l <"$work/3")
[ "$n_read" -eq $((n_repeats + shown)) ] || fail "$n_read read, $n_repeats repeats, but $shown findings at -m=3"
[ "$(wc -l <"$work/1")" -eq "$n1" ] || fail "the summary counts $n1 at -m=1, shown are $(wc -l <"$work/1")"
[ "$(wc -l <"$work/2")" -eq $((n1 + n2)) ] || fail "the summary counts $n1 + $n2 at -m=2, shown are $(wc -l <"$work/2")"
[ "$shown" -eq $((n1 + n2 + n3)) ] || fail "the summary counts $n1 + $n2 + $n3 at -m=3, shown are $shown"
[ -z "$(comm -23 "$work/1" "$work/2")" ] || fail "-m=2 lacks what -m=1 has: $(comm -23 "$work/1" "$work/2" | head -n 3)"
[ -z "$(comm -23 "$work/2" "$work/3")" ] || fail "-m=3 lacks what -m=2 has: $(comm -23 "$work/2" "$work/3" | head -n 3)"

# One line for one verdict at one place.
twice=$(awk '{ line = $0; sub(/ [^ ]*$/, "", line); print line }' "$work/1" | grep -E '^(loop-vectorize|loop-idiom|transform-warning)/' | uniq -d)
[ -z "$twice" ] || fail "told twice at -m=1: $twice"
echo "$n_read read = $n_repeats repeats + $shown told: $n1, $n2, $n3"

#!/bin/bash
# advice_unused_include.sh WHYNOT: with all reported includes deleted at once, none is reported any more, every unit is as
# sound as before, and the object code is the same, byte for byte.
. "$(dirname "$0")/cases.bash"
project=$work/project
copy_cases "$project"
write_database "$project" 1

# objects DIR: an object file of each unit, told apart by number.
objects()
{
	local folder file args n=0
	mkdir "$1"
	units "$project" | while read -r folder file args; do
		n=$((n + 1))
		# shellcheck disable=SC2086 # args are words
		(cd "$project/$folder" && "$clang" -w -I. -O2 $args -c "$file" -o "$1/$n.o") ||
			fail "$folder/$file does not compile any more"
	done
}

check "$work/before" --root "$project" -p "$project" --only=unused-include --remarks=off
objects "$work/objects.before"
sed -nE 's|^([^:]+):([0-9]+):[0-9]+: warning: .* \[unused-include/UnusedInclude\]$|\1 \2|p' "$work/before" >"$work/advice"
[ "$(wc -l <"$work/advice")" -ge 5 ] || fail "there is too little advice to take"
# From the last line of a file to the first, so that those to come keep their numbers.
sort -k1,1 -k2,2nr "$work/advice" | while read -r file line; do
	sed -n "${line}p" "$project/$file" | grep -q '#include' || fail "$file:$line is no include"
	sed -i "${line}d" "$project/$file"
done
check "$work/after" --root "$project" -p "$project" --only=unused-include,whynot --remarks=off
# The cases about suppressing comments keep those that are wrong.
grep -E '\[[^]]*\]$' "$work/after" | grep -v 'Suppression\]$' >"$work/left" || true
[ ! -s "$work/left" ] || {
	cat "$work/after" >&2
	fail "there are findings after all advice was taken"
}
objects "$work/objects.after"
diff -r "$work/objects.before" "$work/objects.after" || fail "the object code changed"

#!/bin/bash
# advice_unused_include.sh WHYNOT: --fix on the cases as one project. Afterwards nothing is found any more, every unit is as sound
# as before, and the object code is the same, byte for byte. --fix=diff shows just that change and makes none, --fix-export
# hands it to clang-apply-replacements, and files that are none of its business are left as they are.
. "$(dirname "$0")/cases.bash"
project=$work/project
copy_cases "$project"
write_database "$project" 1
rules=--only=unused-include

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

# fix OUTPUT ARGS...: whynot with its words in OUTPUT; exit status 0 or 1.
fix()
{
	local output=$1 status=0
	shift
	(cd "$project" && "$whynot" check --root "$project" -p "$project" $rules --remarks=off "$@") >"$output" 2>"$output.err" || status=$?
	[ "$status" -le 1 ] || fail "exit status $status of --fix: $(cat "$output.err")"
	echo "$status" >"$output.status"
}

objects "$work/objects.before"
cp -r "$project" "$work/original"
fix "$work/diff" --fix=diff --fix-export="$work/fixes.yaml"
diff -r "$work/original" "$project" || fail "--fix=diff changed a file"
[ "$(grep -c '^-[^-]' "$work/diff")" -ge 10 ] || fail "there is too little advice to take"
[ "$(cat "$work/diff.status")" -eq 1 ] || fail "--fix=diff leaves the findings, and has to fail for them"

# Files that may not be touched: one that leads out of the project, one that changes between reading and writing.
outside=$work/outside.c
mkdir "$project/zz"
printf '#include <math.h>\nint outside;\n' >"$outside"
ln -s "$outside" "$project/zz/link.c"
printf '#include <math.h>\nint changing;\n' >"$project/zz/changing.c"
sed -i '$ s|]$||' "$project/compile_commands.json"
for file in link changing; do
	printf ',{"directory": "%s/zz", "file": "%s.c", "command": "cc -c %s.c"}\n' "$project" "$file" "$file"
done >>"$project/compile_commands.json"
echo ']' >>"$project/compile_commands.json"
mkfifo "$work/pipe"
chmod 640 "$project/unused-include/nothing_of_it_is_used/main.c"
# The second report waits for its reader: when the first is there, all is read and nothing fixed.
(until [ -s "$work/fix" ]; do sleep 0.05; done; echo '/* new */' >>"$project/zz/changing.c"; cat "$work/pipe" >/dev/null) &
fix "$work/fix" --fix --yaml "$work/pipe"
wait
grep -q 'zz/changing.c: not fixed, since it has changed' "$work/fix.err" || fail "a file that changed was fixed: $(cat "$work/fix.err")"
grep -q 'zz/link.c: not fixed, since it lies outside' "$work/fix.err" || fail "a file outside was fixed: $(cat "$work/fix.err")"
grep -q math.h "$outside" && grep -q math.h "$project/zz/changing.c" || fail "a file that is left alone was changed"
[ "$(cat "$work/fix.status")" -eq 1 ] || fail "what could not be fixed is a finding still"
[ "$(stat -c %a "$project/unused-include/nothing_of_it_is_used/main.c")" = 640 ] || fail "permissions were lost"
rm -r "$project/zz"
write_database "$project" 1
fix "$work/again" --fix
[ ! -s "$work/again" ] && [ "$(cat "$work/again.status")" -eq 0 ] || fail "there are findings after the fix: $(cat "$work/again")"
objects "$work/objects.after"
diff -r "$work/objects.before" "$work/objects.after" || fail "the object code changed"

# The diff and the replacements say the same.
cp -r "$work/original" "$work/patched"
(cd "$work/patched" && git apply "$work/diff") || fail "git cannot apply the diff"
diff -r -x compile_commands.json "$work/patched" "$project" || fail "--fix=diff shows another change than --fix makes"
applier=$({ compgen -c clang-apply-replacements || true; } | sort -V | tail -n 1)
if [ -n "$applier" ]; then
	mkdir "$work/fixes"
	mv "$work/fixes.yaml" "$work/fixes"
	cp -r "$project" "$work/fixed"
	rm -rf "$project"
	cp -r "$work/original" "$project"
	"$applier" "$work/fixes" || fail "$applier cannot apply the export"
	diff -r -x compile_commands.json "$work/fixed" "$project" || fail "--fix-export says another change than --fix makes"
else
	echo "clang-apply-replacements is not there: the export was not applied"
fi

#!/bin/bash
# bad_input.sh WHYNOT: what each kind of bad input costs: one clear line on standard error, the right exit status, no half file.
# shellcheck source=tests/faults/faults.bash
. "$(dirname "$0")/faults.bash"

# expect STATUS PATTERN NAME COMMAND...: the status, and exactly one line on stderr, which matches.
expect()
{
	local status=$1 pattern=$2 name=$3 got
	shift 3
	"$@" >out 2>err
	got=$?
	if [ "$got" -ne "$status" ] || [ "$(wc -l <err)" -ne 1 ] || ! grep -Eq -- "$pattern" err; then
		echo "FAIL $name: status $got (wanted $status), stderr (wanted one line like '$pattern'):"
		cat err
		failures=$((failures + 1))
	else
		echo "ok   $name: $(cat err)"
	fi
}

# no_left_overs NAME: nothing but what we made is here.
no_left_overs()
{
	local odd
	odd=$(find . -name '*.??????' -o -name '*.d' -o -name '*.opt.yaml' -o -name '*.o' | head -3)
	if [ -n "$odd" ]; then
		echo "FAIL $1: left behind: $odd"
		failures=$((failures + 1))
	fi
}

database()
{
	printf '[{"directory": "%s", "command": "cc -c a.c", "file": "a.c"}]\n' "$work/src" >src/compile_commands.json
}

mkdir src empty
printf 'int f(void);\nint f(void)\n{\n\treturn 1;\n}\n' >src/a.c

expect 2 'compile_commands.json: No such file' 'no database' "$whynot" check -p empty
expect 2 'no compile_commands.json' 'no database looked for' sh -c "cd empty && '$whynot' check"
expect 0 'skipped: no compile_commands.json' 'no database in a hook' sh -c "cd empty && '$whynot' check --hook"
: >src/compile_commands.json
expect 2 'compile_commands.json' 'database of zero bytes' "$whynot" check -p src
expect 2 'compile_commands.json' 'the same in a hook' sh -c "cd src && '$whynot' check --hook"
echo '[]' >src/compile_commands.json
expect 2 'compile_commands.json.*(no|empty)' 'empty database' "$whynot" check -p src
printf '[{"directory": "/x",\n  "file": }]\n' >src/compile_commands.json
expect 2 'compile_commands.json:2' 'broken JSON' "$whynot" check -p src
database
expect 2 'there is no file nix.c' 'a file that is not there' "$whynot" check -p src nix.c
expect 2 'remarks: cannot read nix: No such file' 'records that are not there' "$whynot" check -p src --remarks=read:nix
expect 2 "no rule 'nix'" 'an unknown rule' "$whynot" check -p src --only=nix
printf 'level: 1\nincluds: {keep: [a.h]}\n' >src/.whynot.yaml
expect 2 "^whynot: .whynot.yaml:2:1: unknown key 'includs'; did you mean 'includes'\?" 'an unknown setting' sh -c "cd src && '$whynot' check"
expect 2 "^whynot: src/.whynot.yaml:2:1: unknown key" 'settings found from the file' "$whynot" check -p src src/a.c
printf 'rules:\n  unused-includ: off\n' >src/.whynot.yaml
expect 2 ".whynot.yaml:2:3: there is no rule 'unused-includ'; did you mean 'unused-include'\?" 'a setting for an unknown rule' \
	"$whynot" check -p src --config src/.whynot.yaml
printf 'rules:\n  xyzzyxyzzy: off\n' >src/.whynot.yaml
expect 2 "there is no rule 'xyzzyxyzzy'; whynot explain lists them" 'nothing near' "$whynot" config --config src/.whynot.yaml
printf 'rules:\n  inline/Inlind: off\n' >src/.whynot.yaml
expect 2 "rule 'inline' has no finding 'Inlind'; did you mean 'Inlined'\?" 'an unknown remark' "$whynot" config --config src/.whynot.yaml
printf 'rules:\n  whynot/UnitFaild: off\n' >src/.whynot.yaml
expect 2 "rule 'whynot' has no finding 'UnitFaild'; did you mean 'UnitFailed'\?" 'an unknown finding' "$whynot" config --config src/.whynot.yaml
expect 2 'cannot read nix.yaml: No such file' 'settings that are not there' "$whynot" config --config nix.yaml
printf 'database: nix\n' >src/.whynot.yaml
expect 2 'nix' 'a database that the settings name and is not there' sh -c "cd src && '$whynot' check"
expect 0 'skipped: no compile_commands.json' 'the same in a hook' sh -c "cd src && '$whynot' check --hook"
expect 2 'compile_commands.json' 'a named database that is not there, in a hook' "$whynot" check --hook -p empty
rm src/.whynot.yaml
expect 2 "format takes" 'an unknown format' "$whynot" check -p src --format=nix
expect 2 'models: No such file' 'models that are not there' "$whynot" check -p src --models=models
printf '# mine\nf(p): keeps q\n' >models
expect 2 "models:2:13: 'q' is no parameter of this function" 'models that are wrong' "$whynot" check -p src --models=models
printf 'f(p): keeps p\n' >models
expect 0 'units? analysed' 'models that are right' "$whynot" check -p src --remarks=off --models=models --models models
expect 2 'cannot write standard output: No space left' 'a full disk on stdout' \
	sh -c "'$whynot' check -p src -q -m=3 --format=yaml >/dev/full"
expect 2 'cannot write standard output: Bad file descriptor' 'a closed stdout' \
	sh -c "'$whynot' check -p src -q --format=yaml >&-"
# shellcheck disable=SC2016
expect 2 'cannot write standard output: Broken pipe' 'a reader that is gone' \
	bash -c 'exec 1> >(exec true); sleep 0.3; exec "$0" check -p src -q --format=yaml' "$whynot"
expect 2 'cannot write nix/r.yaml: No such file' 'a report in a missing folder' "$whynot" check -p src -q --yaml nix/r.yaml
expect 2 'cannot write /dev/full' 'a report on a full disk' "$whynot" check -p src -q --yaml /dev/full
expect 2 'cannot write /dev/full' 'a page on a full disk' "$whynot" check -p src -q --html /dev/full
expect 2 'cannot make the folder src/a.c/x: Not a directory' 'pages in a file' "$whynot" check -p src -q --html-dir src/a.c/x
expect 2 'cannot write src/a.c/page.css: Not a directory' 'pages instead of a file' "$whynot" check -p src -q --html-dir src/a.c
expect 2 'report takes one YAML report' 'a report of nothing' "$whynot" report --html x.html
expect 2 'cannot read nix.yaml: No such file' 'a report that is not there' "$whynot" report nix.yaml --html x.html
expect 2 'src/a.c:[0-9]+:[0-9]+: not' 'a report that is none' "$whynot" report src/a.c --html x.html
no_left_overs 'reports'

printf '[{"directory": "%s", "command": "cc -c gone.c", "file": "gone.c"}]\n' "$work/src" >src/compile_commands.json
expect 3 '0 units analysed, 1 failed' 'a database that names a missing file' "$whynot" check -p src
database
# root reads everything, so there somebody else has to be the user; the program may be where only root gets at it
chmod 0 src/a.c
if [ "$(id -u)" -ne 0 ]; then
	as_user=()
	their_whynot=$whynot
else
	as_user=(setpriv --reuid=65534 --regid=65534 --clear-groups --)
	their_whynot=$work/whynot
	cp "$whynot" "$their_whynot"
	chmod 755 "$work" "$their_whynot"
fi
expect 3 '0 units analysed, 1 failed' 'an unreadable source' "${as_user[@]}" "$their_whynot" check -p src
grep -q 'a.c was not analysed: not allowed to read it' out || {
	echo "FAIL an unreadable source: $(cat out)"
	failures=$((failures + 1))
}
chmod 0 src/compile_commands.json
expect 2 'cannot read .*compile_commands.json: Permission denied' 'an unreadable database' "${as_user[@]}" "$their_whynot" check -p src
chmod 644 src/compile_commands.json src/a.c
mv src/a.c src/a.kept && mkdir src/a.c
expect 3 '0 units analysed, 1 failed' 'a folder in the place of a source' "$whynot" check -p src
rmdir src/a.c && mv src/a.kept src/a.c
printf 'int f(void) { return g( }\n' >src/a.c
expect 3 '1 with errors' 'a source with errors' "$whynot" check -p src
printf '#include "nix.h"\nint f(void) { return 1; }\n' >src/a.c
expect 3 '1 with errors' 'a header that is not there' "$whynot" check -p src
expect 0 '1 with errors' 'the same, allowed' "$whynot" check -p src --allow-incomplete
expect 2 "--fix takes nothing, diff, all or all,diff, not 'nix'" 'a way to fix that is none' "$whynot" check -p src --fix=nix
expect 2 '--fix writes sources, which a hook must not' 'a hook that writes' "$whynot" check -p src --hook --fix
printf '\033[1mdiff --git a/a.c b/a.c\033[m\n' >colours
expect 2 '--diff: colours is no unified diff' 'a diff in colours' "$whynot" check -p src --diff=colours
expect 2 'standard input is no unified diff' 'a list of names in place of a diff' sh -c "echo ' a.c | 2 +-' | '$whynot' check -p src --diff=-"
expect 2 '--fix needs the sources' 'shards to be fixed' "$whynot" link --fix bad.facts
expect 2 'both go to standard output' 'two things on standard output' "$whynot" check -p src --fix=diff --fix-export=-
expect 2 'cannot read .*/nix.imp: No such file' 'a mapping file that is not there' "$whynot" check -p src --include-mapping=nix.imp
echo '[ { inclde: [] } ]' >bad.imp
expect 2 "bad.imp:1:5: 'include', 'symbol' or 'ref' is expected" 'a mapping file that is none' "$whynot" check -p src --include-mapping=bad.imp
expect 2 'nix.facts' 'a shard that is not there' "$whynot" link nix.facts
echo 'garbage' >bad.facts
expect 2 'bad.facts:1: not a facts text' 'a shard that is none' "$whynot" link bad.facts
no_left_overs 'the end'

[ "$failures" -eq 0 ]

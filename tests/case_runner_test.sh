#!/bin/bash
# case_runner_test.sh CASE_RUNNER CLANG: the case runner itself, with a stand-in for whynot that reports what it is told.
# Every way in which a case can fail has to fail here, or all cases would prove nothing.
set -u
runner=$1
clang=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/cases/some-rule"
failures=0

cat >"$work/whynot" <<'END'
#!/bin/bash
here=$(dirname "$0")
printf '%s\n' "$@" >"$here/words"
cat "$here/report"
exit "$(cat "$here/status")"
END
chmod +x "$work/whynot"

# finding KIND NAME LINE SEVERITY MESSAGE [FILE]: one document of a report.
finding()
{
	cat <<-END
		--- !$1
		Pass: some-rule
		Name: $2
		DebugLoc: {File: ${6:-a.c}, Line: $3, Column: 1}
		Function: f
		Args:
		- String: '$5'
		- Level: '1'
		- Severity: $4
		...
	END
}

summary="--- !Analysis
Pass: whynot
Name: Summary
Function: '<file>'
Args:
- String: 'x'
- Level: '1'
- Severity: note
..."

# expect STATUS PATTERN NAME: the runner's exit status on the case, with this in what it prints; with '' it prints nothing.
expect()
{
	local status=$1 pattern=$2 name=$3 got
	"$runner" "$work/whynot" "$clang" "$work/cases/some-rule/${case:-a.c}" >"$work/output" 2>&1
	got=$?
	if [ "$got" -ne "$status" ] || { [ -n "$pattern" ] && ! grep -Eq -- "$pattern" "$work/output"; } ||
		{ [ -z "$pattern" ] && [ -s "$work/output" ]; }; then
		echo "FAIL $name: status $got (wanted $status), output (wanted '$pattern'):"
		cat "$work/output"
		failures=$((failures + 1))
	fi
}

source_is()
{
	printf '%s\n' "$@" >"$work/cases/some-rule/a.c"
}

# report_is STATUS DOCUMENT...
report_is()
{
	echo "$1" >"$work/status"
	shift
	printf '%s\n' "$@" "$summary" >"$work/report"
}

source_is 'int a; //! missed some-rule Bad "8 by"' 'int b; //! analysis some-rule Meh //! passed some-rule Good' \
	'//!^ missed some-rule Bad "b is"' '//!@gone.c analysis some-rule Whole' '/*! missed some-rule Bad "a \"q\" \\" */'
report_is 1 "$(finding Missed Bad 1 warning '8 bytes')" "$(finding Analysis Meh 2 note x)" "$(finding Passed Good 2 note x)" \
	"$(finding Missed Bad 2 warning 'b is bad')" "$(finding Analysis Whole 0 note x gone.c)" "$(finding Missed Bad 5 error "a \"q\" \\")"
expect 0 '' 'every kind of mark'
for word in check --format=yaml -m=3 --remarks=off --only=some-rule a.c -- -I.; do
	grep -qxF -e "$word" "$work/words" || {
		echo "FAIL whynot is not given '$word'"
		failures=$((failures + 1))
	}
done

source_is 'int a; //! missed some-rule Bad "9 bytes"'
report_is 1 "$(finding Missed Bad 1 warning '8 bytes')"
expect 1 'a.c:1: missing: missed some-rule Bad "9 bytes"' 'another message'
expect 1 'a.c:1:1: unexpected: missed some-rule Bad "8 bytes"' 'another message, other way'
source_is 'int a; //! analysis some-rule Bad'
expect 1 'missing: analysis' 'another kind'
source_is 'int a; //! missed other-rule Bad'
expect 1 'missing: missed other-rule' 'another rule'
source_is 'int a; //! missed some-rule Worse'
expect 1 'missing: missed some-rule Worse' 'another name'
source_is '' 'int a; //! missed some-rule Bad'
expect 1 'a.c:2: missing' 'another line'
source_is 'int a; //! missed some-rule Bad'
report_is 1 "$(finding Missed Bad 1 warning '8 bytes' b.h)"
expect 1 'b.h:1:1: unexpected' 'another file'
report_is 1 "$(finding Missed Bad 1 warning x)" "$(finding Missed Bad 1 warning x)"
expect 1 'unexpected' 'twice where once was marked'
source_is 'int a; //! missed some-rule Bad //! missed some-rule Bad'
report_is 1 "$(finding Missed Bad 1 warning x)"
expect 1 'missing' 'once where twice was marked'
source_is 'int a; //! missed some-rule Bad //! missed some-rule Bad "x"'
report_is 1 "$(finding Missed Bad 1 warning x)" "$(finding Missed Bad 1 warning y)"
expect 0 '' 'a vague mark beside an exact one'
source_is 'int a;'
expect 1 'unexpected' 'a near miss that is reported'
report_is 0
expect 0 '' 'a near miss that is not'

report_is 139
expect 1 'exit status 139 where 0' 'a crash'
report_is 0 "$(finding Missed Bad 1 warning x)"
source_is 'int a; //! missed some-rule Bad'
expect 1 'exit status 0 where 1' 'a warning without the exit status'
report_is 1 "$(finding Missed Bad 1 note x)"
expect 1 'exit status 1 where 0' 'a note with the exit status'
source_is '//!exit 1' 'int a; //! missed some-rule Bad'
report_is 1 "$(finding Missed Bad 2 note x)"
expect 0 '' 'an exit status of its own'
echo '{ no: yaml' >"$work/report"
expect 1 'report:' 'a report that is no YAML'
printf -- '--- !Missed\nPass: some-rule\nName: Bad\nArgs:\n- String: x\n...\n' >"$work/report"
expect 1 'without Severity' 'a finding without severity'

report_is 0
source_is '//!xfail not done' 'int a;'
expect 1 'passes, but is said to fail: not done' 'an xfail that passes'
source_is '//!xfail not done' 'int a; //! missed some-rule Bad'
expect 0 'fails as expected: not done' 'an xfail that fails'

source_is 'int a'
expect 2 'does not compile' 'a case that does not compile'
source_is '//!nocompile' 'int a'
expect 0 '' 'a case that need not compile'
source_is '//!args -DINT=int' 'INT a;'
expect 0 '' 'arguments for the compilers'
grep -qxF -e -DINT=int "$work/words" || {
	echo "FAIL whynot is not given the case's arguments"
	failures=$((failures + 1))
}
source_is '//!flags --only=some-rule,whynot -m=2' 'int a;'
expect 0 '' 'flags of its own'
if grep -qxF -e --only=some-rule "$work/words" || ! tr '\n' ' ' <"$work/words" | grep -q -- '-m=3.* -m=2'; then
	echo "FAIL the case's flags do not win"
	failures=$((failures + 1))
fi

for wrong in 'int a; //! missed some-rule' 'int a; //! mised some-rule Bad' 'int a; //! missed some-rule Bad "x' \
	'int a; //! missed some-rule Bad x' '//!^ missed some-rule Bad' '//!0 missed some-rule Bad' '//!flag -m=2' '//!xfail' '//!exit 4' \
	'/*! missed some-rule Bad'; do
	source_is "$wrong" 'int b; /* */'
	expect 2 'a.c:1: ' "a mark that is none: $wrong"
done
source_is 'int a;' '//!flags -m=2'
expect 2 'a.c:2: .*first lines' 'a directive too late'

case=folder
mkdir -p "$work/cases/some-rule/folder/sub"
echo 'int a; //! missed some-rule Bad' >"$work/cases/some-rule/folder/sub/x.h"
echo '#include "sub/x.h"' >"$work/cases/some-rule/folder/b.c"
echo 'int c; //! missed some-rule Bad' >"$work/cases/some-rule/folder/c.c"
report_is 1 "$(finding Missed Bad 1 warning x sub/x.h)" "$(finding Missed Bad 1 warning x c.c)"
expect 0 '' 'a folder'
if [ "$(grep -cxE '[bc]\.c' "$work/words")" -ne 2 ] || grep -q 'x\.h' "$work/words"; then
	echo "FAIL the units of a folder are its sources"
	failures=$((failures + 1))
fi
echo '[]' >"$work/cases/some-rule/folder/compile_commands.json"
expect 0 '' 'a folder with a database'
tr '\n' ' ' <"$work/words" | grep -q -- ' -p \. $' || {
	echo "FAIL the folder's database is not used"
	failures=$((failures + 1))
}
case=nothing
expect 2 'nothing' 'a case that is not there'

[ "$failures" -eq 0 ]

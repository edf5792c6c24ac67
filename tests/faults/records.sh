#!/bin/bash
# records.sh WHYNOT: a folder of records as builds leave them, with --remarks=read: whole, cut off, overwritten, empty, older than the
# source, another unit's, missing, as bitstream, and gcc's. Each unit's trouble is said at that unit, costs no other one anything, and
# what can be read is read.
set -u
whynot=$(realpath "$1")
clang=${CLANG:-clang}
work=$(realpath "$(mktemp -d)")
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0
mkdir records
units="whole cut overwritten empty stale other missing bitstream gcc"
for unit in $units; do
	printf 'extern int ext(int);\nint use_%s(int n)\n{\n\treturn ext(n) + 1;\n}\nint more_%s(int n)\n{\n\treturn ext(n) + 2;\n}\n' \
		"$unit" "$unit" >"$unit.c"
	case $unit in
	missing) continue ;;
	bitstream)
		"$clang" -O2 -g1 -c bitstream.c -o bitstream.o -fsave-optimization-record=bitstream \
			-foptimization-record-file=records/bitstream.opt.bitstream 2>log || {
			echo "records.sh: without bitstream, which $clang cannot write: $(grep -m 1 . log)"
			units=${units/bitstream/}
		} ;;
	gcc)
		if ! command -v gcc >/dev/null; then
			echo "records.sh: without gcc's record, as there is no gcc"
			units=${units/gcc/}
		else
			gcc -O2 -c gcc.c -o records/gcc.o -fsave-optimization-record || exit 1
			rm records/gcc.o
		fi ;;
	*) "$clang" -O2 -g1 -c "$unit.c" -o "$unit.o" -fsave-optimization-record=yaml \
		"-foptimization-record-file=records/$unit.opt.yaml" || exit 1 ;;
	esac
done
{
	echo '['
	for unit in $units; do
		echo "{\"directory\": \"$work\", \"file\": \"$unit.c\", \"command\": \"cc -O2 -c $unit.c -o $unit.o\"},"
	done | sed '$s/,$//'
	echo ']'
} >compile_commands.json
size=$(stat -c %s records/cut.opt.yaml)
truncate -s $((size - 40)) records/cut.opt.yaml
sed -i '0,/^Pass: /s//Pusd: /' records/overwritten.opt.yaml
: >records/empty.opt.yaml
touch -d '2001-01-01' records/stale.opt.yaml
cp records/whole.opt.yaml records/other.opt.yaml

"$whynot" check -p . -m3 --remarks=read:records >out 2>err
status=$?

fail()
{
	echo "FAIL: $1"
	failures=1
}

# says UNIT PATTERN: one finding of ours about that unit, with these words; "" for none.
says()
{
	local line
	[[ " $units " == *" $1 "* ]] || return 0
	line=$(grep -E '\[whynot/Remarks' out | grep "^$1[.]c") || true
	if [ -z "$2" ] && [ -n "$line" ]; then
		fail "$1: $line"
	elif ! grep -qE -- "$2" <<<"$line"; then
		fail "$1: '$line' instead of: $2"
	fi
}

# has UNIT N: the remark of the callee without a definition, N times.
has()
{
	local n
	[[ " $units " == *" $1 "* ]] || return 0
	n=$(grep -E "^$1[.]c:[48]:" out | grep -cE '\[inline/NoDefinition\]|\[gcc-inline/NotInlinableFunctionBodyNotAvailable\]')
	[ "$n" -eq "$2" ] || fail "$1: $n remarks instead of $2"
}

says whole ''
says cut 'record damaged at line [0-9]+ \(cut off\), [0-9]+ remarks read before it'
says overwritten 'record damaged at line 1 \(.*\), 0 remarks read before it'
says empty 'the record records/empty.opt.yaml says nothing about this file'
says stale 'the record records/stale.opt.yaml is older than the source'
says other 'says nothing about this file; is it another unit'
says missing 'no record of remarks; tried .*missing.opt.yaml.*missing.c.opt-record.json.gz'
says bitstream ''
says gcc ''
has whole 2
has cut 2
has overwritten 1
has empty 0
has stale 2
has missing 0
has bitstream 2
has gcc 2
[ "$status" -eq 3 ] || [ "$status" -eq 0 ] || fail "status $status: $(cat err)"
grep -q ', 0 failed' err || fail "$(cat err)"
[ "$failures" -eq 0 ] && echo "ok   records of all kinds: each trouble is said at its unit"
exit $failures

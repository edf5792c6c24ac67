#!/bin/bash
# db_check.sh WHYNOT: `whynot db-check` as a command, its --repair, and --config: what they print, write and return, by byte.
set -u
whynot=$(realpath "$1")
work=$(realpath "$(mktemp -d)")
trap 'rm -rf "$work"' EXIT
mkdir "$work/p" && cd "$work/p" || exit 1
failures=0

fail()
{
	echo "FAIL $1"
	failures=1
}

# run STATUS NAME ARGUMENTS...: the status; output with this folder's name taken out, in ../out and ../err.
run()
{
	local status=$1 name=$2 got
	shift 2
	"$whynot" "$@" >../out 2>../err
	got=$?
	sed -i "s|$work/p|.|g" ../out ../err
	if [ "$got" -ne "$status" ]; then
		fail "$name: status $got, not $status"
		cat ../out ../err
	else
		echo "ok   $name"
	fi
}

# same NAME FILE: FILE holds what comes on our standard input.
same()
{
	diff - "$2" && echo "ok   $1" || fail "$1"
}

for file in a.c b.c c.c; do
	printf 'int %s(int v)\n{\n\treturn v;\n}\n' "${file%.c}" >$file
done
cat >compile_commands.json <<'END'
[
{"directory": ".", "file": "a.c", "command": "gcc -DONE -O2 -c a.c"},
{"directory": ".", "file": "a.c", "command": "gcc -DTWO -O2 -c a.c"},
{"directory": ".", "file": "b.c", "command": "gcc -fplugin=p.so -Xcuda-ptxas=x -c b.c"},
{"directory": ".", "file": "b.c", "command": "clang -cc1 -emit-obj -o b.o b.c"},
{"directory": ".", "file": "gone.c", "command": "gcc -c gone.c"},
{"directory": ".", "file": "start.S", "command": "gcc -c start.S"},
{"directory": ".", "file": "c.c", "command": "riscv64-linux-gnu-gcc -c c.c"},
]
END
cp compile_commands.json ../kept.json

run 1 'sources are left out' db-check
same 'all of it' ../out <<'END'
./compile_commands.json
entries                                   7
commands to analyse                       4
files                                     3
files with several configurations         1
left out                                  1

left out: sources that will not be analysed (1)
./compile_commands.json:6: ./gone.c: the file does not exist; is it generated? build first; if it was removed or renamed, make the database again

advice (2)
./compile_commands.json:8: ./c.c: riscv64-linux-gnu-gcc is a cross compiler: --target=riscv64-linux-gnu is added, but its own include folders are not known; if its headers are not found, give --sysroot or -isystem in the build's flags, or allow it to be asked: --query-driver=COMPILER
./compile_commands.json:10: a comma stands behind the last entry; other tools refuse it: whynot db-check --repair=FILE writes it without that

flags dropped that could matter (2)
./compile_commands.json:4: ./b.c: -Xcuda-ptxas=x dropped: it is not among the flags that are known to do no harm
./compile_commands.json:4: ./b.c: -fplugin=p.so dropped: the code of a compiler plugin is never run

entries that are not needed (2)
./compile_commands.json:5: ./b.c: the -cc1 twin of the compiler's own command
./compile_commands.json:7: ./start.S: not C or C++ but assembler

files with several configurations (1)
./a.c
  -DONE
  -DTWO
END
[ -s ../err ] && fail 'nothing on standard error'
run 0 'the same with --exit-zero' db-check --exit-zero
run 1 'named by its file' db-check -p compile_commands.json
run 1 'one configuration of each file' db-check --configs=first
same 'the others are gone' <(sed -n '3,5p;/several configurations (/,$p' ../out) <<'END'
commands to analyse                       3
files                                     3
files with several configurations         0
END
run 2 'a folder without one' db-check -p ..
run 0 'flags on the command line' db-check a.c -- -DX --write-dependencies
same 'what it says of them' ../out <<'END'
command line
entries                                   1
commands to analyse                       1
files                                     1
files with several configurations         0
left out                                  0
END

# --config in a check: which configurations are analysed shows in an error that only one of them has.
printf '#ifdef TWO\n#error two is on\n#endif\n#ifdef ONE\n#error one is on\n#endif\n' >a.c
check()
{
	run "$1" "$2" check --remarks=off --only=whynot --format=none "$3" a.c
	grep -q "$4" ../err || { cat ../err; fail "$2: no '$4'"; }
}
check 3 'all configurations' --configs=all '2 with errors'
check 3 'the first configuration' --configs=first '1 with errors.* left out'
run 3 'the first is ONE' check --remarks=off -q --configs=first a.c
grep -q 'one is on' ../out || fail 'the first is not ONE'
run 3 'those that match' check --remarks=off -q '--configs=match=^-DT[WO]+$' a.c
grep -q 'two is on' ../out && ! grep -q 'one is on' ../out || fail 'not the one that matches'
# A configuration without a flag of its own is called "without -DTWO", which is no flag that it has.
mkdir ../lack
printf '#ifdef TWO\n#error two is on\n#else\n#error two is off\n#endif\n' >../lack/l.c
cp ../lack/l.c ../lack/m.c
sed "s|HERE|$(realpath ../lack)|" >../lack/compile_commands.json <<'END'
[{"directory": "HERE", "file": "l.c", "command": "cc -c l.c"},
 {"directory": "HERE", "file": "l.c", "command": "cc -DTWO -c l.c"},
 {"directory": "HERE", "file": "m.c", "command": "cc -c m.c"},
 {"directory": "HERE", "file": "m.c", "command": "cc -DTHREE -c m.c"}]
END
run 3 'a flag that the other one lacks' check --remarks=off -p ../lack '--configs=match=^-DTWO$' ../lack
grep -q '/l[.]c:.*two is on' ../out && ! grep -q '/l[.]c:.*two is off' ../out || fail 'a configuration was taken by what it lacks'
grep -q '/m[.]c:.*two is off' ../out || fail 'a file without a match is lost'
grep -q 'whynot: --configs=match=^-DTWO$: 1 file has no configuration with such a flag and is analysed in the first' ../err ||
	fail 'nobody says that a file has no such configuration'
run 2 'none that matches' check --remarks=off -q --configs=match=nix a.c
same 'is said' ../err <<<"whynot: --configs=match=nix: no file has a configuration with such a flag; whynot db-check lists them"
run 2 'a wrong word' check --configs=last
same 'is said' ../err <<<"whynot: --configs takes first, all or match=REGEX, not 'last'"
run 2 'a wrong expression' check '--configs=match=('
grep -q 'whynot: --configs=match=(: .*POSIX extended' ../err || fail 'a wrong expression is not explained'

# --repair
run 0 'repair to standard output' db-check --repair=-
sed 's/"},$/"}/; $d' compile_commands.json | sed '$!s/"}$/"},/' >../expected
echo ']' >>../expected
same 'the comma is gone' ../out <../expected
same 'and said' ../err <<<'whynot: 7 entries; comma behind the last entry removed'
cmp -s compile_commands.json ../kept.json || fail 'the database was changed'
run 0 'repair to a file' db-check -q --repair=../fixed.json
same 'the same text' ../fixed.json <../expected
run 0 'repair of what is whole' db-check -p ../fixed.json --repair=../again.json
same 'changes nothing' ../again.json <../fixed.json
same 'and says so' ../err <<<'whynot: 7 entries; nothing to repair'
run 2 'in place' db-check --repair=compile_commands.json
same 'is refused' ../err <<<'whynot: --repair=compile_commands.json is the database itself; name another file, and put it in its place yourself'
ln compile_commands.json ../hard.json
run 2 'in place by another name' db-check --repair=../hard.json
run 2 'to a folder that is not there' db-check --repair=nix/fixed.json
printf '\xef\xbb\xbf{ "directory": ".", "file": "b.c", "output": "b.o", "arguments": ["clang", "b.c"]},\n' >fragment.json
run 0 'a fragment of clang -MJ with a byte order mark' db-check -p fragment.json --repair=-
printf '[\n{ "directory": ".", "file": "b.c", "output": "b.o", "arguments": ["clang", "b.c"]}\n]\n' | same 'brackets' ../out
same 'all is said' ../err <<<'whynot: 1 entry; byte order mark removed; brackets added'
printf '[{"directory": ".", "file": "b.c", "command": "cc b.c"},\n{"directory": ".", "fi' >cut.json
run 2 'a database that is cut off' db-check -p cut.json
grep -q 'cut.json:2:.*what is whole is kept by: whynot db-check --repair=FILE' ../err || fail 'the repair is not offered'
run 0 'its repair' db-check -p cut.json --repair=-
printf '[\n{"directory": ".", "file": "b.c", "command": "cc b.c"}\n]\n' | same 'keeps what is whole' ../out
grep -q 'cut off inside an entry' ../err || fail 'the loss is not said'
printf '[{"directory": ".", "fi' >cut.json
run 2 'nothing whole in it' db-check -p cut.json --repair=../none.json
[ -e ../none.json ] && fail 'an empty database was written'
printf '[{"directory": ".", "file" "b.c"}]' >broken.json
run 2 'what cannot be repaired' db-check -p broken.json --repair=../none.json
[ -e ../none.json ] && fail 'half a database was written'
# --query-driver: a cross compiler that leaves a mark for each time it is asked.
mkdir -p ../cross/bin ../cross/include ../cross/lib/gcc/riscv64/12/include ../cross/intrinsics
touch ../cross/intrinsics/xmmintrin.h
echo '#define CROSS_HEADER 1' >../cross/include/cross.h
cat >../cross/bin/riscv64-linux-gnu-gcc <<END
#!/bin/sh
echo "\$*" >>"$work/asked"
cat >&2 <<TEXT
Using built-in specs.
Target: riscv64-linux-gnu
#include "..." search starts here:
#include <...> search starts here:
 $work/cross/lib/gcc/riscv64/12/include
 $work/cross/intrinsics
 $work/cross/bin/../include
End of search list.
TEXT
END
chmod +x ../cross/bin/riscv64-linux-gnu-gcc
# shellcheck disable=SC2016
printf '#include <cross.h>\n#ifndef __riscv\n#error not the target\n#endif\nint c = CROSS_HEADER;\n' >c.c
entry='{"directory": ".", "file": "%s.c", "arguments": ["'$work'/cross/bin/riscv64-linux-gnu-gcc", "-march=rv64gc", "-Bbin", "-c", "%s.c"]}'
# shellcheck disable=SC2059
{ printf "[$entry,\n" c c; printf "$entry]\n" b b; } >cross.json
cross()
{
	rm -f ../asked
	run "$1" "$2" check -p cross.json --remarks=off --only=whynot -q c.c "${@:4}"
	[ "$(cat ../asked 2>/dev/null)" = "$3" ] || fail "$2: asked with '$(cat ../asked 2>/dev/null)'"
}
call='-march=rv64gc -E -v -x c -'
cross 3 'a cross compiler is not run unasked' ''
cross 3 'nor if another one may be' '' --query-driver=gcc,/usr/bin/riscv64-*
cross 3 'nor by a pattern that stops at a folder' '' "--query-driver=$work/*gcc"
cross 0 'by a pattern it is asked once' "$call" "--query-driver=nix,$work/cross/*/*-gcc"
PATH=$work/cross/bin:$PATH cross 0 'by its name' "$call" --query-driver=riscv64-linux-gnu-gcc
printf '#!/bin/sh\necho no such thing >&2; exit 1\n' >../cross/bin/riscv64-linux-gnu-gcc
run 0 'a compiler that does not answer' db-check -p cross.json --query-driver="$work/cross/bin/*"
grep -q 'riscv64-linux-gnu-gcc does not tell its include folders: no such thing' ../out || { cat ../out; fail 'its words are not passed on'; }

odd=$(find .. -name '*.??????' | head -1)
[ -z "$odd" ] || fail "left behind: $odd"

exit $failures

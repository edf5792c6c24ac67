#!/bin/bash
# which_clang.sh WHYNOT: --clang is the user's choice, made once: a program of that name in the project is never run.
set -u
whynot=$(realpath "$1")
clang=${CLANG:-clang}
work=$(realpath "$(mktemp -d)")
trap 'rm -rf "$work"' EXIT
failures=0
mkdir -p "$work/user/bin" "$work/project/bin" "$work/db" || exit 1
printf '#!/bin/sh\ntouch "%s/mine"\nexec "%s" "$@"\n' "$work" "$clang" >"$work/user/bin/myclang"
printf '#!/bin/sh\ntouch "%s/theirs"\nexec "%s" "$@"\n' "$work" "$clang" >"$work/project/bin/myclang"
chmod +x "$work"/*/bin/myclang
cp "$work/user/bin/myclang" "$work/user/myclang"
cp "$work/project/bin/myclang" "$work/project/myclang"
printf 'int f(int a)\n{\n\treturn a;\n}\n' >"$work/project/a.c"
printf '[{"directory": "%s", "command": "cc -c a.c", "file": "a.c"}]\n' "$work/project" >"$work/db/compile_commands.json"
cd "$work/user" || exit 1

# expect STATUS NAME OPTION [PATH]
expect()
{
	rm -f "$work/mine" "$work/theirs"
	PATH=${4:-$PATH} "$whynot" check -p ../db -q "$3" >"$work/out" 2>&1
	local status=$?
	if [ $status -ne "$1" ] || [ -e "$work/theirs" ] || { [ "$1" -eq 0 ] && [ ! -e "$work/mine" ]; }; then
		echo "FAIL $2: status $status, $(cd "$work" && ls mine theirs 2>/dev/null)"
		cat "$work/out"
		failures=1
	else
		echo "ok   $2"
	fi
}

expect 0 'a relative path' --clang=./myclang
expect 0 'a relative path into a folder' --clang=bin/myclang
expect 0 'a bare name, PATH with this folder' --clang=myclang ".:$PATH"
expect 0 'a bare name, PATH with an empty element' --clang=myclang ":$PATH"
expect 0 'a bare name, PATH with a relative folder' --clang=myclang "bin:$PATH"
rm -r "$work"/user/bin "$work"/user/myclang
expect 2 'a relative path to what only the project has' --clang=./myclang
expect 2 'a bare name that only the project has' --clang=myclang ".:bin:$PATH"
expect 2 'a folder' --clang=../
grep -q 'cannot run ../: Permission denied' "$work/out" || { echo "FAIL: no clear message: $(cat "$work/out")"; failures=1; }
exit $failures

#!/bin/bash
# bench.sh [BUILD]: times BUILD/whynot (build/whynot) on the five projects, against clang on the same
# units with as many processes. Wall times in seconds, best of three runs:
#   syntax   clang -fsyntax-only          ast      whynot --remarks=off, aim: not more than syntax
#   compile  clang -S, -O of the database remarks  whynot, aim: not more than 1.2 times compile
#   MB       peak memory of whynot's parent process with remarks, aim: below 300 on redis
# Exit 1 when whynot itself fails on a project or clang cannot be measured.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${1:-build}
world=$build/world
jobs=$(nproc)
clang=$(compgen -c clang- | grep -E '^clang-[0-9]+$' | sort -t- -k2n | tail -n 1)

fail()
{
	echo "bench.sh: $*" >&2
	exit 1
}

# One shell command for each entry of the database in $1, ended by a zero byte: clang instead of the
# entry's compiler, $2 and nothing written instead of its output.
clang_commands()
{
	python3 - "$1" "$clang" "$2" <<'END'
import json, shlex, sys

database, clang, mode = sys.argv[1:]
for entry in json.load(open(database)):
    words = entry.get("arguments") or shlex.split(entry["command"])
    kept = [clang, "-w", "-Qunused-arguments", mode]
    rest = iter(words[1:])
    for word in rest:
        if word in ("-o", "-MF", "-MT", "-MQ"):
            next(rest)
        elif word not in ("-c", "-MD", "-MMD"):
            kept.append(word)
    if mode == "-S":
        kept += ["-o", "/dev/null"]
    print("cd", shlex.quote(entry["directory"]), "&&", shlex.join(kept), end="\0")
END
}

run_clang()
{
	xargs -0 -P "$jobs" -n 1 sh -c <"$1"
}

# Runs whynot with nothing cached and notes the parent's peak memory in kB. Findings (exit code 1) are fine.
run_whynot()
{
	local pid status=0 peak=0 now
	rm -rf "$world/bench.cache"
	XDG_CACHE_HOME=$world/bench.cache "$build/whynot" check -j "$jobs" "$@" >"$world/bench.out" 2>"$world/bench.err" &
	pid=$!
	while now=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$pid/status" 2>/dev/null); do
		[ -n "$now" ] || break
		peak=$now
		sleep 0.02
	done
	wait "$pid" || status=$?
	echo "$peak" >"$world/bench.peak"
	[ "$status" -lt 2 ] || {
		tail -n 5 "$world/bench.err" >&2
		return "$status"
	}
}

# best COMMAND...: sets $best to the shortest of three wall times.
best()
{
	local i start took
	best=
	for i in 1 2 3; do
		start=$EPOCHREALTIME
		"$@" || fail "run $i failed: $*"
		took=$(((${EPOCHREALTIME//[!0-9]/} - ${start//[!0-9]/}) / 1000))
		if [ -z "$best" ] || [ "$took" -lt "$best" ]; then
			best=$took
		fi
	done
}

columns()
{
	printf '%-8s %5s %8s %8s %6s %8s %8s %6s %6s\n' "$@"
}

seconds()
{
	printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000))
}

ratio()
{
	printf '%d.%02d' $(($1 / $2)) $(($1 * 100 / $2 % 100))
}

[ -x "$build/whynot" ] || fail "$build/whynot is missing: run make first"
[ -n "$clang" ] || fail "no clang-N to compare with"
mkdir -p "$world"
echo "$clang, $jobs at a time"
columns project units syntax ast ratio compile remarks ratio MB
for project in lua5.4 zlib jq sqlite3 redis; do
	tests/world/fetch.sh "$project" "$world"
	folder=$(tests/world/database.sh "$project" "$world")
	database=$folder/compile_commands.json
	clang_commands "$database" -fsyntax-only >"$world/bench.syntax"
	clang_commands "$database" -S >"$world/bench.compile"
	best run_clang "$world/bench.syntax" && syntax=$best
	best run_clang "$world/bench.compile" && compile=$best
	best run_whynot -p "$folder" --remarks=off && ast=$best
	best run_whynot -p "$folder" --remarks=run && remarks=$best
	columns "$project" "$(grep -c '"file"' "$database")" \
		"$(seconds "$syntax")" "$(seconds "$ast")" "$(ratio "$ast" "$syntax")" \
		"$(seconds "$compile")" "$(seconds "$remarks")" "$(ratio "$remarks" "$compile")" \
		"$(($(cat "$world/bench.peak") / 1024))"
done

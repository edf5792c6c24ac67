#!/bin/bash
# bench.sh [--quick] [--build=BUILD] [SECTION...]: measures BUILD/whynot (build/whynot) beside its peers and writes
# tests/bench/RESULTS.md: machine, versions, and a table for each section that has ever been run, each with its own date. With --quick,
# small inputs and one run each; the tables say so. Sections, all without a name:
#   reading  remark records on one core: MB/s of libLLVM's reader, of the line scanner, of all that a run does with a record
#   ast      everything that needs no compiler, against clang -fsyntax-only, clang-tidy and include-what-you-use
#   compile  all rules with the compiler's side, against clang -S at the database's own -O
#   html     records to HTML, against opt-viewer.py and llvm-remarkutil
#   cache    nothing cached, nothing changed, one file changed
#   memory   the parent's peak
#   growth   10 to 10,000 units without remarks, 10,000 to 10,000,000 remarks; slopes of CPU time on logarithmic scales
# A section's result is BUILD/bench/SECTION.md; a section that is interrupted is run again by its name. Exit 1: something that should be
# measured failed; what is missing on this machine or in this build is said in its table.
set -euo pipefail
cd "$(dirname "$0")/../.."

fail()
{
	echo "bench.sh: $*" >&2
	exit 1
}

quick= build=build sections=()
for word in "$@"; do
	case $word in
	--quick) quick=yes ;;
	--build=*) build=${word#--build=} ;;
	reading | ast | compile | html | cache | memory | growth) sections+=("$word") ;;
	*) fail "unknown word '$word'; see the head of this file" ;;
	esac
done
[ ${#sections[@]} -gt 0 ] || sections=(reading ast compile html cache memory growth)
[ -x "$build/whynot" ] || fail "$build/whynot is missing: run make first"
build=$(realpath "$build")
whynot=$build/whynot
here=$PWD/tests/bench
world=${WORLD:-$build/world}
work=$build/bench
jobs=$(nproc)
clang=${CLANG:-$(compgen -c clang- | grep -E '^clang-[0-9]+$' | sort -t- -k2n | tail -n 1)}
[ -n "$clang" ] || fail "no clang-N to compare with"
llvm=${clang##*-}
project=${quick:+zlib}
project=${project:-redis}
runs=${quick:+1}
runs=${runs:-5}
mkdir -p "$work" "$world"
# Not below the build folder: that lies in a project, where whynot keeps nothing.
cache=$(mktemp -d)
trap 'rm -rf "$cache"' EXIT
export WHYNOT_CACHE_DIR=$cache/whynot

# The folder of the project's database, built if need be.
database()
{
	"$PWD/tests/world/fetch.sh" "$project" "$world" >&2 && "$PWD/tests/world/database.sh" "$project" "$world" | tail -n 1
}

has_option()
{
	"$whynot" --help | grep -q -- "$1"
}

# One shell command for each entry of the database in $1, ended by a zero byte: the words behind $1 in the place of the compiler, then
# the entry's flags, without what names outputs.
unit_commands()
{
	python3 - "$@" <<'END_OF_SCRIPT'
import json, shlex, sys

database, words = sys.argv[1], sys.argv[2:]
for entry in json.load(open(database)):
    kept, rest = [], iter((entry.get("arguments") or shlex.split(entry["command"]))[1:])
    for word in rest:
        if word in ("-o", "-MF", "-MT", "-MQ"):
            next(rest, None)
        elif word not in ("-c", "-MD", "-MMD"):
            kept.append(word)
    print("cd", shlex.quote(entry["directory"]), "&&", shlex.join(words + kept), ">/dev/null 2>&1", end="\0")
END_OF_SCRIPT
}

# hyper FILE [OPTION...] NAME COMMAND [NAME COMMAND]...: hyperfine over all, side by side; failing commands are said by it.
hyper()
{
	local json=$1 words=()
	shift
	while [[ $1 == --* ]]; do
		words+=("$1")
		shift
	done
	while [ $# -gt 0 ]; do
		words+=(--command-name "$1" "$2")
		shift 2
	done
	hyperfine --style=basic --shell=sh --export-json "$json" "${words[@]}" >"$json.log" 2>&1 || {
		tail -n 20 "$json.log" >&2
		return 1
	}
}

# What whynot is called with here: no findings, no failure, nothing cached unless the section is about that.
plain()
{
	local no_cache=
	has_option --no-cache && no_cache=--no-cache
	printf '%q check -q --exit-zero --format=none -j%d %s' "$whynot" "$jobs" "$no_cache"
}

one_for_each()
{
	printf 'xargs -0 -P %d -n 1 sh -c <%q || true' "$jobs" "$1"
}

section_reading()
{
	local folder records=$work/records-$project
	folder=$(database)
	[ -d "$records" ] || CLANG=$clang tests/world/records.sh "$folder/compile_commands.json" "$records" >&2
	echo "Records of $project at -O2, in memory, one core, best of five, all readers in turn (tests/bench/remark_speed.c)."
	echo
	echo '```'
	"$build/tests/remark_speed" "$records"/*.opt.yaml
	"$build/tests/remark_speed" --compare "$records"/*.opt.yaml
	echo '```'
}

section_ast()
{
	local folder words=()
	folder=$(database)
	unit_commands "$folder/compile_commands.json" "$clang" -w -Qunused-arguments -fsyntax-only >"$work/syntax"
	words=("$clang -fsyntax-only" "$(one_for_each "$work/syntax")"
		"whynot --remarks=off" "$(plain) -p '$folder' --remarks=off"
		"whynot --remarks=off --only=unused-include,include-cycle" "$(plain) -p '$folder' --remarks=off --only=unused-include,include-cycle")
	if command -v "clang-tidy-$llvm" >/dev/null; then
		python3 - "$folder" "clang-tidy-$llvm" >"$work/tidy" <<'END_OF_SCRIPT'
import json, shlex, sys

for entry in json.load(open(sys.argv[1] + "/compile_commands.json")):
    print("cd", shlex.quote(entry["directory"]), "&&", sys.argv[2], "-p", shlex.quote(sys.argv[1]), "--quiet",
          "'--checks=-*,misc-include-cleaner,misc-header-include-cycle'", shlex.quote(entry["file"]), ">/dev/null 2>&1", end="\0")
END_OF_SCRIPT
		words+=("clang-tidy-$llvm, include-cleaner and header-include-cycle" "$(one_for_each "$work/tidy")")
	fi
	if command -v include-what-you-use >/dev/null; then
		unit_commands "$folder/compile_commands.json" include-what-you-use -w >"$work/iwyu"
		words+=("include-what-you-use" "$(one_for_each "$work/iwyu")")
	fi
	hyper "$work/ast.json" --warmup=0 --runs=$((runs > 3 ? 3 : runs)) "${words[@]}"
	echo "$project, $jobs at a time, every rule that needs no compiler unless named; clang on the same units."
	echo
	"$here/table.py" "$work/ast.json"
	command -v "clang-tidy-$llvm" >/dev/null || printf '\nclang-tidy-%s is not installed.\n' "$llvm"
	command -v include-what-you-use >/dev/null || printf '\ninclude-what-you-use is not installed.\n'
}

section_compile()
{
	local folder
	folder=$(database)
	unit_commands "$folder/compile_commands.json" "$clang" -w -Qunused-arguments -S -o /dev/null >"$work/compile"
	local words=("$clang -S" "$(one_for_each "$work/compile")" "whynot" "$(plain) -p '$folder'")
	if has_option --compiler; then
		unit_commands "$folder/compile_commands.json" gcc -w -S -o /dev/null >"$work/compile-gcc"
		words+=("gcc -S" "$(one_for_each "$work/compile-gcc")" "whynot --compiler=gcc" "$(plain) -p '$folder' --compiler=gcc")
	fi
	hyper "$work/compile.json" --runs=$((runs > 3 ? 3 : runs)) "${words[@]}"
	echo "$project, $jobs at a time, at the database's own -O."
	echo
	"$here/table.py" "$work/compile.json"
}

section_html()
{
	local folder records=$work/records-$project viewer=/usr/lib/llvm-$llvm/share/opt-viewer/opt-viewer.py words=() option=--yaml
	folder=$(database)
	[ -d "$records" ] || CLANG=$clang tests/world/records.sh "$folder/compile_commands.json" "$records" >&2
	has_option --html && option=--html
	# The same units under the names of their records: whynot parses them, too, since it joins remarks with what it knows of the code.
	mkdir -p "$work/named"
	python3 - "$folder/compile_commands.json" "$work/named/compile_commands.json" <<'END_OF_SCRIPT'
import json, shlex, sys

entries = json.load(open(sys.argv[1]))
for i, entry in enumerate(entries):
    kept, rest = [], iter(entry.get("arguments") or shlex.split(entry["command"]))
    for word in rest:
        if word == "-o":
            next(rest, None)
        else:
            kept.append(word)
    entries[i] = {"directory": entry["directory"], "file": entry["file"], "arguments": kept + ["-o", "%04d.o" % i]}
json.dump(entries, open(sys.argv[2], "w"))
END_OF_SCRIPT
	words=("whynot $option" "rm -rf '$work/html' && $(plain) -p '$work/named' -m3 --only=compiler --remarks=read:'$records' $option='$work/html'")
	words+=("whynot without a report" "$(plain) -p '$work/named' -m3 --only=compiler --remarks=read:'$records'")
	# The records alone, as opt-viewer.py sees them.
	if "$whynot" --help | grep -q 'whynot report'; then
		cat "$records"/*.opt.yaml >"$work/all.yaml"
		words+=("whynot report --html" "'$whynot' report -q -m3 --exit-zero --root '$folder' --format=none --html='$work/report.html' '$work/all.yaml'")
	fi
	if [ -f "$viewer" ]; then
		words+=("opt-viewer.py" "rm -rf '$work/viewer' && python3 '$viewer' --jobs $jobs --source-dir '$folder' --output-dir '$work/viewer' '$records' >/dev/null 2>&1")
	fi
	if command -v "llvm-remarkutil-$llvm" >/dev/null; then
		words+=("llvm-remarkutil count" "for f in '$records'/*.yaml; do llvm-remarkutil-$llvm count --parser=yaml --group-by=total \"\$f\" -o /dev/null; done")
	fi
	hyper "$work/html.json" --runs=1 "${words[@]}"
	echo "$(du -sm "$records" | cut -f1) MB of records of $project, $jobs at a time, with $option; opt-viewer.py to its HTML;"
	echo "llvm-remarkutil only counts them."
	echo
	"$here/table.py" "$work/html.json"
	[ -f "$viewer" ] || printf '\nopt-viewer.py is not installed.\n'
}

section_cache()
{
	local folder copy=$work/copy
	if ! "$whynot" cache --stats >/dev/null 2>&1; then
		echo "This build has no cache."
		return
	fi
	folder=$(database)
	rm -rf "$copy" "$WHYNOT_CACHE_DIR"
	cp -a "$world/$project" "$copy"
	folder=$copy${folder#"$world/$project"}
	sed -i "s#$world/$project/\\?#$copy/#g" "$folder/compile_commands.json"
	local changed
	changed=$(python3 -c 'import json, os, sys; e = json.load(open(sys.argv[1]))[0]; print(os.path.join(e["directory"], e["file"]))' \
		"$folder/compile_commands.json")
	local run
	run=$(printf '%q check -q --exit-zero --format=none -j%d -p %q --remarks=off' "$whynot" "$jobs" "$folder")
	hyper "$work/cache.json" --runs="$runs" \
		"nothing cached" "rm -rf '$WHYNOT_CACHE_DIR' && $run" \
		"nothing changed" "$run" \
		"one file changed" "echo '/* changed */' >>'$changed' && $run"
	echo "$project without remarks, $jobs at a time. The changed file is ${changed#"$copy/"}."
	echo
	"$here/table.py" "$work/cache.json"
	rm -rf "$copy"
}

section_memory()
{
	local folder measured wall cpu peak status
	folder=$(database)
	echo "| $project | wall s | CPU s | peak of the parent, MB |"
	echo "|---|--:|--:|--:|"
	for how in --remarks=off --remarks=run "--remarks=run -m3"; do
		# shellcheck disable=SC2046,SC2086 # words
		measured=$("$here/measure.py" $(plain) -p "$folder" $how) || fail "$project, $how: not measured"
		read -r wall cpu peak status <<<"$measured"
		echo "| $how | $wall | $cpu | $peak |"
	done
}

# One row for a synthetic project of $1 units and $2 remarks, below $work/growth, which is removed again. What is asked for stands behind.
grow()
{
	local units=$1 remarks=$2 measured wall cpu peak status
	shift 2
	rm -rf "$work/growth"
	"$here/synthesize.py" "$work/growth" "$units" "$remarks"
	# shellcheck disable=SC2046 # words
	measured=$("$here/measure.py" $(plain) -p "$work/growth" "$@") || fail "$units units, $remarks remarks: not measured"
	read -r wall cpu peak status <<<"$measured"
	rm -rf "$work/growth"
	echo "| $units | $remarks | $wall | $cpu | $peak |"
}

# The slope of CPU seconds (column 4) over units or remarks (column $1) between the last two rows of the table on stdin, which is
# passed on. A run's fixed cost would hide in the first rows.
with_slope()
{
	python3 -c '
import math, sys
rows = []
for line in sys.stdin:
    sys.stdout.write(line)
    cells = [c.strip() for c in line.strip("|\n ").split("|")]
    if cells[0].isdigit():
        rows.append((float(cells[int(sys.argv[1])]), float(cells[3])))
(x, y), (u, v) = rows[-2:]
print("\nSlope of CPU time between the last two rows, on logarithmic scales: %.2f" % ((math.log(v) - math.log(y)) / (math.log(u) - math.log(x))))
' "$1"
}

section_growth()
{
	local sizes=(10 100 1000 10000) counts=(10000 100000 1000000 10000000) n
	if [ -n "$quick" ]; then
		sizes=(10 100 400) counts=(10000 100000 400000)
	fi
	echo "Synthetic projects (tests/bench/synthesize.py), $jobs at a time. Units, every rule without the compiler:"
	echo
	{
		printf '| units | remarks | wall s | CPU s | peak of the parent, MB |\n|--:|--:|--:|--:|--:|\n'
		for n in "${sizes[@]}"; do
			grow "$n" 0 --remarks=off
		done
	} | with_slope 0
	printf '\nRemarks, read from records of 10,000 each:\n\n'
	{
		printf '| units | remarks | wall s | CPU s | peak of the parent, MB |\n|--:|--:|--:|--:|--:|\n'
		for n in "${counts[@]}"; do
			grow $((n / 10000)) "$n" --remarks=read:"$work/growth/records" --only=compiler
		done
	} | with_slope 1
}

results()
{
	local section
	cat <<END_OF_HEAD
# Measured

Written by tests/bench/bench.sh; its head says what each section does. Ratios are of what was run side by side, on an otherwise idle
machine if possible; seconds of other machines are not comparable.

- $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, $(awk '/^MemTotal/ { printf "%.0f GB", $2 / 1e6 }' /proc/meminfo)
- $("$whynot" --version | tr '\n' ';' | sed 's/;$//; s/;/; /g')
- $("$clang" --version | head -n 1)
$(command -v include-what-you-use >/dev/null && echo "- $(include-what-you-use --version | head -n 1)")
$(command -v gcc >/dev/null && echo "- $(gcc --version | head -n 1)")
END_OF_HEAD
	for section in reading ast compile html cache memory growth; do
		[ ! -f "$work/$section.md" ] || {
			echo
			cat "$work/$section.md"
		}
	done
}

for section in "${sections[@]}"; do
	echo "bench.sh: $section" >&2
	{
		echo "## $section${quick:+ (quick)}, $(date -u +%Y-%m-%d)"
		echo
		"section_$section"
	} >"$work/$section.new"
	mv "$work/$section.new" "$work/$section.md"
	results >"$here/RESULTS.md"
	cat "$work/$section.md"
done

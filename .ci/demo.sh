#!/bin/bash
# demo.sh [BUILD]: the demo, after `make` has built into BUILD (build): whynot on lua5.4 from its source
# package and on its own sources. Findings are what it is for and no failure; only the tool failing is one.
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build}
shown=40

# show NAME COMMAND...: runs it as shown, prints the head of the findings and says where the rest is.
show()
{
	local name=$1 text=$build/demo-$1.txt summary=$build/demo-$1.summary status=0 lines
	shift
	printf '\n$ %s\n' "$*"
	"$@" >"$text" 2>"$summary" || status=$?
	if [ "$status" -ge 2 ]; then
		cat "$text" "$summary"
		echo "demo: whynot itself failed on $name (exit code $status)" >&2
		exit 1
	fi
	head -n $shown "$text"
	lines=$(wc -l <"$text")
	if [ "$lines" -gt $shown ]; then
		echo "... $((lines - shown)) more lines in $text"
	fi
	cat "$summary"
	echo "Reports: $build/demo-$name.yaml, and for the browser $build/demo-$name.html"
}

if tests/world/fetch.sh lua5.4 "$build/world"; then
	database=$(tests/world/database.sh lua5.4 "$build/world")
	show lua "$build/whynot" check -p "${database#"$PWD/"}" --yaml "$build/demo-lua.yaml" --html "$build/demo-lua.html"
else
	echo "demo: the sources of lua5.4 cannot be had here; going on with whynot itself only"
fi
show whynot "$build/whynot" check -p "$build" --yaml "$build/demo-whynot.yaml" --html "$build/demo-whynot.html"

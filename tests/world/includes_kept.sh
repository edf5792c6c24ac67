#!/bin/bash
# includes_kept.sh WHYNOT DIR PROJECT...: on each project (fetched and built below DIR), the advice about unused includes is safe
# (includes_safe.sh), and nothing that people keep on purpose is among it. Exit 77 when a project cannot be had here.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
kept='lprefix\.h|fmacros\.h|redisassert\.h|config\.h|curl_setup\.h|curl_memory\.h|memdebug\.h|luaconf\.h|ljumptab\.h'

fail()
{
	echo "includes_kept.sh: $*" >&2
	exit 1
}

[ $# -ge 3 ] || fail "usage: includes_kept.sh WHYNOT DIR PROJECT..."
whynot=$(realpath "$1")
mkdir -p "$2"
world=$(realpath "$2")
shift 2
for project in "$@"; do
	"$here/fetch.sh" "$project" "$world" || {
		echo "skipped: the sources of $project cannot be had here"
		exit 77
	}
	folder=$("$here/database.sh" "$project" "$world" | tail -n 1)
	"$here/includes_safe.sh" "$whynot" "$folder" >"$world/$project.safe" || {
		grep -v '^same' "$world/$project.safe" >&2 || true
		fail "advice about $project is not safe"
	}
	tail -n 1 "$world/$project.safe"
	! grep -E "[\"</]($kept)[\">]" "$world/$project.safe" || fail "in $project, a header that is kept on purpose is called unused"
	[ "$project" != lua5.4 ] || [ "$(wc -l <"$world/$project.safe")" -ge 40 ] || fail "there is less advice about lua5.4 than there was"
done

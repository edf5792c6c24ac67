#!/bin/bash
# includes_safe.sh WHYNOT DIR [all]: takes whynot's advice about the project whose compile_commands.json is in DIR, and shows that it
# was safe. Each include that is reported as unused is blanked, alone and then all together, and every unit that reads its
# file is compiled by clang (-O1, no debug information) with the line and without it. The objects have to be the same, byte
# for byte. Nothing is written into the project: clang sees the changed files through an overlay. With "all", it is the advice that
# --fix=all takes; of that, what was proven together with other changes is only tried together with them.
#
# One line a finding: the verdict, how many units read the file, the place and the header. Exit 1 when any object differs.
# CLANG names another clang than the newest.
set -euo pipefail
here=$(dirname "$(realpath "$0")")

fail()
{
	echo "includes_safe.sh: $*" >&2
	exit 1
}

[ $# -eq 2 ] || [ "${3:-}" = all ] || fail "usage: includes_safe.sh WHYNOT DIR [all]"
mode=(--format=text)
[ $# -eq 2 ] || mode=(--fix=all,diff)
whynot=$(realpath "$1")
database=$(realpath "$2")/compile_commands.json
clang=${CLANG:-$(compgen -c clang- | grep -E '^clang-[0-9]+$' | sort -t- -k2n | tail -n 1)}
[ -s "$database" ] || fail "there is no $database: run $here/database.sh first"
for tool in "$clang" python3; do
	command -v "$tool" >/dev/null || fail "$tool is missing"
done
jobs=$(nproc)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=0 # for units that say when they were compiled

# units/N: a script that runs clang on entry N of the database, with arguments of its own behind. JSON needs more than a shell.
write_units()
{
	mkdir "$work/units"
	python3 - "$database" "$clang" "$work/units" <<'END'
import json, os, re, shlex, sys

database, clang, units = sys.argv[1:]
for number, entry in enumerate(json.load(open(database))):
    words = entry.get("arguments") or shlex.split(entry["command"])
    kept = [clang, "-w", "-Qunused-arguments"]
    rest = iter(words[1:])
    for word in rest:
        if word in ("-o", "-MF", "-MT", "-MQ", "-MJ"):
            next(rest)
        elif not re.fullmatch(r"-c|-S|-M\w*|-o.+|-g.*|-O.*|-save-temps.*", word):
            kept.append(word)
    with open(os.path.join(units, f"{number:05}"), "w") as script:
        print("cd", shlex.quote(os.path.join(os.path.dirname(database), entry["directory"])), "||exit", file=script)
        print("exec", shlex.join(kept), '-O1 -g0 "$@"', file=script)
END
}

# readers/N: the user's files that unit N reads, absolute.
list_readers()
{
	mkdir "$work/readers"
	# shellcheck disable=SC2016 # $1 is the inner shell's
	(cd "$work/units" && printf '%s\0' *) | xargs -0 -P "$jobs" -I '{}' bash -c '
		bash "$1/units/$2" -MM -MT x -MF "$1/readers/$2.d" -E -o /dev/null || exit 255
		eval "$(grep "^cd " "$1/units/$2")"
		sed "1s/^x://; s/\\\\$//" "$1/readers/$2.d" | xargs realpath -ms >"$1/readers/$2"
		rm "$1/readers/$2.d"' - "$work" '{}' || fail "clang cannot read every unit of $database"
}

# units_of FILE: the numbers of the units that read it.
units_of()
{
	(cd "$work/readers" && grep -lxF -e "$1" -- *) || true
}

# By place: what is included in the place of a directive, one a line.
declare -A instead

# overlay NAME REPLACEMENT PLACE...: $work/NAME.yaml, which shows the files with the directives at FILE:LINE replaced; by the
# REPLACEMENT, or where there is something to include instead, by an include of a file beside theirs that has it on its lines.
overlay()
{
	local name=$1 replacement=$2 place file line copy with first=1 n=0 stand_ins=()
	shift 2
	mkdir "$work/$name"
	for place in "$@"; do
		file=${place%:*}
		line=${place##*:}
		copy=$work/$name/${file//\//@}
		[ -e "$copy" ] || cp "$file" "$copy"
		with=$replacement
		if [ -z "$replacement" ] && [ -n "${instead[$place]:-}" ]; then
			n=$((n + 1))
			stand_ins+=("$(dirname "$file")/~$n.h" "$work/$name/~$n.h")
			sed 's/^/#include /' <<<"${instead[$place]}" >"$work/$name/~$n.h"
			with="#include \"~$n.h\""
		fi
		sed -i -E "${line}s@^[[:space:]]*#[[:space:]]*include[[:space:]]*(<[^>]*>|\"[^\"]*\")@$with@" "$copy"
	done
	{
		echo '{ "version": 0, "case-sensitive": true, "use-external-names": false, "roots": ['
		for place in "$@"; do
			echo "${place%:*}"
		done | LC_ALL=C sort -u | while read -r file; do
			[ "$first" ] || echo ,
			first=
			printf '{ "name": "%s", "type": "file", "external-contents": "%s" }' "$file" "$work/$name/${file//\//@}"
		done
		[ ${#stand_ins[@]} -eq 0 ] || printf ', { "name": "%s", "type": "file", "external-contents": "%s" }' "${stand_ins[@]}"
		echo ' ] }'
	} >"$work/$name.yaml"
}

# compile NAME UNIT...: objects in $work/NAME.o, seen through $work/NAME.yaml if that is there. A unit that does not compile
# has none.
compile()
{
	local name=$1 through=()
	shift
	mkdir -p "$work/$name.o"
	[ ! -e "$work/$name.yaml" ] || through=(-ivfsoverlay "$work/$name.yaml")
	printf '%s\0' "$@" | xargs -0 -P "$jobs" -I '{}' \
		bash "$work/units/{}" -c -o "$work/$name.o/{}" "${through[@]}" 2>>"$work/$name.errors" || true
}

# verdict NAME UNIT...: "same", or what is not.
verdict()
{
	local name=$1 unit
	shift
	for unit in "$@"; do
		if [ ! -e "$work/$name.o/$unit" ]; then
			echo broken
			return
		fi
		cmp -s "$work/before.o/$unit" "$work/$name.o/$unit" || {
			echo different
			return
		}
	done
	echo same
}

# Without this, an overlay that clang does not use would look like good advice.
is_seen()
{
	overlay "seen$1" '#error it is seen' "$2"
	! bash "$work/units/$3" -fsyntax-only -ivfsoverlay "$work/seen$1.yaml" >"$work/seen" 2>&1 && grep -q 'it is seen' "$work/seen"
}

write_units
status=0
(cd / && "$whynot" check --only=unused-include,whynot --remarks=off --root=/ "${mode[@]}" --report=text="$work/output" \
	-p "$database") >/dev/null 2>"$work/said" || status=$?
[ "$status" -le 1 ] || fail "exit status $status of whynot check -p $database"
# The summary of what whynot itself has to say (failed units) is not to be passed over.
! grep -q '\[whynot/' "$work/output" || {
	grep '\[whynot/' "$work/output" >&2
	fail "whynot could not analyse every unit of $database"
}
sed -nE 's|^([^:]+:[0-9]+):[0-9]+: warning: (.*) is not used(:.*)? ?(once.*)? \[unused-include/UnusedInclude\]$|/\1 \2 \4|p' "$work/output" >"$work/findings"
[ "$(wc -l <"$work/findings")" -eq "$(grep -c 'UnusedInclude\]$' "$work/output")" ] || fail "there are findings in another form"
sed -nE 's|^([^:]+:[0-9]+):[0-9]+: note: only what (.*) includes is used; include (.*) instead: .* \[unused-include/IndirectInclude\]$|/\1\t\2\t\3|p' \
	"$work/output" | while IFS=$'\t' read -r place header headers; do
	grep -qF "${place#/}: not fixed" "$work/said" || printf '%s %s instead %s\n' "$place" "$header" "$(sed -E 's/, | and /@/g' <<<"$headers")"
done >>"$work/findings"
if [ ! -s "$work/findings" ]; then
	echo "0 includes are reported as unused"
	exit 0
fi
list_readers
mapfile -t places < <(cut -d' ' -f1 "$work/findings")
mapfile -t affected < <(for place in "${places[@]}"; do units_of "${place%:*}"; done | sort -u)
compile before "${affected[@]}"
[ "$(find "$work/before.o" -type f | wc -l)" -eq "${#affected[@]}" ] || fail "clang does not compile every unit: $(head -n 3 "$work/before.errors")"

n=0
n_bad=0
while read -r place header rest; do
	n=$((n + 1))
	[[ $rest != instead* ]] || instead[$place]=$(tr @ '\n' <<<"${rest#instead }")
	[ -z "$rest" ] || {
		echo "together   -> $place $header $rest"
		continue
	}
	mapfile -t units < <(units_of "${place%:*}")
	[ "${#units[@]}" -gt 0 ] || fail "no unit reads $place"
	is_seen "$n" "$place" "${units[0]}" || fail "clang does not see a change at $place"
	overlay "without$n" '' "$place"
	compile "without$n" "${units[@]}"
	said=$(verdict "without$n" "${units[@]}")
	[ "$said" = same ] || n_bad=$((n_bad + 1))
	printf '%-9s %3d units  %s %s\n' "$said" "${#units[@]}" "$place" "$header"
	rm -r "$work/without$n.o"
done <"$work/findings"
overlay together '' "${places[@]}"
compile together "${affected[@]}"
said=$(verdict together "${affected[@]}")
printf '%-9s %3d units  all %d together\n' "$said" "${#affected[@]}" "$n"
[ "$n_bad" -eq 0 ] && [ "$said" = same ]

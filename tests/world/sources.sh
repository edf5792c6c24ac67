#!/bin/bash
# sources.sh TYPE DIR: writes the machine's own package sources into DIR (machine.list and
# machine.sources) as entries of TYPE, deb or deb-src, and changes nothing of the machine.
# Exit 1 when there is no entry of this distribution.
#
# Both forms that apt knows are read, as apt finds them. An entry counts as the distribution's own by
# its suite: the release's name or an alias of it, plain, -updates or -security. Third parties name
# theirs differently. Of the components, main and Ubuntu's universe are kept. The rest of an entry
# (address, keyring, architecture) is taken over as it is, so apt checks the same signatures.
set -euo pipefail

one_line_form()
{
	awk -v type="$type" -v suites="$suites" '
	$1 == "deb" {
		sub(/#.*/, "")
		option = ""
		if (match($0, /\[[^]]*\]/)) {
			option = substr($0, RSTART, RLENGTH) " "
			$0 = substr($0, 1, RSTART - 1) substr($0, RSTART + RLENGTH)
		}
		components = ""
		for (i = 4; i <= NF; i++)
			if ($i == "main" || $i == "universe")
				components = components " " $i
		if (components != "" && $3 ~ suites)
			print type " " option $2 " " $3 components
	}' "$@"
}

deb822_form()
{
	awk -v type="$type" -v suites="$suites" '
	function flush() {
		if (is_deb && enabled && suite != "" && component != "")
			printf "Types: %s\nSuites:%s\nComponents:%s\n%s\n", type, suite, component, rest
		suite = component = rest = field = ""
		is_deb = 0
		enabled = 1
	}
	function matching(pattern,    i, words) {
		for (i = 1; i <= NF; i++)
			if ($i ~ pattern)
				words = words " " $i
		return words
	}
	BEGIN { flush() }
	FNR == 1 || /^[ \t]*$/ { flush() }
	/^[ \t]*$/ || /^#/ { next }
	/^[^ \t]/ {
		field = tolower(substr($0, 1, index($0, ":") - 1))
		if (field ~ /^(types|suites|components|enabled)$/)
			$0 = substr($0, index($0, ":") + 1)
	}
	field == "types" { if (matching("^deb$") != "") is_deb = 1; next }
	field == "enabled" { enabled = tolower($1) !~ /^(no|false|off|0|without|disable)$/; next }
	field == "suites" { suite = suite matching(suites); next }
	field == "components" { component = component matching("^(main|universe)$"); next }
	{ rest = rest $0 "\n" }
	END { flush() }' "$@"
}

[ $# -eq 2 ] || {
	echo "usage: sources.sh deb|deb-src DIR" >&2
	exit 1
}
type=$1
out=$2
# shellcheck disable=SC1091 # the system's own file
codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-sid}")
suites="^($codename|stable|oldstable|testing|unstable|sid)(-updates|-security|/updates)?$"
eval "$(apt-config shell list Dir::Etc::sourcelist/f parts Dir::Etc::sourceparts/d)"
# shellcheck disable=SC2154 # both are set by apt-config
one_line=("$parts"/*.list)
# shellcheck disable=SC2154
[ ! -f "$list" ] || one_line+=("$list")
deb822=("$parts"/*.sources)
mkdir -p "$out"
for file in "${one_line[@]}"; do
	[ ! -f "$file" ] || one_line_form "$file"
done >"$out/machine.list"
for file in "${deb822[@]}"; do
	[ ! -f "$file" ] || deb822_form "$file"
done >"$out/machine.sources"
[ -s "$out/machine.list" ] || [ -s "$out/machine.sources" ] || {
	echo "sources.sh: no entry of this distribution ($codename) in apt's package sources" >&2
	exit 1
}

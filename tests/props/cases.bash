# Sourced by the property tests: the sources of tests/cases as one project.
set -euo pipefail
whynot=$(realpath "$1")
# shellcheck disable=SC2034 # for those who source this
clang=${CLANG:-clang}
cases=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../cases")
export WHYNOT_CACHE_DIR= # no test uses the cache of whoever runs it
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail()
{
	echo "FAIL: $*" >&2
	exit 1
}

# copy_cases DIR: every case that compiles and has no database of its own.
copy_cases()
{
	mkdir -p "$1"
	cp -r "$cases/." "$1"
	find "$1" -mindepth 3 -name compile_commands.json -printf '%h\0' | xargs -0 -r rm -r
	grep -rlZ --include='*.c' '^//!nocompile' "$1" | xargs -0 -r rm
	[ "$(find "$1" -name '*.c' | wc -l)" -gt 20 ] || fail "there are no cases to copy"
}

# units DIR: the C sources below it, each as "FOLDER FILE ARGS": the case's folder, the file in it, the case's //!args.
units()
{
	local folder file args
	(cd "$1" && find . -name '*.c' -printf '%P\n' | sort) | while read -r file; do
		folder=$(cut -d/ -f1-2 <<<"$file")
		[ -d "$1/$folder" ] || folder=$(dirname "$file")
		args=$(cat "$1/$folder"/*.c | sed -n 's|^//!args ||p' | head -n 1)
		[ "$folder" != "$(dirname "$file")" ] || [ "$(dirname "$folder")" != . ] || args=$(sed -n 's|^//!args ||p' "$1/$file")
		echo "$folder" "${file#"$folder"/}" "$args"
	done
}

# write_database DIR SEED: DIR/compile_commands.json, its entries in an order that depends on SEED.
write_database()
{
	local folder file args
	units "$1" | awk -v seed="$2" 'BEGIN { srand(seed) } { printf "%.9f %s\n", rand(), $0 }' | sort |
		while read -r _ folder file args; do
			printf ',{"directory": "%s", "file": "%s", "command": "cc -I. -O2 %s -c %s"}\n' \
				"$1/$folder" "$file" "$args" "$file"
		done | sed '1s/^,/[/; $s/$/]/' >"$1/compile_commands.json"
}

# check OUTPUT --root DIR ARGS...: whynot into OUTPUT, OUTPUT.yaml and OUTPUT.html; anything but findings is a failure. Places in the text
# are shown as they can be opened from here; in OUTPUT they count from the root.
check()
{
	local output=$1 root=$3 status=0 from_here
	shift
	"$whynot" check --quiet --yaml "$output.yaml" --html "$output.html" "$@" >"$output.shown" || status=$?
	[ "$status" -le 1 ] || fail "exit status $status of whynot check $*"
	from_here=${root#"${PWD%/}"/}/
	! grep -E '^[^ ]+:[0-9]+:' "$output.shown" | grep -vqF "$from_here" || fail "places that cannot be opened from $PWD"
	sed -E "s@(^|    at )$from_here@\1@" "$output.shown" >"$output"
}

same()
{
	cmp "$1" "$2" || {
		diff -u "$1" "$2" | head -n 40 >&2
		fail "$3"
	}
}

# What the scripts of this folder share. Sourced with the path of the program as $1; they then are in an empty folder, $work.
set -u
# shellcheck disable=SC2034
whynot=$(realpath "$1")
export WHYNOT_CACHE_DIR= # no test uses the cache of whoever runs it
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0

# fail NAME WORDS...
fail()
{
	echo "FAIL $*"
	failures=$((failures + 1))
}

# run STATUS NAME COMMAND...: runs it with its output in the files out and err; the status has to be that.
run()
{
	local status=$1 name=$2 got
	shift 2
	"$@" >out 2>err
	got=$?
	[ "$got" -eq "$status" ] || fail "$name: status $got (wanted $status), standard error: $(cat err)"
	echo "ran  $name"
}

# has FILE PATTERN NAME: a line of the file matches.
has()
{
	grep -Eq -- "$2" "$1" || fail "$3: no line like '$2' in $1: $(cat "$1")"
}

# has_not FILE PATTERN NAME
has_not()
{
	! grep -Eq -- "$2" "$1" || fail "$3: a line like '$2' in $1: $(grep -E -- "$2" "$1")"
}

# database FOLDER SOURCE...: writes FOLDER/compile_commands.json.
database()
{
	local folder=$1 separator='['
	shift
	for source; do
		printf '%s{"directory": "%s", "command": "cc -O1 -c %s", "file": "%s"}' "$separator" "$work/$folder" "$source" "$source"
		separator=,
	done >"$folder/compile_commands.json"
	echo ']' >>"$folder/compile_commands.json"
}

# no_process PATTERN NAME: no process whose command line starts like this lives on.
no_process()
{
	local tries=20 file
	while [ $tries -gt 0 ]; do
		for file in /proc/[0-9]*/cmdline; do
			! tr '\0' ' ' 2>/dev/null <"$file" | grep -Eq -- "^$1" || break
			file=
		done
		[ -n "$file" ] || return 0
		tries=$((tries - 1))
		sleep 0.1
	done
	fail "$2: still running: $file"
}

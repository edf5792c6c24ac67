#!/bin/bash
# cache_stale.sh WHYNOT: what a report was made from is noticed wherever it comes from: other file systems, links, pipes, standard input, folders
# that variables name.
# shellcheck source=tests/faults/faults.bash
. "$(dirname "$0")/faults.bash"
mkdir "$work/project" && cd "$work/project" || exit 1
export WHYNOT_CACHE_DIR=$work/cache

# source FILE NAME: one finding about struct NAME.
source()
{
	printf 'struct %s { char a; long b; char c; };\nlong f(struct %s *p) { return p->b; }\n' "$2" "$2" >"$1"
	sleep 0.1
}

# tells WORD NAME COMMAND...: two runs both have the word on standard output.
tells()
{
	local word=$1 name=$2
	shift 2
	run 0 "$name" "$@"
	has out "$word" "$name"
	run 0 "$name, again" "$@"
	has out "$word" "$name, again"
}
check=("$whynot" check --remarks=off -m3 --only=struct-padding)

# ---- a project below /dev ----
if shm=$(mktemp -d /dev/shm/whynot-XXXXXX 2>shm.err); then
	trap 'rm -rf "$shm" "$work"' EXIT
	source "$shm/a.c" first
	printf '[{"directory": "%s", "command": "cc -O1 -c a.c", "file": "a.c"}]' "$shm" >"$shm/compile_commands.json"
	sleep 0.1
	tells first 'a project below /dev' "${check[@]}" -p "$shm" --root "$shm"
	source "$shm/a.c" second
	tells second 'a changed file below /dev' "${check[@]}" -p "$shm" --root "$shm"
	source "$shm/a.c" third
	tells third 'a project by way of /proc' "${check[@]}" -p "/proc/self/root$shm" --root "$shm"
	source "$shm/a.c" fourth
	tells fourth 'a changed file by way of /proc' "${check[@]}" -p "/proc/self/root$shm" --root "$shm"
else
	echo "SKIP a project below /dev: $(cat shm.err)"
fi

# ---- pipes and standard input ----
mkdir src
source src/a.c loose
(cd .. && database project/src a.c)
cp src/compile_commands.json one.json
sleep 0.1
yes="--- a/src/a.c
+++ b/src/a.c
@@ -0,0 +1,1 @@
+x
"
no=${yes//a.c/b.c}
for round in 1 2; do
	run 0 'a diff from a pipe' "${check[@]}" -p src --diff=<(printf %s "$yes")
	has out loose "a diff from a pipe, $round"
	run 0 'another diff from a pipe' "${check[@]}" -p src --diff=<(printf %s "$no")
	has_not out loose "another diff from a pipe, $round"
	printf %s "$yes" >yes
	printf %s "$no" >no
	sleep 0.1
	run 0 'a diff that is standard input' "${check[@]}" -p src --diff=/dev/stdin <yes
	has out loose "a diff that is standard input, $round"
	run 0 'another diff that is standard input' "${check[@]}" -p src --diff=/dev/stdin <no
	has_not out loose "another diff that is standard input, $round"
done

# ---- links ----
mkdir v1 v2
source v1/a.c older
source v2/a.c newer
ln -s v1 cur
cat >cur.json <<END
[{"directory": "$PWD", "command": "cc -O1 -c v1/a.c", "file": "v1/a.c"},
 {"directory": "$PWD", "command": "cc -O1 -c v2/a.c", "file": "v2/a.c"}]
END
sleep 0.1
tells older 'a link' "${check[@]}" -p cur.json cur
ln -sfn v2 cur
tells newer 'a link that leads elsewhere' "${check[@]}" -p cur.json cur
has_not out older 'a link that leads elsewhere'

[ $failures -eq 0 ]

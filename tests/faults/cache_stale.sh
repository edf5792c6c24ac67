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

# ---- what only the compiler looks for ----
mkdir o late
cat >o/a.c <<'END'
#define NAME <made.h>
int late(int), made(int), early(int);
#ifdef __OPTIMIZE__
#if __has_include(<late.h>)
int f(void) { return late(1); }
#elif __has_include(NAME)
int f(void) { return made(1); }
#else
int f(void) { return early(1); }
#endif
#endif
END
printf '[{"directory": "%s/o", "command": "cc -I../late -c a.c", "file": "a.c"}]' "$PWD" >o/compile_commands.json
compiled=("$whynot" check --opt=-O2 -p o --root o -m3 --only=compiler)
sleep 0.1
tells early 'a header that only the compiler misses' "${compiled[@]}"
: >late/made.h
sleep 0.1
tells made 'a header whose name a macro makes' "${compiled[@]}"
: >late/late.h
sleep 0.1
tells late 'a header that only the compiler finds' "${compiled[@]}"

# ---- folders that variables and other flags name ----
mkdir by-variable by-prefix deep deep/inner found
ln -s deep/inner link
printf 'int found(int);\n#define f found\n' >found/found.h
cat >o/a.c <<'END'
#ifdef __OPTIMIZE__
#include <found.h>
#else
int f(int);
#endif
int g(void) { return f(1); }
END
sed -i 's|-I../late|-iprefix ../by- -iwithprefixbefore prefix -I../link/../front -I../found|' o/compile_commands.json
sleep 0.1
export CPATH=$PWD/by-variable
tells 'found will not' 'a header by its folder' "${compiled[@]}"
for folder in by-prefix by-variable deep/front; do
	mkdir -p "$folder"
	name=${folder##*[/-]}
	printf 'int %s(int);\n#define f %s\n' "$name" "$name" >"$folder/found.h"
	sleep 0.1
	case $folder in
	by-variable) rm by-prefix/found.h ;;
	deep/front) rm by-variable/found.h ;;
	esac
	run 0 "in $folder, without a cache" "${compiled[@]}" --no-cache
	mv out wanted
	run 0 "in $folder" "${compiled[@]}"
	cmp out wanted || fail "in $folder: $(grep -o '[a-z]* will not' out) instead of $(grep -o '[a-z]* will not' wanted)"
done
unset CPATH

# ---- a gcc behind a script ----
if gcc=$(command -v gcc) && cc1=$("$gcc" -print-prog-name=cc1) && [ -x "$cc1" ]; then
	mkdir g tools
	source g/a.c loose
	(cd .. && database project/g a.c)
	printf '#!/bin/sh\nexec %s -B%s/tools/ "$@"\n' "$gcc" "$PWD" >my-gcc
	printf '#!/bin/sh\nexec %s "$@"\n' "$cc1" >tools/cc1
	chmod +x my-gcc tools/cc1
	by_gcc=("$whynot" check -p g --root g -m3 --compiler="$PWD/my-gcc")
	sleep 0.1
	run 0 'a gcc behind a script' "${by_gcc[@]}"
	printf '#!/bin/sh\necho ran >>%s/ran\nexec %s "$@"\n' "$PWD" "$cc1" >tools/cc1
	sleep 0.1
	run 0 'another compiler behind it' "${by_gcc[@]}"
	[ -s ran ] || fail 'another compiler behind the same script was not noticed'
	rm -f ran
	sleep 0.1
	run 0 'the same compiler behind it' "${by_gcc[@]}"
	[ ! -e ran ] || fail 'a unit of gcc is compiled in each run'
else
	echo 'SKIP a gcc behind a script: there is no gcc'
fi

# ---- variables that a compiler reads ----
sleep 0.1
env LC_MESSAGES=C "${compiled[@]}" -q >out 2>err
facts=$(find "$WHYNOT_CACHE_DIR" -name '*.facts' | wc -l)
env MACOSX_DEPLOYMENT_TARGET=10.1 LC_MESSAGES=C "${compiled[@]}" -m2 -q >out 2>err
[ "$(find "$WHYNOT_CACHE_DIR" -name '*.facts' | wc -l)" -gt "$facts" ] || fail 'MACOSX_DEPLOYMENT_TARGET is not in the key'

[ $failures -eq 0 ]

#!/bin/bash
# profile_redis.sh WHYNOT DIR CLANG: profiles redis-server under redis-benchmark (llvm-cov export) and looks at the ten hottest
# findings of level 1 on redis as its own makefiles build it, which is another folder, with another compiler and other flags.
#
# Holds if no more than 2 % of the counts have no place in the program, and the function of each of the ten is one that the profile
# calls hot: among the 5 % of the functions with the hottest region. That is reckoned from the profile alone, by function name.
#
# Run by hand; DIR/redis comes from fetch.sh and database.sh. What is made stays in DIR/profile_redis.
set -euo pipefail

fail()
{
	echo "profile_redis.sh: $*" >&2
	exit 1
}

[ $# -eq 3 ] || fail "usage: profile_redis.sh WHYNOT DIR CLANG"
whynot=$(realpath "$1")
dir=$(realpath "$2")
clang=$(realpath "$3")
bin=$(dirname "$clang")
work=$dir/profile_redis
[ -s "$dir/redis/compile_commands.json" ] || fail "$dir/redis has no database: run fetch.sh redis $dir and database.sh redis $dir first"
command -v jq >/dev/null || fail "jq is missing"

if [ ! -x "$work/redis/src/redis-server" ]; then
	mkdir -p "$work"
	rm -rf "$work/redis"
	cp -r "$dir/redis" "$work/redis"
	make -C "$work/redis/src" distclean >"$work/build.log" 2>&1 || true
	nice make -C "$work/redis/src" -j2 V=1 CC="$clang" MALLOC=libc USE_SYSTEMD=no BUILD_TLS=no OPTIMIZATION=-O2 \
		REDIS_CFLAGS="-fprofile-instr-generate -fcoverage-mapping" REDIS_LDFLAGS=-fprofile-instr-generate \
		redis-server redis-benchmark redis-cli >>"$work/build.log" 2>&1 || fail "the build failed, see $work/build.log"
fi

if [ ! -s "$work/server.json" ]; then
	socket=$work/socket
	(cd "$work" && LLVM_PROFILE_FILE=server.profraw exec redis/src/redis-server --port 0 --unixsocket "$socket" --save '' >server.log 2>&1) &
	server=$!
	for _ in $(seq 100); do
		[ ! -S "$socket" ] || break
		sleep 0.1
	done
	LLVM_PROFILE_FILE=/dev/null "$work/redis/src/redis-benchmark" -s "$socket" -n 5000 -c 10 -q >"$work/benchmark.log"
	LLVM_PROFILE_FILE=/dev/null "$work/redis/src/redis-cli" -s "$socket" shutdown nosave
	wait "$server" || fail "the server failed, see $work/server.log"
	"$bin/llvm-profdata" merge -o "$work/server.profdata" "$work/server.profraw"
	nice "$bin/llvm-cov" export -instr-profile="$work/server.profdata" "$work/redis/src/redis-server" >"$work/server.json"
fi

cd "$dir/redis"
nice "$whynot" check -p . -m=1 --profile="$work/server.json" --hot=10 --yaml "$work/hot.yaml" --exit-zero >"$work/hot.txt" 2>"$work/hot.err" ||
	fail "whynot failed: $(cat "$work/hot.err")"
grep -E '^[^ ].*\(hotness: ' "$work/hot.txt"
cat "$work/hot.err" >&2

# Functions by the count of their hottest region; static ones are "file.c:name".
jq -r '.data[].functions[] | [([.regions[][4]] | max), (.name | sub("^.*[:;]"; ""))] | @tsv' "$work/server.json" |
	awk -F'\t' '{ if (!($2 in most) || $1 > most[$2]) most[$2] = $1 } END { for (f in most) print most[f] "\t" f }' |
	sort -k1,1nr -k2 >"$work/functions"
n=$(wc -l <"$work/functions")
cold=0
for function in $(sed -n '/^Pass: whynot/,/^Function/d; s/^Function: //p' "$work/hot.yaml"); do
	rank=$(awk -F'\t' -v f="$function" '$2 == f { print NR; exit }' "$work/functions")
	echo "$function: number ${rank:-none} of $n functions by their hottest region ($(awk -F'\t' -v f="$function" '$2 == f { print $1; exit }' "$work/functions"))"
	[ -n "$rank" ] && [ "$rank" -le $((n / 20)) ] || cold=$((cold + 1))
done
unplaced=$(sed -nE 's/.*profile llvm-cov: ([0-9.]+) % of its counts.*/\1/p' "$work/hot.err")
echo "$cold of the ten are in functions that are not hot; $unplaced % of the counts have no place"
[ "$cold" -eq 0 ] && awk -v u="${unplaced:-100}" 'BEGIN { exit u > 2 }'

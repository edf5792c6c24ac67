#!/bin/bash
# escape_sound.sh WHYNOT PROJECT DIR [REPORT]: does what whynot calls local stay local when the project runs? The project that
# fetch.sh and database.sh put into DIR/PROJECT is analysed (or REPORT is taken for the analysis), compiled once more with every
# site marked that is called DoesNotEscape or HeapCouldBeStack, linked with escape_runtime.c, and put to work by its own tests or
# by the inputs in escape_check/. Nothing is written into DIR/PROJECT.
#
# Projects: lua5.4 zlib jq sqlite3 redis. The result is a line for each site that breaks what was said of it, with who used the
# block last, for each that was not met, and a sum. Exit 1 when a site breaks what was said of it or the work itself fails.
# CLANG names another clang than the newest. ESCAPE_WORK is a folder to keep everything in.
set -euo pipefail
here=$(dirname "$(realpath "$0")")

fail()
{
	echo "escape_sound.sh: $*" >&2
	exit 1
}

# link NAME MAIN FLAG...: the program NAME from the object MAIN and what it needs of the others.
link()
{
	local name=$1 main=$2
	shift 2
	"$clang" -w -pthread -rdynamic -o "$work/$name" "$work/objects/$main" "$work/runtime.o" "$work/all.a" "$@"
}

# logged NAME COMMAND...: for work that has to succeed.
logged()
{
	local name=$1
	shift
	"$@" >"$work/$name.log" 2>&1 </dev/null || {
		tail -n 20 "$work/$name.log" >&2
		fail "$name: exit status $? of: $*"
	}
}

work_lua5.4()
{
	link lua src@lua.o -lm -ldl
	programs=("$work/lua")
	for script in "$here"/escape_check/lua/*.lua; do
		logged "${script##*/}" "$work/lua" "$script"
	done
	printf 'x = 1\nprint(x)\nfor i = 1, 2 do\nprint(i)\nend\nerror({})\n= 1 +\nreturn x\n' | "$work/lua" -i >"$work/interactive.log" 2>&1
}

work_zlib()
{
	link example test@example.o
	link minigzip test@minigzip.o
	programs=("$work/minigzip" "$work/example")
	(cd "$work" && logged example ./example)
	cat "$source"/*.c >"$work/text"
	for level in 1 6 9; do
		cp "$work/text" "$work/again"
		logged deflate "$work/minigzip" -$level "$work/again"
		logged inflate "$work/minigzip" -d "$work/again.gz"
		cmp "$work/text" "$work/again" || fail "minigzip -$level does not give back what it got"
	done
	"$work/minigzip" <"$work/text" >"$work/piped.gz"
	"$work/minigzip" -d <"$work/piped.gz" | cmp - "$work/text" || fail "minigzip does not give back what it got through a pipe"
}

work_jq()
{
	link jq src@main.o -lm
	programs=("$work/jq")
	for tests in "$source"/tests/jq.test "$source"/tests/onig.test "$source"/tests/base64.test "$source"/tests/optional.test "$source"/tests/man.test; do
		[ ! -f "$tests" ] || "$work/jq" -L "$source/tests/modules" --run-tests "$tests" >"$work/${tests##*/}.log" 2>&1 ||
			tail -n 1 "$work/${tests##*/}.log"
	done
	printf '{"a":[1,2.5,"\\u00e4",null,true],"b":{"c":"d"}}\n[1]\n' >"$work/in.json"
	"$work/jq" -S --tab . "$work/in.json" >"$work/out" && "$work/jq" -c --stream . "$work/in.json" >>"$work/out"
	"$work/jq" -r --arg x 1 --argjson y '{"z":2}' '[.. | scalars] | @csv, @tsv, @html, @json, @base64, @uri, @sh "x \(.)"' "$work/in.json" >>"$work/out" || true
	# shellcheck disable=SC2016 # jq's variables
	"$work/jq" -n --slurpfile s "$work/in.json" --rawfile r "$work/in.json" '$s, $r, input_filename, ($ENV | length), env.HOME' >>"$work/out"
	"$work/jq" -R . "$work/in.json" >>"$work/out" && "$work/jq" -s . "$work/in.json" >>"$work/out"
	"$work/jq" --seq --indent 3 -C . "$work/in.json" >>"$work/out"
	! "$work/jq" '.a | error' "$work/in.json" >>"$work/out" 2>&1 && ! "$work/jq" '{' "$work/in.json" >>"$work/out" 2>&1
	! echo '{"a":' | "$work/jq" . >>"$work/out" 2>&1
}

# The small programs beside the shell.
work_sqlite3_tools()
{
	local tool
	for tool in lemon sqldiff showdb; do
		link "$tool" "tool@$tool.o" -lm -ldl -lz
		programs+=("$work/$tool")
	done
	cp "$source/src/parse.y" "$source/tool/lempar.c" "$work/"
	(cd "$work" && logged lemon ./lemon -s -x -g parse.y >grammar && logged lemon ./lemon -l -s parse.y)
	"$work/sqlite3" "$work/copy.db" "CREATE TABLE w(a PRIMARY KEY, b, c) WITHOUT ROWID; INSERT INTO w VALUES (1, 'x', 2.5), ('k', x'00', NULL); UPDATE t SET x = 9"
	logged sqldiff "$work/sqldiff" "$work/backup.db" "$work/copy.db"
	logged summary "$work/sqldiff" --summary --transaction --schema "$work/backup.db" "$work/copy.db"
	logged changeset "$work/sqldiff" --changeset "$work/changes" "$work/backup.db" "$work/clone.db"
	logged showdb "$work/showdb" "$work/file.db" dbheader pgidx 1 1b 1bd 2b
}

work_sqlite3()
{
	link sqlite3 shell.o -lm -ldl -lz
	programs=("$work/sqlite3")
	for database in :memory: "$work/file.db"; do
		"$work/sqlite3" "$database" <"$here/escape_check/statements.sql" >"$work/sql.log" 2>"$work/sql.errors" || true
	done
	grep -q 'no such table: nowhere' "$work/sql.errors" || fail "the statements were not run to their end: $(cat "$work/sql.errors")"
	"$work/sqlite3" "$work/copy.db" "CREATE TABLE t(x); INSERT INTO t VALUES (1), ('two'), (x'03');" ".backup $work/backup.db" ".dump" \
		".clone $work/clone.db" ".output $work/once.csv" "SELECT * FROM t" ".output stdout" ".import $work/once.csv u" "SELECT count(*) FROM u" >"$work/shell.log" 2>&1
	work_sqlite3_tools
}

redis_commands()
{
	cat <<-'END'
		SET s hello EX 100
		GETRANGE s 1 3
		APPEND s world
		SETRANGE s 3 xyz
		INCRBYFLOAT f 1.5
		MSET a 1 b 2 c 3
		MGET a b c
		LCS a b
		BITFIELD bits SET u8 0 255 GET i4 2
		BITOP AND dest a b
		PFADD h 1 2 3 4
		PFCOUNT h
		RPUSH l 1 2 3 4 5 6
		LINSERT l BEFORE 3 x
		LPOS l 3
		LMOVE l m LEFT RIGHT
		SORT l BY w_* GET # DESC ALPHA STORE sorted
		SADD set a b c d
		SINTERSTORE i set set
		SRANDMEMBER set -5
		HSET hash f1 v1 f2 v2
		HRANDFIELD hash 3 WITHVALUES
		ZADD z 1 a 2 b 3 c
		ZRANGESTORE zz z 0 -1
		ZUNIONSTORE u 2 z zz WEIGHTS 2 3 AGGREGATE MAX
		ZRANGEBYLEX z [a [c
		GEOADD geo 13.361389 38.115556 Palermo 15.087269 37.502669 Catania
		GEOSEARCH geo FROMLONLAT 15 37 BYRADIUS 200 km ASC WITHDIST WITHCOORD
		XADD stream * f v
		XGROUP CREATE stream g 0
		XREADGROUP GROUP g me COUNT 1 STREAMS stream >
		XINFO STREAM stream FULL
		EVAL "local t = {} for i = 1, 1000 do t[i] = redis.call('incr', KEYS[1]) end return t" 1 counter
		EVAL "return cjson.encode({1,{a=2}}) .. struct.pack('i', 3) .. tostring(cmsgpack.unpack(cmsgpack.pack({1,2})))" 0
		FUNCTION LOAD "#!lua name=mine\nredis.register_function('f', function(k, a) return a[1] end)"
		FCALL f 0 x
		FUNCTION DUMP
		SCRIPT LOAD "return 1"
		DUMP hash
		COPY hash hash2
		OBJECT ENCODING hash
		OBJECT HELP
		DEBUG STRINGMATCH-LEN 1000 *a*a*
		MULTI
		INCR a
		EXEC
		CONFIG SET maxmemory-policy allkeys-lru
		CONFIG GET *
		CONFIG REWRITE
		ACL SETUSER alice on >pw ~x* +@read
		ACL LIST
		ACL LOG
		CLIENT LIST
		CLIENT SETNAME me
		INFO everything
		MEMORY DOCTOR
		MEMORY STATS
		LATENCY DOCTOR
		SLOWLOG GET 5
		COMMAND DOCS get
		COMMAND GETKEYS MSET a 1 b 2
		SCAN 0 MATCH * COUNT 100
		KEYS *
		EXPIRE s 1
		DEBUG RELOAD
		BGREWRITEAOF
		SAVE
		DEBUG DIGEST
		SWAPDB 0 1
		FLUSHALL ASYNC
	END
}

work_redis()
{
	local port=$((20000 + $$ % 10000)) cli="$source/src/redis-cli" server
	link redis-server src@server.o -lm -ldl -latomic
	programs=("$work/redis-server")
	mkdir -p "$work/data"
	printf 'port %d\nbind 127.0.0.1\nsave ""\ndir %s\nenable-debug-command yes\nappendonly yes\n' "$port" "$work/data" >"$work/redis.conf"
	"$work/redis-server" "$work/redis.conf" >"$work/redis.log" 2>&1 &
	server=$!
	for _ in $(seq 100); do
		"$cli" -p "$port" ping >"$work/ping" 2>&1 && break
		sleep 0.1
	done
	grep -q PONG "$work/ping" || fail "the server does not answer: $(tail -n 3 "$work/redis.log")"
	redis_commands | "$cli" -p "$port" >"$work/commands.log" 2>&1
	timeout 60 "$source/src/redis-benchmark" -p "$port" -q -n 3000 -c 10 -P 4 -d 100 >"$work/benchmark.log" 2>&1 || fail "redis-benchmark failed"
	"$cli" -p "$port" shutdown save >"$work/shutdown.log" 2>&1
	wait "$server" || fail "the server ended with $?"
	if command -v tclsh >/dev/null; then
		# The project's own tests want its folders; the server there is ours.
		mkdir -p "$work/tree/src"
		cp -r "$source/tests" "$source/runtest" "$source/redis.conf" "$source/sentinel.conf" "$work/tree/"
		rm -rf "$work/tree/tests/tmp" && mkdir "$work/tree/tests/tmp"
		cp "$source"/src/redis-{cli,benchmark} "$work/tree/src/"
		ln -s "$work/redis-server" "$work/tree/src/redis-server"
		ln -s "$work/redis-server" "$work/tree/src/redis-check-aof"
		(cd "$work/tree" && timeout "${ESCAPE_SECONDS:-240}" ./runtest --clients 2 --baseport "$((port + 100))" --portcount 1000 \
			--tags "-slow -needs:debug_unused" --single unit/type/list --single unit/type/set --single unit/type/hash --single unit/type/zset \
			--single unit/type/string --single unit/type/stream --single unit/sort --single unit/scan --single unit/dump --single unit/acl \
			--single unit/scripting --single unit/functions --single unit/multi --single unit/bitops --single unit/geo \
			>"$work/runtest.log" 2>&1) || echo "redis' own tests were cut off or failed, with: $(tail -n 1 "$work/runtest.log")"
		echo "redis' own tests: $(grep -c 'ok.*\]: ' "$work/runtest.log") passed"
	else
		echo "redis' own tests are not run: tclsh is missing"
	fi
}

[ $# -eq 3 ] || [ $# -eq 4 ] || fail "usage: escape_sound.sh WHYNOT PROJECT DIR [REPORT]"
whynot=$(realpath "$1")
project=$2
declare -F "work_$project" >/dev/null || fail "no work for '$project'; there is: lua5.4 zlib jq sqlite3 redis"
source=$(realpath "$3")/$project
clang=${CLANG:-$(compgen -c clang- | grep -E '^clang-[0-9]+$' | sort -t- -k2n | tail -n 1)}
[ -s "$source/compile_commands.json" ] || fail "there is no $source/compile_commands.json: run $here/database.sh first"
for tool in "$clang" python3 addr2line ar; do
	command -v "$tool" >/dev/null || fail "$tool is missing"
done
if [ -n "${ESCAPE_WORK:-}" ]; then
	work=$(realpath -m "$ESCAPE_WORK")
	rm -rf "$work"
	mkdir -p "$work"
else
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
fi
mkdir "$work/objects"
export WHYNOT_ESCAPE_SITES=$work/sites WHYNOT_ESCAPE_ROOT=$source WHYNOT_ESCAPE_CLANG=$clang
export WHYNOT_ESCAPE_MATCHED=$work/matched WHYNOT_ESCAPE_LOG=$work/log

report=${4:-$work/report.yaml}
if [ $# -eq 3 ]; then
	status=0
	(cd "$source" && "$whynot" check -p . --root=. -q -m=1 --only=escape --remarks=off --format=none --yaml="$report") || status=$?
	[ "$status" -le 1 ] || fail "exit status $status of whynot check on $project"
fi
python3 "$here/escape_cc.py" sites "$report" >"$work/sites"
flags=()
# Small allocations come out of a pool of sqlite's own unless that is left out.
[ "$project" != sqlite3 ] || flags=(-DSQLITE_OMIT_LOOKASIDE)
python3 "$here/escape_cc.py" build "$source/compile_commands.json" "$work/objects" "${flags[@]}"
"$clang" -O1 -fno-omit-frame-pointer -w -pthread -c -o "$work/runtime.o" "$here/escape_runtime.c"
# The project's own folder first: where two objects define one name, what comes first is taken.
own=() others=()
for object in "$work"/objects/*.o; do
	case ${object##*/} in
	deps@*) others+=("$object") ;;
	*) own+=("$object") ;;
	esac
done
ar rc "$work/all.a" "${own[@]}" "${others[@]}"
"work_$project"
python3 "$here/escape_cc.py" summary "$work/sites" "$work/log" "$work/matched" "${programs[@]}"

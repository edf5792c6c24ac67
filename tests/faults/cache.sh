#!/bin/bash
# cache.sh WHYNOT: a cache that is damaged, full, gone, in the wrong place or shared costs its own use and nothing else; killed
# workers and runs leave it sound.
# shellcheck source=tests/faults/faults.bash
. "$(dirname "$0")/faults.bash"
real=$(command -v "${CLANG:-clang}")
export WHYNOT_CACHE_DIR=$work/cache
seed=${WHYNOT_SEED:-$RANDOM}
RANDOM=$seed
echo "WHYNOT_SEED=$seed"

mkdir src
for name in a b c d e f; do
	printf '#include "own.h"\nstruct %s { char a; long b; char c; };\nlong %s_(struct %s *p) { return OWN + p->b; }\n' $name $name $name >src/$name.c
done
printf '#define OWN 1\n' >src/own.h
database src a.c b.c c.c d.c e.c f.c
sleep 0.1

check=("$whynot" check -p src --root src -m3 --only=struct-padding,compiler)
"${check[@]}" --no-cache >wanted 2>wanted.err

# same NAME [ARGUMENT...]: a run says what one without a cache says.
same()
{
	run 0 "$@"
	cmp out wanted || fail "$1: another output"
}

# entries [KIND]: how many the cache holds.
entries()
{
	find cache -name "*.${1:-*}" -path 'cache/??/*' | wc -l
}

same 'an empty cache' "${check[@]}"
[ "$(entries facts)" -ge 6 ] || fail "the cache holds $(entries facts) facts"
same 'a full cache' "${check[@]}"

# damage HOW: each entry in turn, then a run that must notice and make it anew.
damage()
{
	local file size at
	for file in $(find cache -path 'cache/??/*' | sort); do
		[ -f "$file" ] || continue
		size=$(stat -c %s "$file")
		case $1 in
		byte)
			at=$((RANDOM % size))
			printf "\\x$(printf %02x $((RANDOM % 256)))" | dd of="$file" bs=1 seek=$at conv=notrunc status=none
			;;
		cut) truncate -s $((RANDOM % size)) "$file" ;;
		empty) : >"$file" ;;
		long) echo more >>"$file" ;;
		folder) rm "$file" && mkdir "$file" ;;
		fifo) rm "$file" && mkfifo "$file" ;;
		link) rm "$file" && ln -s /dev/zero "$file" ;;
		other) cp "$(find cache -name "*.${file##*.}" -type f | sort -R --random-source="$whynot" | head -n 1)" "$file.new" && mv "$file.new" "$file" ;;
		esac
	done
}
for how in byte cut empty long fifo link other byte folder; do
	damage $how
	same "entries damaged: $how" "${check[@]}"
	same "entries damaged: $how, second run" "${check[@]}"
done
rm -r cache

# ---- places ----
: >file
for place in /proc/none/whynot "$work/file/whynot" /dev/null; do
	WHYNOT_CACHE_DIR=$place same "a cache in $place" "${check[@]}"
	has err "whynot: no cache: cannot (make|write) the cache" "$place"
	[ "$(grep -c 'no cache' err)" -eq 1 ] || fail "$place: said more than once"
done
WHYNOT_CACHE_DIR=$work/src/cache same 'a cache in the project' "${check[@]}"
has err 'no cache: .*/src/cache lies inside the project; name another place with WHYNOT_CACHE_DIR' 'in the project'
[ ! -e src/cache ] || fail "the project was written to"
ln -s src linked
WHYNOT_CACHE_DIR=$work/linked/cache same 'a cache in the project behind a link' "${check[@]}"
has err 'no cache: .* lies inside the project' 'behind a link'
[ ! -e src/cache ] || fail "the project was written to through a link"
WHYNOT_CACHE_DIR='' same 'no cache by the surroundings' "${check[@]}"
has_not err 'no cache' 'an empty name is a wish'
env -u WHYNOT_CACHE_DIR -u HOME -u XDG_CACHE_HOME "${check[@]}" >out 2>err || fail 'without a home'
cmp out wanted || fail 'without a home: another output'
HOME=$work/home XDG_CACHE_HOME='' env -u WHYNOT_CACHE_DIR "${check[@]}" >out 2>err || fail 'a home of its own'
[ -e home/.cache/whynot/CACHEDIR.TAG ] || fail 'nothing below the home'
if mkdir closed && chmod a-w closed && ! touch closed/x 2>touch.err; then
	WHYNOT_CACHE_DIR=$work/closed same 'a folder that may not be written' "${check[@]}"
	has err 'no cache: cannot write the cache' 'a folder that may not be written'
else
	echo "SKIP a folder that may not be written: this user may write any"
fi

# ---- a disk that is full: no file may grow past a few kilobytes ----
"$whynot" check --no-cache -p src --root src -m3 --remarks=off --only=struct-padding >wanted.off 2>wanted.err
(ulimit -f 1; "$whynot" check -p src --root src -m3 --remarks=off --only=struct-padding 2>err) | cat >out
grep -v 'no cache' err | grep -q '6 units analysed, 0 failed' || fail "a full disk: $(cat err)"
cmp out wanted.off || fail 'a full disk: another output'
has err 'no cache: .*the disk is full' 'a full disk'
[ "$(find cache -name 'tmp-*' | wc -l)" -eq 0 ] || fail 'a full disk: half files are left'
same 'after a full disk' "${check[@]}"

# ---- a folder that vanishes while the compiler runs ----
rm -rf cache
cat >slow-clang <<END
#!/bin/sh
rm -rf "$work/cache"
exec $real "\$@"
END
chmod +x slow-clang
same 'a folder that vanishes' "${check[@]}" --clang="$work/slow-clang" -j2
same 'after it vanished' "${check[@]}"

# ---- workers and runs that are killed ----
cat >deadly-clang <<END
#!/bin/sh
case \$(od -An -N1 -tu1 /dev/urandom) in
*[02468]) kill -9 \$PPID ;;
esac
exec $real "\$@"
END
chmod +x deadly-clang
for round in 1 2 3 4; do
	"${check[@]}" --clang="$work/deadly-clang" -j2 >out 2>err
	echo "ran  workers that are killed, round $round"
done
same 'after killed workers' "${check[@]}"
rm -rf cache
for round in $(seq 9); do
	"${check[@]}" -j2 >out 2>err &
	sleep "0.0$((RANDOM % 10))$((RANDOM % 10))"
	kill -9 $! 2>kill.err
	wait $! 2>wait.err
	"${check[@]}" >out 2>err || fail "after a killed run $round: $(cat err)"
	cmp out wanted || fail "after a killed run $round: another output"
	[ $((round % 3)) -ne 0 ] || rm -rf cache
done
echo 'ran  runs that are killed'

# ---- several runs at a time ----
rm -rf cache
for run in 1 2 3 4; do
	"${check[@]}" -j1 >out.$run 2>err.$run &
done
wait
for run in 1 2 3 4; do
	cmp out.$run wanted || fail "runs at a time: another output: $(cat err.$run)"
done
"${check[@]}" -j1 >out.1 2>err.1 &
"$whynot" cache --clear >out 2>err || fail "clearing under a run: $(cat err)"
wait
cmp out.1 wanted || fail 'clearing under a run: another output'
echo 'ran  several runs at a time'

# ---- size and the command ----
rm -rf cache
same 'a full cache again' "${check[@]}"
touch -d '2 days ago' cache/??/*.facts
before=$(du -s --apparent-size -B1 cache/?? | awk '{ n += $1 } END { print n }')
printf '#define OWN 2\n' >src/own.h
sleep 0.1
"${check[@]}" --cache-size=$((before / 2)) >out 2>err || fail "a small cache: $(cat err)"
run 0 'stats' "$whynot" cache --cache-size=1MiB
has out "^folder: $work/cache$" stats
has out '^in all: .* of 1.0 MiB$' stats
[ "$(find cache -name '*.facts' -mtime +1 | wc -l)" -eq 0 ] || fail 'what was not used for longest is still there'
printf '#define OWN 1\n' >src/own.h
sleep 0.1
same 'after making room' "${check[@]}"
: >cache/mine
mkdir -p cache/ab && : >cache/ab/mine.facts
run 0 'clear' "$whynot" cache --clear
has out '^[0-9]+ files deleted from ' clear
[ -e cache/mine ] && [ -e cache/ab/mine.facts ] || fail 'somebody else'"'"'s files are gone'
[ "$(find cache -path 'cache/??/*' ! -name 'mine*' | wc -l)" -eq 0 ] || fail 'clear leaves entries'
run 2 'no place' env WHYNOT_CACHE_DIR= "$whynot" cache
has err 'WHYNOT_CACHE_DIR is empty' 'no place'
run 2 'a size that is none' "$whynot" check --cache-size=much -p src
has err "cache-size takes a number of bytes, also as 500MiB or 2GiB, not 'much'" 'a size that is none'

[ $failures -eq 0 ]

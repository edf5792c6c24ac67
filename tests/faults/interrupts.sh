#!/bin/bash
# interrupts.sh WHYNOT: an interrupt ends everything that was started and leaves no file; what the caller set up is respected.
# shellcheck source=tests/faults/faults.bash
. "$(dirname "$0")/faults.bash"

mkdir src
cat >src/a.c <<'END'
#include "endless.h"
int a;
END
mkfifo src/endless.h
for i in $(seq 20); do printf 'struct loose%d { char a; long b; char c; };\n' "$i"; done >src/b.c
cat >slow-clang <<'END'
#!/bin/sh
echo "$$" >"$PID_FILE"
exec sleep 61.5
END
chmod +x slow-clang
export PID_FILE=$work/pid

# appears FILE: waits until it is there and not empty.
appears()
{
	local tries=100
	while [ ! -s "$1" ] && [ $tries -gt 0 ]; do
		tries=$((tries - 1))
		sleep 0.1
	done
	[ -s "$1" ] || fail "$1 does not appear"
}

# only_ours NAME: nothing was left behind here.
only_ours()
{
	local odd
	odd=$(find . -name 'r.yaml*')
	[ -z "$odd" ] || fail "$1: left behind: $odd"
}

# While one worker parses and the compiler of the other runs; a shell ignores SIGINT for what it starts in the background, hence `env`.
database src a.c b.c
for signal in INT TERM HUP; do
	rm -f pid
	env --default-signal=INT,TERM,HUP "$whynot" check -p src -j2 --yaml r.yaml --clang="$work/slow-clang" >out 2>err &
	whynot_pid=$!
	appears pid
	workers=$(cat "/proc/$whynot_pid/task/$whynot_pid/children")
	[ "$(wc -w <<<"$workers")" -eq 2 ] || fail "$signal: not two workers: '$workers'"
	kill -$signal $whynot_pid
	wait $whynot_pid 2>wait.err
	status=$?
	[ $status -eq $((128 + $(kill -l $signal))) ] || fail "$signal: status $status"
	no_process 'sleep 61[.]5 ' "$signal"
	for worker in $workers; do
		[ ! -e "/proc/$worker" ] || fail "$signal: worker $worker lives on"
	done
	only_ours $signal
	echo "ran  $signal"
done

# kill -9 of the parent, too.
rm -f pid
"$whynot" check -p src -j2 --yaml r.yaml --clang="$work/slow-clang" >out 2>err &
whynot_pid=$!
appears pid
kill -KILL $whynot_pid
wait $whynot_pid 2>wait.err
no_process 'sleep 61[.]5 ' KILL
no_process "$whynot check -p src" KILL
only_ours KILL

# Signals that the caller ignores, as nohup does.
for signal in HUP INT; do
	rm -f pid
	env --default-signal=INT,TERM,HUP env --ignore-signal=$signal "$whynot" check -p src -j2 --unit-timeout=2 --clang="$work/slow-clang" >out 2>err &
	whynot_pid=$!
	appears pid
	kill -$signal $whynot_pid
	wait $whynot_pid
	status=$?
	[ $status -eq 3 ] || fail "$signal ignored: status $status: $(cat err)"
	has err '0 units analysed, 2 failed' "$signal ignored"
	echo "ran  $signal ignored"
done

# Children that the caller ignores.
database src b.c
run 0 'SIGCHLD ignored' env --ignore-signal=CHLD "$whynot" check -p src -m2
has err '1 unit analysed, 0 failed; 20 findings' 'SIGCHLD ignored'

# A limit on the size of files is a full disk, for a report and for standard output.
run 2 'a report at the limit' sh -c "ulimit -f 1; exec '$whynot' check -p src --remarks=off -m2 --format=none --yaml r.yaml"
has err 'cannot write r.yaml: File too large' 'a report at the limit'
only_ours 'a report at the limit'
run 2 'standard output at the limit' sh -c "ulimit -f 1; exec '$whynot' check -p src --remarks=off -m2"
has err 'cannot write standard output: File too large' 'standard output at the limit'

# A report through a link.
mkdir kept
ln -s kept/report.yaml r.yaml
run 0 'a report through a link' "$whynot" check -p src --remarks=off -m2 --format=none --yaml r.yaml
if [ ! -L r.yaml ] || [ ! -s kept/report.yaml ]; then
	fail "the link was replaced: $(ls -l . kept)"
fi
[ "$(ls kept)" = report.yaml ] || fail "left behind: $(ls kept)"

[ "$failures" -eq 0 ]

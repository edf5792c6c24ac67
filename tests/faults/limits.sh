#!/bin/bash
# limits.sh WHYNOT: a unit that crashes, hangs or takes too much memory is UnitFailed with the reason, and costs nothing else.
# shellcheck source=tests/faults/faults.bash
. "$(dirname "$0")/faults.bash"
clang=${CLANG:?}

mkdir src
cat >src/good.c <<'END'
struct loose { char a; long b; char c; };
long good(struct loose *l) { return l->b + l->a + l->c; }
END

# unit NAME REASON STATUS OPTION...: src/bad.c fails with this reason, src/good.c is judged all the same.
unit()
{
	local name=$1 reason=$2
	shift 2
	database src bad.c good.c
	run 3 "$name" timeout 60 "$whynot" check -p src -j1 -m2 "$@"
	has out "bad.c was not analysed: $reason.*\[whynot/UnitFailed\]" "$name"
	has out 'struct loose' "$name"
	has err '1 unit analysed, 1 failed' "$name"
}

echo '#pragma clang __debug llvm_fatal_error' >src/bad.c
unit 'a crash of clang' '' --remarks=off
echo '#pragma clang __debug crash' >src/bad.c
export LIBCLANG_DISABLE_CRASH_RECOVERY=1
unit 'a crash of the worker' 'the analysis crashed \(' --remarks=off
unset LIBCLANG_DISABLE_CRASH_RECOVERY

# Nobody ever writes into the pipe.
mkfifo src/endless.h
echo '#include "endless.h"' >src/bad.c
unit 'a hang' 'no result within 1 s \(--unit-timeout\)' --remarks=off --unit-timeout=1

# Each macro is twice the one before: 2^26 numbers, if one lets them.
{
	echo '#define X0 1,'
	for i in $(seq 26); do echo "#define X$i X$((i - 1)) X$((i - 1))"; done
	echo 'int numbers[] = { X26 };'
} >src/bad.c
unit 'hunger for memory' 'needs more than 400 MiB \(--unit-memory\)' --remarks=off --unit-memory=400

# The compiler is part of the unit's cost.
echo 'int bad;' >src/bad.c
cat >slow-clang <<END
#!/bin/sh
case "\$*" in *bad.c*) exec sleep 61.25 ;; esac
exec $clang "\$@"
END
chmod +x slow-clang
unit 'a compiler that hangs' 'no result within 2 s \(--unit-timeout\)' --unit-timeout=2 --clang="$work/slow-clang"
no_process 'sleep 61[.]25' 'a compiler that hangs'

# A hang in the second round: when the first one is over, a header has become a pipe.
printf '#include "used.h"\n#include "unused.h"\nint f(void) { return USED; }\n' >src/bad.c
printf '#ifndef UNUSED_H\n#define UNUSED_H\nint unused(void);\n#endif\n' >src/unused.h
cat >changing-clang <<END
#!/bin/sh
$clang "\$@"
status=\$?
rm -f $work/src/used.h && mkfifo $work/src/used.h
exit \$status
END
chmod +x changing-clang
database src bad.c
for only in '' --only=unused-include; do
	rm -f src/used.h
	echo '#define USED 1' >src/used.h
	name="a hang of a proof $only"
	# shellcheck disable=SC2086
	run 3 "$name" timeout 60 "$whynot" check -p src --unit-timeout=2 --clang="$work/changing-clang" $only
	has err '1 unit analysed, 0 failed, 1 without proofs' "$name"
	[ -n "$only" ] || has out 'bad.c: .*no result within 2 s \(--unit-timeout\).*\[whynot/ProofFailed\]' "$name"
done
rm -f src/used.h
echo '#define USED 1' >src/used.h
run 1 'the same without the hang' "$whynot" check -p src --remarks=off
has out 'UnusedInclude' 'the same without the hang'

[ "$failures" -eq 0 ]

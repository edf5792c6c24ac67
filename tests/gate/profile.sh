#!/bin/bash
# profile.sh WHYNOT: profiles made here and now by clang and gcc: the hottest findings are where the program spends its time, in every
# format; without a profile an estimate gives the order and never passes for a measurement.
# shellcheck source=tests/faults/faults.bash
. "$(dirname "$0")/../faults/faults.bash" "$1"
bin=$(dirname "$(realpath "$CLANG")")

mkdir src other
cat >src/work.h <<'END'
void cold(int *to, const int *from, int n);
int hot(const int *numbers, int n);
END
cat >src/work.c <<'END'
#include "work.h"

void cold(int *to, const int *from, int n)
{
	for (int i = 0; i < n; i++)
		to[i] = from[i];
}

int hot(const int *numbers, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++) {
		if (numbers[i] < 0)
			return -1;
		sum += numbers[i];
	}
	return sum;
}
END
cat >src/main.c <<'END'
#include "work.h"

int main(void)
{
	int numbers[100] = { 1 }, copy[100], sum = 0;

	cold(copy, numbers, 10);
	for (int i = 0; i < 1000; i++)
		sum += hot(numbers, 100);
	return sum != 1000 || copy[0] != 1;
}
END
database . src/main.c src/work.c
# At -O1 nothing is vectorised, and so nothing is said of loops.
sed -i 's/-O1/-O2/g' compile_commands.json

# ---- llvm-cov and .profdata ------------------------------------------------------------------------------------------------------
if ! "$CLANG" -O1 -fprofile-instr-generate -fcoverage-mapping src/main.c src/work.c -o covered 2>err; then
	echo "skipped: $CLANG has no runtime library for profiles (package libclang-rt-N-dev): $(head -n 1 err)"
	exit 77
fi
run 0 'a profile is recorded' env LLVM_PROFILE_FILE=raw.profraw ./covered
run 0 'it is merged' "$bin/llvm-profdata" merge -o run.profdata raw.profraw
run 0 'it is exported' "$bin/llvm-cov" export -instr-profile=run.profdata ./covered
mv out cov.json

run 0 'the hottest' "$whynot" check -m=2 --profile=cov.json --hot=3 --yaml=hot.yaml --sarif=hot.sarif
has out '^src/work.c:13:2: note: .*\(hotness: 101000\)' 'the hot loop is first'
[ "$(grep -c 'hotness:' out)" -eq 3 ] || fail "three are kept: $(cat out)"
has_not out 'work.c:[3-7]:' 'the cold loop is not among the three'
has err 'profile llvm-cov: 0.0 % of its counts have no place' 'the summary says what became of the profile'
has err 'colder' 'the summary counts those left out'
has hot.yaml '^Hotness: +101000' 'the hotness is in the YAML report'
has hot.yaml 'HotnessSource: +llvm-cov' 'and what measured it'
run 0 'LLVM reads the report' "$bin/llvm-remarkutil" count --parser=yaml hot.yaml
[ "$(jq '[.runs[0].results[].rank] | max' hot.sarif)" = 100 ] || fail "SARIF's rank: $(jq -c '[.runs[0].results[] | {rank, properties}]' hot.sarif)"
[ "$(jq -r '[.runs[0].results[].properties.hotnessSource] | unique[]' hot.sarif)" = llvm-cov ] || fail "SARIF's source of the hotness"

run 0 'the order is by place unless it is asked for' "$whynot" check -m=2 --profile=cov.json
[ "$(grep -o '^src/[a-z.]*:[0-9]*' out)" = "$(grep -o '^src/[a-z.]*:[0-9]*' out | sort -t: -k1,1 -k2,2n)" ] || fail "not by place: $(cat out)"
cp out by_place
run 0 'twice the same bytes' "$whynot" check -j1 -m=2 --profile=cov.json
cmp -s out by_place || fail 'another -j, other bytes'

run 0 'the compiler is given a .profdata' "$whynot" check -m=2 --profile=run.profdata --hot=1 --yaml=pgo.yaml
has out '^src/work.c:13:2: .*\(hotness: [0-9]{5,6}\)' 'its remarks carry the hotness'
has pgo.yaml 'HotnessSource: +profdata' 'and say whose it is'
run 2 'two .profdata' "$whynot" check --profile=run.profdata --profile=run.profdata
has err 'llvm-profdata merge' 'and how to make one of them'
run 2 'a .profdata without a compiler' "$whynot" check --remarks=off --profile=run.profdata
has err 'llvm-cov export' 'and what would do instead'
run 2 'a raw profile' "$whynot" check --profile=raw.profraw
has err 'merge it first: llvm-profdata merge' 'and the remedy'
run 2 'no such file' "$whynot" check --profile=none.json
run 2 'what is no profile' "$whynot" check --profile=src/main.c
has err 'of no known kind; known are' 'and what is known'
head -c 900 cov.json >cut.json
run 2 'a profile that was cut off' "$whynot" check --profile=cut.json
has err '^whynot: cut.json:1:901: .*cut off; export it again' 'and where'

# ---- the compiler counts one place several times --------------------------------------------------------------------------------------
cat >mixed.c <<'END'
#include <stdio.h>
#include <stdlib.h>

static int classify(const unsigned char *s, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++) {
		if (s[i] > 128)
			sum += 3;
		else if (s[i] < 32)
			sum -= 1;
		else if (s[i] == 'x')
			printf("x");
	}
	return sum;
}

int main(void)
{
	unsigned char bytes[4096];
	int sum = 0;

	for (int i = 0; i < 4096; i++)
		bytes[i] = rand() & 255;
	for (int r = 0; r < 300; r++) {
		char *words = malloc(32);

		snprintf(words, 32, "%d", r);
		sum += words[0] + classify(bytes, 4096);
		free(words);
	}
	return sum == 1;
}
END
run 0 'another program' "$CLANG" -O1 -fprofile-instr-generate mixed.c -o mixed
run 0 'is recorded' env LLVM_PROFILE_FILE=mixed.profraw ./mixed
run 0 'and merged' "$bin/llvm-profdata" merge -o mixed.profdata mixed.profraw
run 0 'all that is said of it' "$whynot" check --exit-zero -m=3 --only=compiler --profile=mixed.profdata --hot=10000 mixed.c -- -O2
[ "$(grep -c '(hotness: ' out)" -gt 10 ] || fail "its remarks carry no hotness: $(cat out)"
[ -z "$(grep -o '^mixed.c:[0-9]*:[0-9]*: .*(hotness: [1-9]' out | cut -d' ' -f1 | uniq | sort | uniq -d)" ] || fail "one place, several ranks: $(cat out)"

# ---- the cache knows a profile by its content ----------------------------------------------------------------------------------------
cache=$(mktemp -d)
cp run.profdata again.profdata
run 0 'into the cache' env WHYNOT_CACHE_DIR="$cache" "$whynot" check -m=2 --profile=again.profdata --hot=1
cp out first
[ -n "$(ls -A "$cache")" ] || fail 'nothing was kept'
run 0 'out of the cache' env WHYNOT_CACHE_DIR="$cache" "$whynot" check -m=2 --profile=again.profdata --hot=1
cmp -s out first || fail "another answer out of the cache: $(diff first out)"
run 0 'another run of the program' "$bin/llvm-profdata" merge -weighted-input=3,raw.profraw -o again.profdata
run 0 'not out of the cache' env WHYNOT_CACHE_DIR="$cache" "$whynot" check -m=2 --profile=again.profdata --hot=1
! cmp -s out first || fail "the old profile's answer: $(cat out)"
cp cov.json again.json
run 0 'the same for what is joined' env WHYNOT_CACHE_DIR="$cache" "$whynot" check -m=2 --profile=again.json --hot=1
cp out first
sed -i 's/100000,true/300000,true/g' again.json
run 0 'once it has changed' env WHYNOT_CACHE_DIR="$cache" "$whynot" check -m=2 --profile=again.json --hot=1
! cmp -s out first || fail "the old profile's answer: $(cat out)"
rm -rf "$cache"

# ---- shards -------------------------------------------------------------------------------------------------------------------------
run 2 'a profile for facts' "$whynot" facts --profile=cov.json
has err 'whynot link' 'and where it belongs'
run 0 'facts with a .profdata' "$whynot" facts --profile=run.profdata
mv out all.facts
run 0 'shards carry its counts' "$whynot" link -m=2 --hot=1 all.facts
has out '^src/work.c:13:2: .*\(hotness: [0-9]{5,6}\)' 'of the compiler'
run 0 'shards are joined with a profile' "$whynot" link -m=3 --only=escape --profile=cov.json all.facts
has out 'src/work.c:9:.*\(hotness: 1000\)' 'by place'

# ---- gcov: one file for each unit, named one by one --------------------------------------------------------------------------------
run 0 'gcc counts' gcc --coverage -O1 -g src/main.c src/work.c -o counted
run 0 'it is run' ./counted
run 0 'gcov exports' gcov --json-format counted-main.gcda counted-work.gcda
run 0 'gcov is read' "$whynot" check -m=2 --profile=counted-main.gcov.json.gz --profile=counted-work.gcov.json.gz --hot=1
has out '^src/work.c:13:2: .*\(hotness: 101000\)' 'it says the same'

# ---- another day, another machine ---------------------------------------------------------------------------------------------------
cp src/* other/
sed -i '1i /* This moves all of it down. */' other/work.c
database other main.c work.c
sed -i 's/-O1/-O2/g' other/compile_commands.json
run 0 'sources that were moved' "$whynot" check -p other -m=2 --profile=cov.json --hot=1
has out 'other/work.c:14:2: .*\(hotness: 101000\)' 'are followed'
has_not err 'have changed' 'and nothing has changed'
sed -i 's/\tint sum = 0;/\tint sum = 0;\n\n\tif (n < 0)\n\t\treturn 0;/' other/work.c
run 0 'a function that was changed' "$whynot" check -p other -m=2 --profile=cov.json
has out 'other/work.c:10:5: .*1 function of this file has changed since the profile' 'is said'
has err '1 of 3 functions have changed since' 'in the summary, too'

mkdir part
cp src/* part/
database part main.c
run 0 'a program that is only a part' "$whynot" check -p part -m=1 --profile=cov.json --hot=1
has out 'whynot/ProfileUnplaced' '--hot keeps how far the profile fits'

# ---- perf: one event ----------------------------------------------------------------------------------------------------------------
printf 'a 1 1.%s: 1 cpu_%s/u:\n\t401000 hot+0x10 (/x/a)\n  src/work.c:14\n\n' 0 core/cycles 1 atom/cycles 2 atom/branches >perf.txt
run 0 'cores of two kinds' "$whynot" check -m=2 --profile=perf.txt --hot=1
has out '^src/work.c:13:2: .*\(hotness: 2\)' 'count the same event'
has err 'profile perf: only samples of the event cycles/u count; 1 of other events' 'and the other event is said'

# ---- without a profile ----------------------------------------------------------------------------------------------------------------
run 0 'an estimate gives the order' "$whynot" check -m=2 --hot=2 --yaml=guess.yaml
has out '\(estimate: [0-9]+\)' 'it is marked as one'
has_not out 'hotness' 'and is no hotness'
has_not guess.yaml '^Hotness' 'not in the YAML report either'
has guess.yaml 'Estimate: +' 'where it is an argument'
run 0 'it is not said unless it is asked for' "$whynot" check -m=2
has_not out 'estimate' 'no estimate without --hot'
exit $((failures > 0))

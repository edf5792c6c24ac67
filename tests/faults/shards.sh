#!/bin/bash
# shards.sh WHYNOT: what `check` says of units that failed or are missing, `facts` and `link` say too.
# shellcheck source=tests/faults/faults.bash
. "$(dirname "$0")/faults.bash"

mkdir src
printf '#include "a.h"\nstruct loose { char a; long b; char c; };\nlong a(struct loose *l) { return l->b; }\n' >src/a.c
: >src/a.h
echo 'int b;' >src/b.c
echo 'int c(void) { return d; }' >src/c.c

database src a.c b.c
run 0 'all there' "$whynot" facts -p src --remarks=off
mv out all.facts
has err '2 units written, 0 failed' 'all there'
run 0 'all there, linked' "$whynot" link -m2 all.facts
has err '2 units analysed, 0 failed;' 'all there, linked'

# Shards of single units: the program is whole when all are there, in any order, also one of them twice.
run 0 'one unit' "$whynot" facts -p src --remarks=off src/a.c --only=struct-padding
mv out a.facts
run 0 'another unit' "$whynot" facts -p src --remarks=off src/b.c --only=struct-padding
mv out b.facts
run 0 'a part is linked' "$whynot" link -m2 a.facts --yaml part.yaml
has err '1 unit analysed, 0 failed, 1 left out' 'a part is linked'
grep -q "LeftOut: *'1'" part.yaml || fail "part.yaml: $(tail -20 part.yaml)"
run 0 'all parts are linked' "$whynot" link -m2 b.facts a.facts
has err '2 units analysed, 0 failed;' 'all parts are linked'
cat a.facts b.facts >ab.facts
run 0 'parts in one file' "$whynot" link -m2 ab.facts
has err '2 units analysed, 0 failed;' 'parts in one file'

database src a.c gone.c
run 3 'a missing source' "$whynot" facts -p src --remarks=off
mv out gone.facts
has err '1 unit written, 1 failed' 'a missing source'
run 3 'a missing source, linked' "$whynot" link gone.facts
has out 'gone.c was not analysed: .*UnitFailed' 'a missing source, linked'
run 0 'a missing source, allowed' "$whynot" facts -p src --remarks=off --allow-incomplete
run 3 'a part beside a missing source' "$whynot" facts -p src --remarks=off src/a.c --only=struct-padding
mv out a.facts
run 3 'the same, linked' "$whynot" link a.facts
has err '1 unit analysed, 1 failed;' 'the same, linked'
run 3 'the same twice' "$whynot" link a.facts a.facts
has err '2 units analysed, 1 failed;' 'the same twice'

database src a.c c.c
run 3 'a source with errors' "$whynot" facts -p src --remarks=off
has err '2 units written \(1 with errors\), 0 failed' 'a source with errors'
run 3 'dumped' "$whynot" check -p src --remarks=off --dump-facts

# check --yaml counts what it leaves out.
database src a.c b.c
run 0 'a part' "$whynot" check -p src --remarks=off src/a.c --only=struct-padding --yaml part.yaml
has err '1 unit analysed, 0 failed, 1 left out' 'a part'
grep -q "LeftOut: *'1'" part.yaml || fail "part.yaml: $(tail -20 part.yaml)"

echo 'whynot-shard	x	y' >bad.facts
run 2 'a damaged head' "$whynot" link bad.facts
has err 'bad.facts: .*whynot-shard' 'a damaged head'

# Wrong use is wrong use for each command.
for command in 'facts -p src' 'check -p src --dump-facts' 'db-check -p src' 'link all.facts'; do
	# shellcheck disable=SC2086
	run 2 "$command --only=nonsense" "$whynot" $command --only=nonsense
	has err "no rule 'nonsense'" "$command --only=nonsense"
done
run 2 'link --dump-facts' "$whynot" link all.facts --dump-facts
has err 'a shard is facts already' 'link --dump-facts'
words=$(printf 'inline,%.0s' $(seq 100))
run 2 'many words' "$whynot" check -p src --remarks=off "--only=${words}nonsense"
has err "no rule 'nonsense'" 'many words'
run 0 'many good words' "$whynot" check -p src --remarks=off -m2 "--only=${words}struct-padding"
has out 'PaddedStruct' 'many good words'

[ "$failures" -eq 0 ]

#!/bin/bash
# records.sh DATABASE OUT: compiles each unit of the compile database with the newest clang at -O2 and keeps its remarks, in YAML,
# as OUT/N.opt.yaml, one a unit; CLANG names another clang. Prints how many records there are and their bytes. For the comparison of the two
# readers (tests/bench/remark_speed.c) and for benchmarks. Units that do not compile are said and left out.
set -euo pipefail
[ $# -eq 2 ] || {
	echo "usage: records.sh DATABASE OUT" >&2
	exit 1
}
clang=${CLANG:-$(compgen -c clang- | grep -E '^clang-[0-9]+$' | sort -t- -k2n | tail -n 1)}
[ -n "$clang" ] || {
	echo "records.sh: no clang-N found" >&2
	exit 1
}
mkdir -p "$2"
python3 - "$1" "$2" "$clang" <<'END_OF_SCRIPT' | xargs -0 -P "$(nproc)" -n 1 sh -c
import json, os, shlex, sys

database, out, clang = sys.argv[1], os.path.abspath(sys.argv[2]), sys.argv[3]
for i, entry in enumerate(json.load(open(database))):
    words = entry.get("arguments") or shlex.split(entry["command"])
    kept = [clang, "-w", "-Qunused-arguments", "-S", "-o", "/dev/null"]
    rest = iter(words[1:])
    for word in rest:
        if word in ("-o", "-MF", "-MT", "-MQ"):
            next(rest, None)
        elif word not in ("-c", "-MD", "-MMD") and not word.startswith("-O"):
            kept.append(word)
    kept += ["-O2", "-gline-tables-only", "-fsave-optimization-record=yaml",
             "-foptimization-record-file=%s/%04d.opt.yaml" % (out, i)]
    print("cd %s && %s || echo records.sh: left out: %s >&2" % (shlex.quote(entry["directory"]), shlex.join(kept),
          shlex.quote(entry["file"])), end="\0")
END_OF_SCRIPT
# A unit without code leaves an empty file.
find "$2" -name '*.opt.yaml' -size 0 -delete
echo "$(find "$2" -name '*.opt.yaml' | wc -l) records, $(cat "$2"/*.opt.yaml | wc -c) bytes in $2"

#!/usr/bin/env python3
"""deletions.py TRIALS CLANG [JOBS [NTH]]: deletes each include that include_trials tried and compiles the unit (-O1, no debug
information) with the line and without it. Prints each trial with the object code's verdict in front, and counts on
standard error how often both agree. Sources are not touched: clang sees the changed file through an overlay. With NTH, only
every NTH trial is compiled, drawn with a fixed seed."""
import concurrent.futures, json, os, random, re, subprocess, sys, tempfile

trials_file, clang = sys.argv[1:3]
jobs = int(sys.argv[3]) if len(sys.argv) > 3 else 2
nth = int(sys.argv[4]) if len(sys.argv) > 4 else 1
units, trials = {}, []
for line in open(trials_file, errors="surrogateescape"):
    words = line.rstrip("\n").split("\t")
    if words[0] == "unit":
        units[words[1]] = words[2:]
    elif len(words) >= 8:
        trials.append(words[1:])
if nth > 1:
    print(f"{len(trials)} trials, {len(trials) // nth} of them drawn", file=sys.stderr)
    trials = random.Random(nth).sample(trials, len(trials) // nth)
work = tempfile.mkdtemp()
os.environ["SOURCE_DATE_EPOCH"] = "0"


def compile_unit(unit, extra, output):
    directory, file, *args = units[unit]
    args = [a for a in args if not re.fullmatch(r"-O.*|-g.*", a)]
    done = subprocess.run([clang, "-w", "-Qunused-arguments", *args, "-O1", "-g0", "-c", file, "-o", output, *extra], cwd=directory,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if done.returncode:
        return None
    with open(output, "rb") as f:
        return f.read()


def without(number, path, line):
    with open(path, "rb") as f:
        lines = f.read().split(b"\n")
    text = re.sub(rb'#\s*(include|import)\w*\s*(<[^>]*>|"[^"]*"|\w+)', b"", lines[line - 1], count=1)
    if text == lines[line - 1]:
        return None
    lines[line - 1] = text
    copy, overlay = f"{work}/{number}.text", f"{work}/{number}.yaml"
    with open(copy, "wb") as f:
        f.write(b"\n".join(lines))
    with open(overlay, "w") as f:
        json.dump({"version": 0, "case-sensitive": True, "use-external-names": False,
                   "roots": [{"name": path, "type": "file", "external-contents": copy}]}, f)
    return ["-ivfsoverlay", overlay]


before = {}


def prepare(unit):
    before[unit] = compile_unit(unit, [], f"{work}/before{unit}.o")


def judge(numbered):
    number, (unit, path, line, *_) = numbered
    path = os.path.normpath("/" + path)
    overlay = without(number, path, int(line))
    if before[unit] is None or overlay is None:
        return "unknown"
    after = compile_unit(unit, overlay, f"{work}/{number}.o")
    for name in (f"{number}.text", f"{number}.yaml", f"{number}.o"):
        if os.path.exists(f"{work}/{name}"):
            os.remove(f"{work}/{name}")
    return "broken" if after is None else "same" if after == before[unit] else "different"


with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
    list(pool.map(prepare, sorted({unit for unit, *_ in trials})))
    verdicts = list(pool.map(judge, enumerate(trials)))
counts = {}
for verdict, trial in zip(verdicts, trials):
    print(verdict, *trial, sep="\t")
    counts[verdict, trial[5]] = counts.get((verdict, trial[5]), 0) + 1
for (objects, digests), n in sorted(counts.items()):
    print(f"objects {objects}, digests {digests}: {n}", file=sys.stderr)

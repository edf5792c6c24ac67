#!/usr/bin/env python3
"""recall.py DELETIONS FINDINGS TRIALS CLANG: of the includes that can be deleted with the object code of every unit staying the
same, which ones provide no name that the file has use for, and are they reported? DELETIONS is what deletions.py printed,
FINDINGS what whynot check --root=/ printed."""
import collections, os, re, subprocess, sys

deletions, findings, trials, clang = sys.argv[1:]
units = {}
for line in open(trials, errors="surrogateescape"):
    words = line.rstrip("\n").split("\t")
    if words[0] == "unit":
        units[words[1]] = words[2:]

# What (nearly) every header brings along; an include is not kept for these.
COMMON = {"NULL", "size_t"}


def words_of(path):
    text = open(path, errors="replace").read()
    text = re.sub(r'/\*.*?\*/|//[^\n]*|"(\\.|[^"\\\n])*"|\'(\\.|[^\'\\\n])*\'', " ", text, flags=re.S)
    text = re.sub(r"#\s*include[^\n]*", "", text)
    return set(re.findall(r"[A-Za-z_]\w*", text)), text


def directive_conditional(path, line):
    """Whether the directive stands in a region of #if other than the guard's."""
    depth, guard = 0, False
    text = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m.group()), open(path, errors="replace").read(), flags=re.S)
    seen = 0
    for number, words in enumerate(text.split("\n"), 1):
        if number == line:
            return depth > guard
        m = re.match(r"\s*#\s*(\w+)", words)
        if not m:
            continue
        if m.group(1) in ("if", "ifdef", "ifndef"):
            guard |= seen == 0 and m.group(1) != "ifdef" and path.endswith(".h")
            depth += 1
        elif m.group(1) == "endif":
            depth -= 1
        seen += 1
    return False


tags = {}


def names_in(path):
    if path not in tags:
        out = subprocess.run(["ctags", "-x", "--language-force=C", "--kinds-C=+pxd", "--_xformat=%{kind} %{name}", path],
                             capture_output=True, text=True).stdout
        tags[path] = [tuple(l.split(" ", 1)) for l in out.splitlines() if " " in l]
    return tags[path]


closures = {}


def closure(spelling, unit):
    if spelling not in closures:
        directory, file, *args = units[unit]
        out = subprocess.run([clang, "-w", *args, "-M", "-xc", "-"], cwd=directory, input=f"#include {spelling}\n",
                             capture_output=True, text=True).stdout
        closures[spelling] = [w for w in out.replace("\\\n", " ").split()[1:] if w not in ("-",)]
    return closures[spelling]


def provided(target, spelling, unit):
    files = closure(spelling, unit) if spelling.startswith("<") and target.startswith("usr/") else ["/" + target]
    kinds = collections.defaultdict(set)
    for f in files:
        for kind, name in names_in(f):
            if kind not in ("member", "local", "parameter", "header"):
                kinds[kind].add(name)
    return kinds


def stem(path):
    return re.sub(r"\.\w+$", "", os.path.basename(path))


by_place = collections.OrderedDict()
for line in open(deletions, errors="surrogateescape"):
    verdict, unit, path, number, spelling, target, digests, reason = line.rstrip("\n").split("\t")
    by_place.setdefault((path, int(number), spelling), []).append((verdict, unit, target, digests, reason))
reported = set()
for line in open(findings):
    m = re.match(r"([^:]+):(\d+):\d+: warning: .*\[unused-include/UnusedInclude\]$", line)
    if m:
        reported.add((m.group(1), int(m.group(2))))
counts = collections.Counter()
for (path, number, spelling), trials_of in by_place.items():
    is_reported = (path, number) in reported
    if any(t[0] != "same" for t in trials_of):
        kind, why = "needed", ""
    else:
        words, text = words_of("/" + path)
        kinds = provided(trials_of[0][2], spelling, trials_of[0][1])
        every = set().union(*kinds.values()) if kinds else set()
        used = sorted(w for w in every & words if w not in COMMON)
        if directive_conditional("/" + path, number):
            kind, why = "conditional", ""
        elif not set(kinds) - {"macro"}:
            kind, why = "macros-only", ",".join(used[:3])
        elif stem(path) == stem(trials_of[0][2]):
            kind, why = "own", ""
        elif used:
            kind, why = "used", ",".join(used[:5])
        else:
            kind = "unused"
            why = ",".join(sorted({t[3] + " " + t[4] for t in trials_of}))
    counts[kind, is_reported] += 1
    print(kind, "reported" if is_reported else "-", f"{path}:{number}", spelling, why, sep="\t")
for (kind, r), n in sorted(counts.items()):
    print(f"{kind}, {'reported' if r else 'silent'}: {n}", file=sys.stderr)

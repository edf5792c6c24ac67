#!/usr/bin/env python3
"""branches_predicted.py WHYNOT WORLD OUT [PROGRAM...]: whynot's score of branch-dense loops against a branch predictor. Run by hand:

	tests/world/branches_predicted.py build/whynot build/world /tmp/branches

WORLD holds projects that fetch.sh and database.sh have built: PROGRAM is lua5.4, zlib, jq, sqlite3 (default: those that are there).
Each is compiled by clang (CLANG, default: the newest) at its own level of optimisation, so that every conditional jump of the machine
code is guessed by a TAGE predictor while the program does some work (branch_check/); the jumps of its libraries are not seen. A jump
belongs to the innermost loop around its place. Loops with fewer than 1,000 executed jumps are left out.

Printed: for each program and over all, how often the jumps of loops that whynot flags are mispredicted and those of the others (mean of
the loops' rates, and of all their jumps together), by threshold; the precision lift, which is the share of loops that mispredict at least 2 %
(5 %) of their jumps among the flagged ones, divided by that share among all; the area under the ROC curve of the score for the same; and
mean rates by what -m=3 says of each condition. Exit 1 if flagged loops (warnings) are not mispredicted more often than the rest, over all.
"""
import bisect
import collections
import os
import random
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "branch_check"))
import instrument  # noqa: E402
import workloads  # noqa: E402

LEAST = 1000


def newest_clang():
    found = [n for folder in os.environ["PATH"].split(":") if os.path.isdir(folder) for n in os.listdir(folder)]
    versions = [int(n[6:]) for n in found if re.fullmatch(r"clang-\d+", n)]
    return f"clang-{max(versions)}" if versions else sys.exit("branches_predicted.py: there is no clang-N")


# ---- what whynot says -----------------------------------------------------------------------------------------------------------


class Loop:
    def __init__(self, path, begin, end):
        self.path, self.begin, self.end = path, begin, end
        self.score = self.hard = self.executed = self.missed = 0

    def rate(self):
        return self.missed / self.executed


def place(text):
    line, column = text.split(":")
    return int(line), int(column)


def read_loops(facts, root):
    """Loops by file, and the extent of each condition by its place. do { } while (0) is none."""
    loops, extents, path = collections.defaultdict(dict), {}, None
    for line in facts.splitlines():
        fields = line.split("\t")
        if fields[0] == "file":
            path = os.path.normpath(os.path.join(root, fields[1]))
        elif fields[0] == "loop" and "once" not in fields[5]:
            loops[path].setdefault(place(fields[1]), Loop(path, place(fields[1]), place(fields[2])))
        elif fields[0] == "condition":
            extents.setdefault((path, place(fields[1])), place(fields[2]))
    return loops, extents


def read_report(text, root, loops):
    """Sets the loops' scores; gives what is said of each condition, by file and place."""
    verdicts = {}
    for line in text.splitlines():
        if match := re.match(r"(\S[^:]*):(\d+):(\d+): \w+: .*?score (\d+\.\d)", line):
            loop = loops[os.path.normpath(os.path.join(root, match[1]))].get((int(match[2]), int(match[3])))
            if loop:
                loop.score = max(loop.score, float(match[4]))
                if hard := re.search(r": (\d+) of \d+ conditions? of this loop", line):
                    loop.hard = max(loop.hard, int(hard[1]))
        elif match := re.match(r"    branch: (.*)    at (.*):(\d+):(\d+)$", line):
            said = match[1]
            what = re.search(r": does not count: (.*)$", said) or re.search(r": ((?:ordered |)comparison.*|exit.*), weight [\d.]+$", said)
            key = os.path.normpath(os.path.join(root, match[2])), (int(match[3]), int(match[4]))
            # Several conditions of one macro have one place.
            if what:
                verdicts[key] = what[1] if verdicts.get(key, what[1]) == what[1] else "several in one macro"
    return verdicts


# ---- the two together -------------------------------------------------------------------------------------------------------------


def innermost(loops, at):
    found = None
    for loop in loops.values():
        if loop.begin <= at <= loop.end and (not found or loop.begin > found.begin):
            found = loop
    return found


def join(counts, loops, verdicts, extents):
    """Adds the jumps up in the loops; rates by verdict: [executed, missed, conditions' rates]."""
    conditions = collections.defaultdict(list)
    for (path, at), said in verdicts.items():
        conditions[path].append((at, extents.get((path, at), at), said))
    for path in conditions:
        conditions[path].sort()
    seen = collections.defaultdict(lambda: [0, 0])
    for line in open(counts, encoding="utf-8"):
        executed, _, missed, *places = line.rstrip("\n").split("\t")
        executed, missed = int(executed), int(missed)
        pair = [(places[i], (int(places[i + 1]), int(places[i + 2]))) for i in (0, 3)]
        path, at = pair[0] if pair[0][1][0] else pair[1]
        loop = innermost(loops[path], at) if path in loops else None
        if loop:
            loop.executed += executed
            loop.missed += missed
        for path, at in reversed(pair):
            of = conditions.get(path, [])
            i = bisect.bisect_right(of, (at, (1 << 30, 0), ""))
            hit = next((c for c in reversed(of[max(0, i - 6):i]) if c[0] <= at <= c[1]), None)
            if hit:
                seen[path, hit[0], hit[2]][0] += executed
                seen[path, hit[0], hit[2]][1] += missed
                break
    return seen


def lift(loops, flagged, bad):
    n_bad = sum(loop.rate() >= bad for loop in loops)
    n_hit = sum(loop.rate() >= bad for loop in flagged)
    return n_hit / len(flagged) / (n_bad / len(loops)) if flagged and n_bad else 0


def area(loops, bad):
    """The share of pairs of a bad and another loop in which the bad one has the higher score."""
    bads = [loop.score for loop in loops if loop.rate() >= bad]
    others = sorted(loop.score for loop in loops if loop.rate() < bad)
    if not bads or not others:
        return 0
    wins = sum(bisect.bisect_left(others, s) + bisect.bisect_right(others, s) for s in bads) / 2
    return wins / len(bads) / len(others)


def mean(loops):
    return 100 * sum(loop.rate() for loop in loops) / len(loops) if loops else 0


def pooled(loops):
    return 100 * sum(loop.missed for loop in loops) / sum(loop.executed for loop in loops) if loops else 0


def show(name, loops):
    print(f"{name}: {len(loops)} loops with at least {LEAST} jumps, {sum(loop.executed for loop in loops) / 1e6:.1f} million jumps in them,"
          f" {pooled(loops):.1f} % mispredicted; AUC {area(loops, 0.02):.2f} at 2 %, {area(loops, 0.05):.2f} at 5 %")
    for least in (3, 4, 6):
        flagged = [loop for loop in loops if loop.score >= least]
        others = [loop for loop in loops if loop.score < least]
        print(f"  score >= {least}: {len(flagged):4} loops, mean rate {mean(flagged):4.1f} % against {mean(others):4.1f} %, all jumps"
              f" {pooled(flagged):4.1f} % against {pooled(others):4.1f} %; lift {lift(loops, flagged, 0.02):.2f} at 2 %,"
              f" {lift(loops, flagged, 0.05):.2f} at 5 %")
    for words, flagged in (("one hard condition", [loop for loop in loops if loop.score >= 4 and loop.hard == 1]),
                           ("at least two", [loop for loop in loops if loop.score >= 4 and loop.hard > 1])):
        print(f"  score >= 4 by {words}: {len(flagged):4} loops, mean rate {mean(flagged):4.1f} %, all jumps {pooled(flagged):4.1f} %;"
              f" lift {lift(loops, flagged, 0.02):.2f} at 2 %, {lift(loops, flagged, 0.05):.2f} at 5 %")


def show_verdicts(seen):
    rates = collections.defaultdict(list)
    for (_, _, said), (executed, missed) in seen.items():
        if executed >= LEAST:
            rates[said].append((missed / executed, executed, missed))
    print("rates by what is said of the condition (mean over conditions; over all their jumps):")
    for said, list_of in sorted(rates.items(), key=lambda item: -sum(r[0] for r in item[1]) / len(item[1])):
        print(f"  {100 * sum(r[0] for r in list_of) / len(list_of):5.1f} %  {100 * sum(r[2] for r in list_of) / sum(r[1] for r in list_of):5.1f} %"
              f"  {len(list_of):4}  {said}")


def run(whynot, clang, world, out, name):
    program = workloads.PROGRAMS[name]
    project = os.path.join(world, name)
    folder = os.path.join(out, name)
    counts = os.path.join(folder, "counts")
    binary = instrument.build(clang, os.path.join(project, "compile_commands.json"), program.units, folder, program.libraries)
    if os.path.exists(counts):
        os.remove(counts)
    random.seed(1)
    program.work(binary, folder, project, dict(os.environ, BRANCHES_OUT=counts, LC_ALL="C"))
    common = ["-p", project, "--root", project]
    facts = subprocess.run([whynot, "facts", *common, "--remarks=off"], capture_output=True, text=True, errors="surrogateescape", check=True)
    report = subprocess.run([whynot, "check", *common, "-m=3", "--only=branch-dense-loop", "--exit-zero", "--color=never"], cwd=project,
                            capture_output=True, text=True, errors="surrogateescape", check=True)
    loops, extents = read_loops(facts.stdout, project)
    seen = join(counts, loops, read_report(report.stdout, project, loops), extents)
    return [loop for of in loops.values() for loop in of.values() if loop.executed >= LEAST], seen


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    whynot, world, out = (os.path.realpath(path) for path in sys.argv[1:4])
    names = sys.argv[4:] or [n for n in workloads.PROGRAMS if os.path.exists(os.path.join(world, n, "compile_commands.json"))]
    clang = os.environ.get("CLANG") or newest_clang()
    everything, all_seen = [], {}
    for name in names:
        loops, seen = run(whynot, clang, world, out, name)
        show(name, loops)
        everything += loops
        all_seen.update(seen)
    show("all", everything)
    show_verdicts(all_seen)
    flagged = [loop for loop in everything if loop.score >= 4]
    others = [loop for loop in everything if loop.score < 4]
    return 0 if flagged and mean(flagged) > mean(others) else 1


if __name__ == "__main__":
    sys.exit(main())

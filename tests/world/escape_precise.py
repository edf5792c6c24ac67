#!/usr/bin/env python3
"""escape_precise.py WHYNOT PROJECT OUT: whynot's verdicts on pointer parameters against LLVM's own inference.

The units of PROJECT/compile_commands.json are compiled by clang to LLVM's intermediate form as for -O2, without inlining and
before any pass, linked into one module, and taken through the passes of -O2 up to the last inference of function attributes;
left out are those that change signatures or drop functions. LLVM proves a parameter local when it says captures(none), or
captures only its address, as a comparison does. whynot proves it when at -m=3 it says ParamDoesNotEscape, or that only what
the parameter points to leaks, which LLVM does not ask.

Units whose names clash with those of others (programs of one project that share a library) are linked in a second module, with
what does not clash of the first for company, and only their own functions are counted there.

A struct that holds pointers and is passed by value is a parameter to whynot only; so is what comes from a file that #line names.

Prints a table and what whynot says about the parameters that only LLVM proves, by cause; these are listed in OUT/llvm_only, with
whynot's message, and the others in OUT/whynot_only. Exit 1 when whynot proves fewer than LLVM, 2 when there is nothing to
compare. CLANG, OPT, LLVM_LINK and LLVM_NM name other tools than the newest clang's.
"""
import collections
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys

import escape_cc


def fail(message):
    print(f"escape_precise.py: {message}", file=sys.stderr)
    sys.exit(2)


def newest_clang():
    found = [n for folder in os.environ["PATH"].split(":") if os.path.isdir(folder) for n in os.listdir(folder)]
    versions = [int(n[6:]) for n in found if re.fullmatch(r"clang-\d+", n)]
    return max(versions) if versions else fail("there is no clang-N")


VERSION = newest_clang()
CLANG = os.environ.get("CLANG", f"clang-{VERSION}")
OPT = os.environ.get("OPT", f"opt-{VERSION}")
LINK = os.environ.get("LLVM_LINK", f"llvm-link-{VERSION}")
NM = os.environ.get("LLVM_NM", f"llvm-nm-{VERSION}")


def run(words, **more):
    done = subprocess.run(words, capture_output=True, text=True, errors="replace", **more)
    if done.returncode:
        fail(f"{words[0]} said:\n{done.stderr[:1000]}")
    return done.stdout


# ---- LLVM's side ------------------------------------------------------------------------------------------------------------


def compile_unit(job):
    words, folder, output = job
    flags, rest = [], iter(words)
    for word in rest:
        if word in escape_cc.OUTPUTS:
            next(rest)
        elif not escape_cc.DROPPED.fullmatch(word):
            flags.append(word)
    run([CLANG, *flags, "-O2", "-fno-inline", "-g1", "-w", "-Qunused-arguments", "-fno-discard-value-names", "-Xclang",
         "-disable-llvm-passes", "-emit-llvm", "-c", "-o", output], cwd=folder)
    return output


def compile_all(project, out):
    jobs = {}
    database = os.path.join(project, "compile_commands.json")
    for entry in json.load(open(database)):
        folder = os.path.join(project, entry["directory"])
        words = entry.get("arguments") or shlex.split(entry["command"])
        source = os.path.realpath(os.path.join(folder, entry["file"]))
        if source.endswith(".c"):
            jobs[source] = words[1:], folder, os.path.join(out, source.replace("/", "@")[:-2] + ".bc")
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(pool.map(compile_unit, jobs.values()))


def strong_names(unit):
    return {line.split()[-1] for line in run([NM, "--defined-only", "--extern-only", unit]).splitlines() if re.search(r" [TDBRC] ", line)}


def modules(units):
    """Lists of units that can be linked, each with the set of those that count in it."""
    left, linked_before, found = list(units), [], []
    names = {u: strong_names(u) for u in units}
    while left:
        taken, group, later = set(), [], []
        for unit in left:
            if names[unit] & taken:
                later.append(unit)
            else:
                taken |= names[unit]
                group.append(unit)
        company = []
        for unit in linked_before:
            if not names[unit] & taken:
                taken |= names[unit]
                company.append(unit)
        found.append((group + company, set(group)))
        linked_before += group
        left = later
    return found


def pipeline():
    text = run([OPT, "-passes=default<O2>", "-print-pipeline-passes", "-disable-output", "-"], input="")
    text = text[:text.index("rpo-function-attrs") + len("rpo-function-attrs")]
    for name in ("inline", "globalopt", "deadargelim", "globaldce", "elim-avail-extern"):
        text = re.sub(rf"(?<=[,(]){name},", "", text)
    return text


def split_arguments(text):
    """The parameters of a define, from what stands behind its opening parenthesis."""
    return escape_cc.arguments(text)


def is_local(attributes):
    m = re.search(r"captures\(([^)]*)\)", attributes)
    return bool(m) and "provenance" not in m[1]


def parameters(module, project, counted):
    """(file, function, parameter) -> True if LLVM proves it local, "none" if it says captures(none)."""
    text = run([OPT, f"-passes={pipeline()}", "-S", module, "-o", "-"])
    places = escape_cc.Places(text, project)
    found = {}
    for m in re.finditer(r"^define [^@\n]*@([\w.$]+)\((.*)\{$", text, re.M):
        subprogram = re.search(r"!dbg !(\d+)", m[2])
        if not subprogram:
            continue
        path, name = places.file_of(subprogram[1]), places.field(subprogram[1], "name")
        if ".specialized." in m[1] or not counted(places, subprogram[1]):
            continue
        for argument in split_arguments(m[2]):
            a = re.match(r"ptr\b(.*)%([A-Za-z_]\w*)$", argument)
            if a and "sret(" not in a[1] and "byval(" not in a[1]:
                key = path, name, a[2]
                local = is_local(a[1])
                exact = "captures(none)" in a[1]
                before = found.get(key, (True, True))
                found[key] = before[0] and local, before[1] and exact
    return found


def ask_llvm(project, out):
    units = compile_all(project, out)
    found = {}
    for number, (group, own) in enumerate(modules(units)):
        module = os.path.join(out, f"module{number}.bc")
        run([LINK, "--suppress-warnings", *group, "-o", module])
        sources = {os.path.basename(u)[:-3] + ".c" for u in own}

        def counted(places, subprogram, sources=sources):
            # A function of a header belongs to the unit that it was compiled in.
            file = places.field(places.field(subprogram, "unit"), "file")
            full = os.path.join(places.field(file, "directory") or "", places.field(file, "filename"))
            return os.path.realpath(full).replace("/", "@") in sources

        for key, value in parameters(module, project, counted).items():
            before = found.get(key, (True, True))
            found[key] = before[0] and value[0], before[1] and value[1]
    return found


# ---- whynot's side ----------------------------------------------------------------------------------------------------------


def ask_whynot(whynot, project, out):
    """(file, function, parameter) -> the message of what leaks, or None if it is proven local."""
    report = os.path.join(out, "report.yaml")
    done = subprocess.run([whynot, "check", "-p", ".", "--root=.", "-q", "-m=3", "--only=escape", "--remarks=off", "--format=none",
                           f"--yaml={report}"], cwd=project, capture_output=True, text=True)
    if done.returncode > 1:
        fail(f"exit status {done.returncode} of whynot check:\n{done.stderr[:1000]}")
    found = {}
    for name, function, path, line, column, args in escape_cc.documents(report):
        if not name.startswith("Param") or "Param" not in args:
            continue
        key = path, function, args["Param"]
        if name in ("ParamLeaks", "ParamLeaksToResult"):
            found[key] = f"{path}:{line}:{column}: " + (args.get("Sink") or "to result")
        else:
            found.setdefault(key, None)
    return found


def cause(message):
    """The message without what is particular to one place."""
    text = message.split(": ", 1)[1]
    text = re.sub(r"(, which keeps it).*", r"\1", text)
    text = re.sub(r"(unknown function) .*", r"\1", text)
    return re.sub(r"passed to \S+, which keeps it", "passed to a function that keeps it", text)


def main():
    if len(sys.argv) != 4:
        fail("usage: escape_precise.py WHYNOT PROJECT OUT")
    whynot, project, out = (os.path.realpath(a) for a in sys.argv[1:])
    os.makedirs(out, exist_ok=True)
    llvm, ours = ask_llvm(project, out), ask_whynot(whynot, project, out)
    both = sorted(llvm.keys() & ours.keys())
    if not both:
        fail("no parameter is known to both sides")
    by_llvm = {k for k in both if llvm[k][0]}
    by_us = {k for k in both if ours[k] is None}
    print(f"{len(both):6} pointer parameters known to both ({len(llvm) - len(both)} only to LLVM, {len(ours) - len(both)} only to whynot)")
    print(f"{len(by_llvm):6} proven local by LLVM ({sum(llvm[k][1] for k in both)} with captures(none), the others capture the address alone)")
    print(f"{len(by_us):6} proven local by whynot")
    print(f"{len(by_llvm & by_us):6} by both")
    print(f"{len(by_llvm - by_us):6} by LLVM only: {out}/llvm_only")
    print(f"{len(by_us - by_llvm):6} by whynot only: {out}/whynot_only")
    causes = collections.Counter(cause(ours[k]) for k in by_llvm - by_us)
    for text, n in sorted(causes.items(), key=lambda c: (-c[1], c[0]))[:20]:
        print(f"    {n:5}  {text}")
    with open(os.path.join(out, "llvm_only"), "w") as f:
        f.writelines(f"{function}({parameter}) {ours[path, function, parameter]}\n" for path, function, parameter in sorted(by_llvm - by_us))
    with open(os.path.join(out, "whynot_only"), "w") as f:
        f.writelines(f"{path} {function}({parameter})\n" for path, function, parameter in sorted(by_us - by_llvm))
    sys.exit(0 if len(by_us) >= len(by_llvm) else 1)


if __name__ == "__main__":
    main()

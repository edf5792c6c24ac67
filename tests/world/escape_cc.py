#!/usr/bin/env python3
"""Marks allocation sites in what clang compiles, for escape_sound.sh.

escape_cc.py sites REPORT         the sites of a YAML report that whynot calls local, a line each:
                                  number TAB file TAB line TAB column TAB function TAB callee TAB name
escape_cc.py summary SITES LOG MATCHED PROGRAM...
                                  what the run-time part has written, with names; exit 1 for a violation
escape_cc.py build DATABASE OUT [FLAG...]
                                  compiles each C file of the database once, with the sites of $WHYNOT_ESCAPE_SITES marked, to
                                  an object in OUT that is named after the file (src@a.o), with more flags for the compiler

A unit is compiled to LLVM's text form without optimisation. There a call is one line with its place, so that marking it is
one more line behind it, which gets the pointer that the call returned. The place is that of the call expression, or of the
outermost macro around it, as in whynot's report.

Environment: WHYNOT_ESCAPE_SITES, WHYNOT_ESCAPE_ROOT (the folder that the report's paths count from), WHYNOT_ESCAPE_CLANG,
WHYNOT_ESCAPE_MATCHED (a file that is written: the numbers of the sites that were marked).
"""
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys

LOCAL = {"DoesNotEscape": 0, "HeapCouldBeStack": 1}  # finding: its flag for the run-time part
# Functions that return no pointer but give memory through this parameter.
OUT_PARAMETER = {"posix_memalign": 0, "asprintf": 0, "vasprintf": 0, "getline": 0, "getdelim": 0, "scandir": 1, "open_memstream": 0}


def fail(message):
    sys.exit(f"escape_cc.py: {message}")


# ---- the report -------------------------------------------------------------------------------------------------------------


def unquote(text):
    text = text.strip()
    if text.startswith("'") and text.endswith("'"):
        return text[1:-1].replace("''", "'")
    if text.startswith('"') and text.endswith('"'):
        return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), text[1:-1])
    return text


def documents(path):
    """The findings of a report, as (name, function, file, line, column, {key: first value})."""
    for document in open(path, encoding="utf-8", errors="surrogateescape").read().split("--- !")[1:]:
        name = re.search(r"^Name: *(.*)$", document, re.M)
        function = re.search(r"^Function: *(.*)$", document, re.M)
        place = re.search(r"^DebugLoc: *\{ *File: *(.*), Line: *(\d+), Column: *(\d+) *\}", document, re.M)
        passed = re.search(r"^Pass: *(.*)$", document, re.M)
        if not name or not passed:
            fail(f"{path} is not a report of whynot")
        args = {}
        for key, value in re.findall(r"^- (\w+): *(.*)$", document, re.M):
            args.setdefault(key, unquote(value))
        if place and unquote(passed[1]) == "escape":
            yield unquote(name[1]), unquote(function[1]), unquote(place[1]), int(place[2]), int(place[3]), args


def callee_of(alloc):
    """The called function's name, or "" for a call through a pointer."""
    m = re.match(r"\s*(?:__builtin_)?([A-Za-z_]\w*)\s*\(", alloc)
    return m[1] if m else ""


def write_sites(report):
    n = 0
    for name, function, path, line, column, args in documents(report):
        if name in LOCAL:
            print(n, path, line, column, function, callee_of(args.get("Alloc", "")), name, sep="\t")
            n += 1


class Site:
    def __init__(self, text):
        number, self.path, line, column, self.function, self.callee, self.name = text.rstrip("\n").split("\t")
        self.number, self.line, self.column = int(number), int(line), int(column)

    def __str__(self):
        return f"{self.path}:{self.line}:{self.column}: {self.callee or 'call'} in {self.function} [{self.name}]"


def read_sites(path):
    return [Site(line) for line in open(path)]


# ---- the intermediate form --------------------------------------------------------------------------------------------------

CALL = re.compile(r"^\s+(?:(%[-\w.$]+) = )?(?:(?:tail|notail) )?call (.*), !dbg !(\d+)")
POINTER_CALL = re.compile(r"(?:[\w()]+ )*?ptr(?: \(.*?\))? (?:@([\w.$]+)|%[-\w.$]+)\(")
# A small struct comes back in registers, as its fields.
STRUCT_CALL = re.compile(r"(\{ (?:ptr|i64|double|float|i32)(?:, (?:ptr|i64|double|float|i32))? \}) (?:@([\w.$]+)|%[-\w.$]+)\(")
NAMED_CALL = re.compile(r"[^@]*?@([\w.$]+)\(")


def within(root, path):
    """As whynot's reports name a file: relative to the root, or absolute outside of it."""
    path = os.path.realpath(path)
    return os.path.relpath(path, root) if path.startswith(root + "/") else path


class Places:
    """From the number of a !dbg to file (relative to the root), line and column."""

    def __init__(self, text, root):
        self.root = root
        self.nodes = {}
        for m in re.finditer(r"^!(\d+) = (?:distinct )?!(DILocation|DIFile|DISubprogram|DILexicalBlock|DILexicalBlockFile|DICompileUnit)\((.*)\)$",
                             text, re.M):
            self.nodes[m[1]] = (m[2], m[3])
        self.files = {}

    def field(self, node, name):
        m = re.search(rf'\b{name}: (?:!(\d+)|"([^"]*)"|(\d+))', self.nodes[node][1])
        return m and (m[1] or m[2] or m[3])

    def file_of(self, scope):
        number = self.field(scope, "file")
        if number not in self.files:
            full = os.path.join(self.field(number, "directory") or "", self.field(number, "filename"))
            self.files[number] = within(self.root, full)
        return self.files[number]

    def of(self, number):
        if self.nodes.get(number, ("",))[0] != "DILocation":
            return None
        return self.file_of(self.field(number, "scope")), int(self.field(number, "line") or 0), int(self.field(number, "column") or 0)


def arguments(text):
    """The arguments of a call, from what stands behind its opening parenthesis."""
    depth, start, found = 0, 0, []
    for i, c in enumerate(text):
        if c in "([{<":
            depth += 1
        elif c in ")]}>":
            if not depth:
                return found + [text[start:i].strip()]
            depth -= 1
        elif c == "," and not depth:
            found.append(text[start:i].strip())
            start = i + 1
    return found


class Call:
    def __init__(self, index, m, place):
        self.index, self.debug, self.place = index, m[3], place
        self.result, self.callee, self.out, self.struct = None, None, None, None
        pointer = POINTER_CALL.match(m[2]) if m[1] else None
        if pointer:
            self.result, self.callee = m[1], pointer[1] or ""
            return
        struct = STRUCT_CALL.match(m[2]) if m[1] else None
        if struct:
            self.result, self.struct, self.callee = m[1], struct[1], struct[2] or ""
            return
        named = NAMED_CALL.match(m[2])
        if named and named[1] in OUT_PARAMETER:
            given = arguments(m[2][named.end():])
            if len(given) > OUT_PARAMETER[named[1]]:
                self.callee, self.out = named[1], given[OUT_PARAMETER[named[1]]].split()[-1]

    def is_of_use(self):
        return self.result or self.out


    def hooks(self, site):
        """The lines that go behind it."""
        end = f"i32 {site.number}, i32 {LOCAL[site.name]}, ptr %whynot.frame), !dbg !{self.debug}"
        if self.out:
            yield f"  call void @whynot_site_out(ptr {self.out}, {end}"
        elif not self.struct:
            yield f"  call void @whynot_site(ptr {self.result}, {end}"
        for i, kind in enumerate(self.struct[2:-2].split(", ") if self.struct else []):
            value = f"%whynot.{self.index}.{site.number}.{i}"
            if kind in ("ptr", "i64"):
                yield f"  {value} = extractvalue {self.struct} {self.result}, {i}"
                if kind == "i64":
                    yield f"  {value}.p = inttoptr i64 {value} to ptr"
                    value += ".p"
                yield f"  call void @whynot_site(ptr {value}, {end}"


def choose(site, calls):
    """The calls that the site means: by column and name, by column alone (a macro for another name), by line and name."""
    here = [c for c in calls if c.place[0] == site.path and c.place[1] == site.line]
    exact = [c for c in here if c.place[2] == site.column]
    named = [c for c in exact if c.callee == site.callee]
    if named or len(exact) == 1:
        return named or exact
    loose = [c for c in here if site.callee and c.callee == site.callee]
    return loose if len(loose) == 1 else []


def mark_function(lines, calls, sites, matched):
    """The function's lines with the sites marked; unchanged if it has none of them."""
    behind = {}
    for site in sites:
        for call in choose(site, calls):
            behind.setdefault(call.index, []).extend(call.hooks(site))
            matched.add(site.number)
    if not behind:
        return lines
    out = [lines[0]]
    first = 1
    if re.match(r"^[-\w.$]+:", lines[1]):
        out.append(lines[1])
        first = 2
    out += ["  %whynot.frame = call ptr @llvm.frameaddress.p0(i32 0)", "  call void @whynot_enter(ptr %whynot.frame)"]
    for i in range(first, len(lines)):
        leave = re.match(r"^\s+ret (ptr (%[-\w.$]+|@[-\w.$]+))?", lines[i])
        if leave:
            out.append(f"  call void @whynot_leave(ptr %whynot.frame, ptr {leave[2] or 'null'})")
        out.append(lines[i])
        for hook in behind.get(i, []):
            out.append(hook)
    return out


def mark(text, sites, root):
    """The module with the sites marked, and the numbers of those that are in it."""
    by_function = {}
    for site in sites:
        by_function.setdefault(site.function, []).append(site)
    places, matched, out = Places(text, root), set(), []
    lines = text.split("\n")
    i = 0
    while i < len(lines):
        m = re.match(r"^define .*?@([\w.$]+)\(", lines[i])
        wanted = by_function.get(m[1].split(".")[0]) if m else None
        if not wanted:
            out.append(lines[i])
            i += 1
            continue
        end = lines.index("}", i)
        body = lines[i:end]
        calls = []
        for index, line in enumerate(body):
            c = CALL.match(line)
            place = places.of(c[3]) if c else None
            if place:
                calls.append(Call(index, c, place))
        out += mark_function(body, [c for c in calls if c.is_of_use()], wanted, matched)
        i = end
    if matched:
        out += ["declare void @whynot_enter(ptr)", "declare void @whynot_leave(ptr, ptr)",
                "declare void @whynot_site(ptr, i32, i32, ptr)", "declare void @whynot_site_out(ptr, i32, i32, ptr)"]
        if "declare ptr @llvm.frameaddress.p0(" not in text:
            out.append("declare ptr @llvm.frameaddress.p0(i32 immarg)")
    return "\n".join(out), matched


# ---- the compiler -----------------------------------------------------------------------------------------------------------


def run(words, **more):
    done = subprocess.run(words, capture_output=True, text=True, errors="replace", **more)
    if done.returncode:
        raise Failure(f"{words[0]} said:\n{done.stderr[:2000]}")


class Failure(Exception):
    pass


OUTPUTS = ("-o", "-MF", "-MT", "-MQ", "-MJ")
DROPPED = re.compile(r"-c|-S|-M\w*|-o.+|-g.*|-O.*|-flto.*|-save-temps.*|-Werror.*|-f\w+-prefix-map=.*")
KEPT = ["-g1", "-O0", "-w", "-Qunused-arguments", "-fno-omit-frame-pointer", "-fno-optimize-sibling-calls"]


def compile_unit(clang, words, folder, output, more):
    """An object with the sites marked; the numbers of those that are in it."""
    flags, rest = [], iter(words)
    for word in rest:
        if word in OUTPUTS:
            next(rest)
        elif not DROPPED.fullmatch(word):
            flags.append(word)
    plain, marked = output + ".plain.ll", output + ".ll"
    run([clang, *flags, *more, *KEPT, "-S", "-emit-llvm", "-o", plain], cwd=folder)
    text, matched = mark(open(plain, encoding="latin-1").read(), read_sites(os.environ["WHYNOT_ESCAPE_SITES"]),
                         os.environ["WHYNOT_ESCAPE_ROOT"])
    os.unlink(plain)
    with open(marked, "w", encoding="latin-1") as f:
        f.write(text)
    target = [f for f in flags if re.match(r"-f(PIC|pic|PIE|pie)$|-m|-pthread$", f)]
    run([clang, *target, *KEPT, "-c", marked, "-o", output])
    os.unlink(marked)
    return matched


def build(database, out, more):
    clang, jobs = os.environ["WHYNOT_ESCAPE_CLANG"], {}
    for entry in json.load(open(database)):
        folder = os.path.join(os.path.dirname(os.path.abspath(database)), entry["directory"])
        words = entry.get("arguments") or shlex.split(entry["command"])
        source = os.path.realpath(os.path.join(folder, entry["file"]))
        if not source.endswith(".c"):
            continue
        name = within(os.environ["WHYNOT_ESCAPE_ROOT"], source).replace("/", "@")
        # Of several entries for a file the last one: what is linked into programs comes behind what goes into libraries.
        jobs[source] = clang, words[1:], folder, os.path.join(os.path.abspath(out), name[:-2] + ".o"), more
    with concurrent.futures.ThreadPoolExecutor(2) as pool, open(os.environ["WHYNOT_ESCAPE_MATCHED"], "w") as f:
        for matched in pool.map(lambda job: compile_unit(*job), jobs.values()):
            f.write("".join(f"{number}\n" for number in sorted(matched)))
    print(f"{len(jobs)} units compiled")


# ---- the result -------------------------------------------------------------------------------------------------------------


def symbolise(program, addresses):
    if not addresses:
        return []
    tool = os.environ.get("WHYNOT_ESCAPE_SYMBOLIZER", "addr2line")
    text = subprocess.run([tool, "-f", "-s", "-e", program, *[f"0x{a}" for a in addresses]], capture_output=True, text=True).stdout
    lines = text.split("\n")
    return [f"{lines[i]} ({lines[i + 1]})" for i in range(0, len(lines) - 1, 2) if not lines[i].startswith("??")]


def summary(sites_path, log_path, matched_path, programs):
    sites = read_sites(sites_path)
    marked = {int(n) for n in open(matched_path)} if os.path.exists(matched_path) else set()
    claims, left, seen, n_violations = {}, {}, {}, 0
    for line in open(log_path) if os.path.exists(log_path) else []:
        words = line.split()
        if words[0] == "hits":
            site = int(words[1])
            claims[site] = claims.get(site, 0) + int(words[2])
            left[site] = left.get(site, 0) + int(words[3])
        else:
            seen.setdefault((int(words[2]), words[1]), []).append((words[4], words[3], words[6:]))
    for (site, kind), found in sorted(seen.items()):
        n_violations += 1
        size, name, callers = found[0]
        program = [p for p in programs if os.path.basename(p) == name]
        print(f"VIOLATION {sites[site]}: {size} bytes {WORDS[kind]}, {len(found)} times or more")
        for caller in symbolise(program[0], callers) if program else []:
            print(f"    {caller}")
    for site in sites:
        if site.number not in marked:
            print(f"not marked {site}: no such call was found in what was compiled")
        elif not claims.get(site.number):
            print(f"never run {site}")
        elif left.get(site.number) and not any(s == site.number for s, _ in seen):
            print(f"leaked {site}: {left[site.number]} of {claims[site.number]} blocks, nothing pointed to them")
    print(f"{len(sites)} sites called local, {len(marked)} marked, {len(claims)} met at run time with {sum(claims.values())} blocks, "
          f"{n_violations} violations")
    sys.exit(1 if n_violations else 0)


WORDS = {
    "freed": "freed after the function had returned",
    "realloc": "reallocated after the function had returned",
    "reachable": "still reachable at the end of the process",
    "return": "within reach when the function returned to",
    "overlap": "while the site's block before is alive",
}

if __name__ == "__main__":
    if len(sys.argv) >= 4 and sys.argv[1] == "build":
        try:
            build(sys.argv[2], sys.argv[3], sys.argv[4:])
        except Failure as e:
            fail(e)
    elif len(sys.argv) == 3 and sys.argv[1] == "sites":
        write_sites(sys.argv[2])
    elif len(sys.argv) >= 5 and sys.argv[1] == "summary":
        summary(sys.argv[2], sys.argv[3], sys.argv[4], sys.argv[5:])
    else:
        fail("usage: escape_cc.py sites REPORT | build DATABASE OUT [FLAG...] | summary SITES LOG MATCHED PROGRAM...")

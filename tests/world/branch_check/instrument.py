"""Marks the conditional jumps in what clang compiles, for branches_predicted.py.

A unit is compiled to assembly as whynot does (the command's own -O level, places of lines and columns, otherwise unchanged code).
Before each conditional jump come a few instructions that tell predictor.c whether it is taken; they keep all registers and flags,
so that the program runs the same code as ever. Each jump gets a record in the section branch_sites with its place and that of the
comparison before it.
"""
import json
import os
import re
import shlex
import subprocess
import sys

JUMP = re.compile(r"^\s+j([a-z]+)\s+(\S+)")
COMPARE = re.compile(r"^\s+(cmp|test|ucomis|comis|vucomis|vcomis|bt)[a-z]{0,2}\s")
LOC = re.compile(r"^\s+\.loc\s+(\d+)\s+(\d+)\s+(\d+)")
FILE = re.compile(r'^\s+\.file\s+(\d+)\s+"((?:[^"\\]|\\.)*)"(?:\s+"((?:[^"\\]|\\.)*)")?')
DROPPED = re.compile(r"^(-g.*|-W.*|-M.*|-pipe|-flto.*|-pg|--coverage|-fprofile-.*|-ffile-prefix-map=.*)$")


def probe(condition, site):
    return (f"\tleaq -128(%rsp), %rsp\n\tpushfq\n\tpushq %rax\n\tpushq %rdi\n\tset{condition} %al\n"
            f"\tleaq .Lbranch_site{site}(%rip), %rdi\n\tcall branch_seen@PLT\n\tpopq %rdi\n\tpopq %rax\n\tpopfq\n"
            "\tleaq 128(%rsp), %rsp\n")


def place(files, loc, directory):
    if not loc or not loc[1]:
        return "-\t0\t0"
    return f"{os.path.normpath(os.path.join(directory, files.get(loc[0], '-')))}\t{loc[1]}\t{loc[2]}"


def instrument(text, directory):
    files, loc, compare, out, sites = {}, None, None, [], []
    for line in text.splitlines(keepends=True):
        if match := JUMP.match(line):
            if match[1] not in ("mp", "mpq", "rcxz", "ecxz"):
                out.append(probe(match[1], len(sites)))
                sites.append(place(files, loc, directory) + "\t" + place(files, compare, directory))
        elif match := LOC.match(line):
            loc = (match[1], int(match[2]), int(match[3]))
        elif match := FILE.match(line):
            folder, name = (match[2], match[3]) if match[3] is not None else ("", match[2])
            # The folder "/" is the one that the compiler was told to believe in.
            files[match[1]] = name if folder in ("", "/") else os.path.join(folder, name)
        elif COMPARE.match(line):
            compare = loc
        elif line[:1] not in " \t#" or "\tcall" in line:
            compare = None
        out.append(line)
    for number, site in enumerate(sites):
        name = site.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
        out.append(f'\t.section branch_names,"a",@progbits\n.Lbranch_name{number}:\n\t.asciz "{name}"\n'
                   f'\t.section branch_sites,"aw",@progbits\n\t.p2align 3\n.Lbranch_site{number}:\n\t.quad 0, 0, 0, .Lbranch_name{number}\n')
    return "".join(out)


def arguments(entry):
    args = entry.get("arguments") or shlex.split(entry["command"])
    kept, skip = [], False
    for arg in args[1:]:
        if skip or arg in ("-c", entry["file"]) or os.path.join(entry["directory"], arg) == entry["file"]:
            skip = False
        elif arg in ("-o", "-MF", "-MT", "-MQ"):
            skip = True
        elif not DROPPED.match(arg):
            kept.append(arg)
    return kept


def compile_unit(clang, entry, folder):
    """The unit's object file, instrumented."""
    source = os.path.join(entry["directory"], entry["file"])
    stem = os.path.join(folder, os.path.basename(source))
    args = arguments(entry)
    assembly = subprocess.run([clang, *args, "-gline-tables-only", "-fdebug-compilation-dir=/", "-w", "-Qunused-arguments", "-fno-verbose-asm",
                               "-fcf-protection=none", "-S", "-o", "-", source],
                              cwd=entry["directory"], capture_output=True, text=True, check=False)
    if assembly.returncode:
        sys.exit(f"instrument.py: {source}: {assembly.stderr}")
    with open(stem + ".s", "w", encoding="utf-8") as out:
        out.write(instrument(assembly.stdout, entry["directory"]))
    subprocess.run([clang, "-c", "-w", "-o", stem + ".o", stem + ".s"], check=True)
    return stem + ".o"


def build(clang, database, names, folder, libraries):
    """Links the units of these names (of several with one name the first) with the predictor; gives the program."""
    here = os.path.dirname(os.path.abspath(__file__))
    os.makedirs(folder, exist_ok=True)
    chosen = {}
    for entry in json.load(open(database, encoding="utf-8")):
        chosen.setdefault(os.path.basename(entry["file"]), entry)
    objects = [compile_unit(clang, chosen[name], folder) for name in chosen if names(name)]
    predictor = os.path.join(folder, "predictor.o")
    subprocess.run([clang, "-std=gnu17", "-O2", "-mgeneral-regs-only", "-fno-stack-protector", "-c", "-o", predictor,
                    os.path.join(here, "predictor.c")], check=True)
    program = os.path.join(folder, "program")
    subprocess.run([clang, "-rdynamic", "-o", program, *objects, predictor, *libraries], check=True)
    return program

#!/usr/bin/env python3
"""synthesize.py OUT UNITS [REMARKS]: a project of UNITS small C units below OUT, with its compile database, for growth measurements.

Each unit has its own header, includes four of fifty common ones and some of libc's, calls functions of two other units, allocates, and
loops. With REMARKS, OUT/records gets one record of remarks (YAML, LLVM's layout) a unit, REMARKS in all: half are exact repeats, a tenth
are about code in common headers and the same in many units, the rest differ, as in the records of redis.
The same arguments give the same bytes."""
import json
import os
import sys

HEADERS = 50

HEADER = """#ifndef COMMON_{i}_H
#define COMMON_{i}_H
#include <stddef.h>
struct common_{i} {{ int kind; void *data; size_t size; struct common_{i} *next; }};
#define COMMON_{i}_LIMIT {limit}
static inline size_t common_{i}_length(const struct common_{i} *c)
{{
	size_t n = 0;
	for (; c; c = c->next)
		n += c->size;
	return n;
}}
#endif
"""

UNIT = """#include "u{i}.h"
#include "common_{a}.h"
#include "common_{b}.h"
#include "common_{c}.h"
#include "common_{d}.h"
#include <stdlib.h>
#include <string.h>
#include "u{left}.h"
#include "u{right}.h"

struct local_{i} {{ char flag; long count; char last; }};

static int weigh_{i}(const int *values, int n)
{{
	int sum = 0;
	for (int k = 0; k < n; k++)
		if (values[k] > COMMON_{a}_LIMIT)
			sum += values[k];
		else if (values[k] < 0)
			sum -= 1;
	return sum;
}}

char *name_{i}(const struct common_{b} *c)
{{
	char *text = malloc(common_{b}_length(c) + 1);
	if (!text)
		return NULL;
	memset(text, c->kind, c->size);
	text[c->size] = 0;
	return text;
}}

int work_{i}(const int *values, int n)
{{
	int *copy = malloc(64 * sizeof *copy);
	struct local_{i} l = {{ 0, n, 0 }};
	int result;
	if (!copy)
		return -1;
	for (int k = 0; k < n && k < 64; k++)
		copy[k] = values[k] * 3 + (int)l.count;
	result = weigh_{i}(copy, n) + work_{left}(values, n / 2);
	if (n > COMMON_{c}_LIMIT)
		result += work_{right}(values, n / 3);
	free(copy);
	return result;
}}
"""

REMARK = """--- !Missed
Pass:            {p}
Name:            {name}
DebugLoc:        {{ File: '{file}', Line: {line}, Column: {col} }}
Function:        {function}
Args:
  - String:          'load of type '
  - Type:            {type}
  - String:          ' not eliminated'
  - String:          ' in favor of '
  - OtherAccess:     {other}
    DebugLoc:        {{ File: '{file}', Line: {line2}, Column: 9 }}
  - String:          ' because it is clobbered by '
  - ClobberedBy:     call
    DebugLoc:        {{ File: '{file}', Line: {line}, Column: 17 }}
...
"""
KINDS = [("gvn", "LoadClobbered"), ("licm", "LoadWithLoopInvariantAddressInvalidated"), ("inline", "NoDefinition"),
         ("loop-vectorize", "MissedDetails"), ("regalloc", "SpillReloadCopies")]


def write(path, text):
    with open(path, "w") as f:
        f.write(text)


def record(unit, n):
    """n remarks of a unit, of which the second half repeats the first."""
    distinct = max(1, n // 2)
    texts = []
    for k in range(distinct):
        p, name = KINDS[k % len(KINDS)]
        line, col, function, file = 10 + k // 5 % 40, 1 + k // 200 % 60, "work_%d" % unit, "src/u%d.c" % unit
        if k % 10 == 3:
            header = (unit + k) % HEADERS
            file, function, line = "include/common_%d.h" % header, "common_%d_length" % header, 7 + k % 5
        texts.append(REMARK.format(p=p, name=name, file=file, line=line, col=col, function=function, type="i%d" % (8 << k % 4),
                                   line2=line + k % 3, other="load_%d" % (k // 12000) if k >= 12000 else "load"))
    return texts + texts[:n - distinct]


def main():
    out, n = os.path.abspath(sys.argv[1]), int(sys.argv[2])
    n_remarks = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    for folder in ("src", "include", "records"):
        os.makedirs(os.path.join(out, folder), exist_ok=True)
    for i in range(HEADERS):
        write("%s/include/common_%d.h" % (out, i), HEADER.format(i=i, limit=10 + i))
    database = []
    for i in range(n):
        write("%s/src/u%d.h" % (out, i), "#ifndef U%d_H\n#define U%d_H\nstruct common_%d;\nint work_%d(const int *values, int n);\n"
              "char *name_%d(const struct common_%d *c);\n#endif\n" % (i, i, (i * 7 + 3) % HEADERS, i, i, (i * 7 + 3) % HEADERS))
        write("%s/src/u%d.c" % (out, i), UNIT.format(i=i, a=i % HEADERS, b=(i * 7 + 3) % HEADERS, c=(i * 11 + 5) % HEADERS,
                                                     d=(i * 13 + 9) % HEADERS, left=max(0, i - 1), right=i // 2))
        database.append({"directory": out, "file": "src/u%d.c" % i,
                         "command": "cc -O2 -Iinclude -Isrc -c src/u%d.c -o u%d.o" % (i, i)})
        if n_remarks:
            share = n_remarks // n + (i < n_remarks % n)
            write("%s/records/u%d.opt.yaml" % (out, i), "".join(record(i, share)))
    with open(out + "/compile_commands.json", "w") as f:
        json.dump(database, f, indent=0)


main()

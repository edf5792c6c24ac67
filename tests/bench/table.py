#!/usr/bin/env python3
"""table.py JSON [WHOSE]: what hyperfine wrote as the rows of a table: median wall and CPU seconds, and both as a ratio to the command
named WHOSE (default: the first)."""
import json
import statistics
import sys


def main():
    results = json.load(open(sys.argv[1]))["results"]
    base = next((r for r in results if len(sys.argv) > 2 and r["command"] == sys.argv[2]), results[0])

    def cpu(r):
        return r["user"] + r["system"]

    print("| command | runs | wall s | CPU s | wall ratio | CPU ratio |")
    print("|---|--:|--:|--:|--:|--:|")
    for r in results:
        median = statistics.median(r["times"])
        print("| %s | %d | %.3f | %.3f | %.2f | %.2f |" % (
            r["command"], len(r["times"]), median, cpu(r), median / statistics.median(base["times"]), cpu(r) / cpu(base)))


main()

#!/usr/bin/env python3
"""measure.py COMMAND...: runs it once, output away, and prints wall seconds, CPU seconds (with those of its children), the peak of the
process's own memory in MB, and its exit status. Children's memory does not count."""
import os
import subprocess
import sys
import time


def main():
    start, peak = time.monotonic(), 0
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = os.memfd_create("errors")
    os.set_blocking(process.stderr.fileno(), False)
    while True:
        try:
            with open("/proc/%d/status" % process.pid) as status:
                for line in status:
                    if line.startswith("VmHWM:"):
                        peak = max(peak, int(line.split()[1]))
        except OSError:
            pass
        while True:
            piece = process.stderr.read(1 << 16)
            if not piece:
                break
            os.write(errors, piece)
        pid, code, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        time.sleep(0.005)
    wall = time.monotonic() - start
    status = os.waitstatus_to_exitcode(code)
    if status not in (0, 1, 3):
        os.lseek(errors, 0, 0)
        sys.stderr.write(os.read(errors, 4000).decode(errors="replace"))
    print("%.3f %.3f %.1f %d" % (wall, usage.ru_utime + usage.ru_stime, peak / 1024, status))
    sys.exit(0 if status in (0, 1, 3) else 1)


main()

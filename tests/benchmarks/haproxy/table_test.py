#!/usr/bin/env python3
"""table_test.py DIR: scripts/bench-haproxy prints a line for each plugin, with its figures, and the traces arrive.

DIR is a build folder. A short run: what the figures of time are does not matter here. 77: HAProxy has no OpenTracing filter.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
FIGURES = r" +[0-9]+\.[0-9]{2} +[0-9]+ +[0-9]+\.[0-9]"
EXPECTED = [
    r" +us/request +requests/s +MiB +arrived",
    "no filter" + FIGURES,
    "a plugin that does nothing" + FIGURES,
    "Datadog's plugin" + FIGURES + r" +[0-9]+%",
    # wrk gives up requests that HAProxy has begun, and some of the others it counts twice: none is lost.
    "tracebridge's plugin" + FIGURES + r" +(9[5-9]|100)%",
    r"tracebridge's plugin: -?[0-9]+% \[-?[0-9]+%, -?[0-9]+%\] of the way from Datadog's plugin to the one that does nothing "
    r"\(target 70%, (ok|missed|(ok|missed), not certainly|not of the same work)\)",
]

done = subprocess.run([ROOT / "scripts/bench-haproxy", "--rounds", "1", "--processes", "1", "--seconds", "1", "--built", sys.argv[1]],
                      stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
print(done.stdout, done.stderr)
if "has no OpenTracing filter" in done.stderr:
    sys.exit(77)
lines = [line for line in done.stdout.splitlines() if not re.fullmatch(r"(Datadog's|tracebridge's) plugin lost [0-9]+% of its traces", line)]
if done.returncode != 0 or len(lines) != len(EXPECTED):
    sys.exit(f"exit status {done.returncode}, {len(lines)} lines")
sys.exit("\n".join(f"not like {pattern!r}: {line}" for line, pattern in zip(lines, EXPECTED) if not re.fullmatch(pattern, line)) or 0)

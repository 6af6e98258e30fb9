#!/usr/bin/env python3
"""table_test.py DIR: scripts/bench prints a line for each row of the table of instructions, with its figures.

DIR holds the programs. Short runs: what the figures are does not matter here.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LINE = re.compile(r"^(?P<title>.+?) +(?P<ns>[0-9.]+) +(?P<floors>[0-9.]+)(?P<rest>.*)$")
EXPECTED = {
    "native span, 4 attributes, kept/threads:1": r"2\.2 +(ok|missed) +[0-9.]+ +[0-9]+%$",
    "native span, 4 attributes, kept/threads:2": r"[0-9.]+ x one thread \(target 1\.1, (ok|missed)\)",
    "inject traceparent/threads:1": r"[0-9.]+ x loop: write two ids",
    "extract from 12 headers, six formats, the last one found":
        r"[0-9.]+ x extract traceparent from 12 headers \(target 4, (ok|missed)\)",
}

done = subprocess.run([ROOT / "scripts/bench", "--rounds", "1", "--seconds", "0.001", "--built", sys.argv[1]],
                      stdout=subprocess.PIPE, text=True, check=True)
header, *lines = done.stdout.splitlines()
rows = {match["title"]: match for match in map(LINE.match, lines) if match}
table = (ROOT / "tests/benchmarks/instructions.txt").read_text().splitlines()
wanted = [line.rsplit("|", 1)[0].strip() for line in table if "|" in line]
problems = [f"no figures of: {title}" for title in wanted
            if title not in rows and f"{title}/threads:1" not in rows]
problems += [f"not a row: {line}" for line in lines if not LINE.match(line)]
for title, pattern in EXPECTED.items():
    rest = rows[title]["rest"] if title in rows else "(no such row)"
    if not re.search(pattern, rest):
        problems.append(f"{title}: expected {pattern}, got {rest}")
for column in ("x floor", "target", "allocs", "kept"):
    if column not in header:
        problems.append(f"the head names no {column}")
print(done.stdout)
sys.exit("\n".join(problems) or 0)

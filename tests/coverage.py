#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails when tests run less than 95 % of the lines of src/ and include/: coverage.py EXPORT.json

Prints the files with the most lines that no test runs.
"""

import json
import pathlib
import sys

LEAST = 95.0
ROOT = pathlib.Path(__file__).resolve().parents[1]

files = {}
for file in json.load(open(sys.argv[1], encoding="utf-8"))["data"][0]["files"]:
    path = pathlib.Path(file["filename"])
    if path.is_relative_to(ROOT / "src") or path.is_relative_to(ROOT / "include"):
        lines = file["summary"]["lines"]
        files[path.relative_to(ROOT)] = (lines["count"], lines["covered"])

count = sum(lines for lines, _ in files.values())
covered = sum(run for _, run in files.values())
for path, (lines, run) in sorted(files.items(), key=lambda f: f[1][1] - f[1][0])[:15]:
    if lines > run:
        print(f"{lines - run:5} of {lines:5} lines not run  {path}")
percent = 100 * covered / count
print(f"{percent:.2f} % of {count} lines of src/ and include/; at least {LEAST} % are asked for")
sys.exit(percent < LEAST)

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs a program and compares what it prints with the lines behind `// prints:` in its source.

    prints.py PROGRAM SOURCE
"""

import difflib
import pathlib
import subprocess
import sys

program, source = sys.argv[1:]
lines = pathlib.Path(source).read_text(encoding="utf-8").splitlines()
if len(lines) > 80:
    sys.exit(f"{source}: {len(lines)} lines; a program of the cookbook has 80 at most")
if "// prints:" not in lines:
    sys.exit(f"{source}: nothing behind `// prints:`")
expected = [line.removeprefix("//").removeprefix(" ")
            for line in lines[lines.index("// prints:") + 1:] if line.startswith("//")]

done = subprocess.run([program], capture_output=True, text=True, timeout=60)
printed = done.stdout.splitlines()
print("\n".join(difflib.unified_diff(expected, printed, "expected", "printed", lineterm="")))
print(done.stderr, file=sys.stderr, end="")
sys.exit(printed != expected or done.returncode != 0)

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Proves that a program does not compile, for the reason it names.

Usage: compile_fail.py FILE COMPILER ARGUMENT...
The first line of FILE is `// expect: REGEX`. It must fail with output that the expression matches,
and must compile with LAMBENT_FIXED defined, so that nothing but the mistake is wrong with it.
"""

import re
import subprocess
import sys

file, *command = sys.argv[1:]


def compile_with(*extra):
    return subprocess.run([*command, *extra, file], text=True, capture_output=True, check=False)


with open(file, encoding="utf-8") as source:
    expectation = re.match(r"// expect: (.+)", source.readline())
if not expectation:
    sys.exit(f"{file}: the first line must be `// expect: REGEX`")

fixed = compile_with("-DLAMBENT_FIXED")
if fixed.returncode != 0:
    sys.exit(f"{file}: does not compile with LAMBENT_FIXED either\n{fixed.stderr}")
wrong = compile_with()
if wrong.returncode == 0:
    sys.exit(f"{file}: compiles")
if not re.search(expectation[1], wrong.stderr):
    sys.exit(f"{file}: does not fail with /{expectation[1]}/ but with\n{wrong.stderr}")

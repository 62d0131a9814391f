#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails when shared libraries export more or less than they should: exports.py ROOT NM LIBRARY...

All of it is in namespace lambent. What the libraries alone define is what headers declare with
LAMBENT_API, and all of that; the rest are templates and inline functions, which every object defines
that needs them.
"""

import pathlib
import re
import subprocess
import sys

root, nm, libraries = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3:]

# What LAMBENT_API offers to other libraries of ours alone.
PRIVATE_HEADERS = ["src/json/utf8.h"]
headers = [*(root / "include").rglob("*.h"), *(root / path for path in PRIVATE_HEADERS)]
text = "\n".join(path.read_text(encoding="utf-8") for path in headers)
declared = set(re.findall(r"\w+", text))
# Functions; classes are exported as a whole.
offered = set(re.findall(r"(?<!#define )LAMBENT_API [^;({#]*?(\w+)\(", text))

ABOUT = re.compile(r"(?:vtable|typeinfo|typeinfo name|guard variable|TLS \w+ function) for ")
WEAK = set("WVu")

errors = []
exported = set()
count = 0
for library in libraries:
    lines = subprocess.run([nm, "-D", "--defined-only", "-C", library], text=True, check=True,
                           stdout=subprocess.PIPE).stdout.splitlines()
    count += len(lines)
    for line in lines:
        kind, name = re.fullmatch(r"[0-9a-f]* +(\S) (.*)", line).groups()
        # A template is demangled with the type that it returns: names end where arguments begin.
        plain = ABOUT.sub("", name)
        while plain != (plain := re.sub(r"<[^<>]*>", "", plain)):
            pass
        whose = (re.sub(r"[<(].*|\[abi:.*", "", plain).split() or [name])[-1].lstrip("*&")
        last = re.match(r"\w*", re.split(r"::~?", whose)[-1])[0]  # "operator" of operator=
        exported.add(last)
        if not whose.startswith("lambent::"):
            errors.append(f"{kind} {name}")
        elif kind not in WEAK and last not in declared:
            errors.append(f"no public header declares {name}")
errors += [f"{name} is not exported" for name in sorted(offered - exported)]

print("\n".join(errors) or f"{count} symbols, all of them Lambent's own; {len(offered)} offered")
sys.exit(bool(errors))

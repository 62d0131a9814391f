#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Keeps the C++ of the pages equal to files that are compiled.

    snippets.py --check     fails on a difference, and on C++ that names no file
    snippets.py --write     brings the pages up to date

In a page a line before the block names the file, and the region of it:

    <!-- snippet: examples/cookbook/sqs.cpp#handler -->

In a file a region stands between two lines `// [handler]`. Regions may hold others. Every region in a
folder of tests/docs must be on a page.
"""

import pathlib
import re
import sys
import textwrap

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = ["README.md", "CONTRIBUTING.md", "docs/*.md"]
BLOCK = re.compile(r"(?:^<!-- snippet: (?P<file>[^\s#]+)#(?P<region>\w+) -->\n)?"
                   r"^```(?:cpp|c\+\+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"^[ \t>]+```\s*(?:cpp|c\+\+)|^```\s+(?:cpp|c\+\+)", re.MULTILINE)
MARK = re.compile(r"\s*// \[(\w+)\]")

errors = []
used = set()


def regions(file):
    """The regions of a file by name."""
    found, begun = {}, {}
    for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
        mark = MARK.fullmatch(line)
        if not mark:
            for lines in begun.values():
                lines.append(line)
        elif mark[1] in begun:
            found[mark[1]] = textwrap.dedent("\n".join(begun.pop(mark[1]))) + "\n"
        elif mark[1] in found:
            errors.append(f"{file}: [{mark[1]}] begins twice")
        else:
            begun[mark[1]] = []
    errors.extend(f"{file}: [{name}] does not end" for name in begun)
    return found


def updated(page, block):
    """The block as it should be."""
    file, region = block["file"], block["region"]
    line = block.string.count("\n", 0, block.start("code"))
    if file is None:
        errors.append(f"{page}:{line}: C++ that names no file: `<!-- snippet: FILE#REGION -->`")
        return block[0]
    found = regions(file) if (ROOT / file).is_file() else {}
    if region not in found:
        errors.append(f"{page}:{line}: there is no {file}#{region}")
        return block[0]
    used.add((file, region))
    return f"<!-- snippet: {file}#{region} -->\n```cpp\n{found[region]}```"


if sys.argv[1:] not in (["--check"], ["--write"]):
    sys.exit("usage: snippets.py --check|--write")
for path in sorted(path for pattern in PAGES for path in ROOT.glob(pattern)):
    page = path.relative_to(ROOT).as_posix()
    text = path.read_text(encoding="utf-8")
    errors.extend(f"{page}:{text.count(chr(10), 0, block.start()) + 1}: C++ must begin with ```cpp alone"
                  for block in INDENTED.finditer(text))
    new = BLOCK.sub(lambda block: updated(page, block), text)
    if new != text and sys.argv[1] == "--write":
        path.write_text(new, encoding="utf-8")
    elif new != text:
        errors.append(f"{page}: differs from its sources; run tests/docs/snippets.py --write")

for path in sorted((ROOT / "tests/docs").glob("*/*")):
    file = path.relative_to(ROOT).as_posix()
    errors.extend(f"{file}#{region}: is on no page"
                  for region in regions(file) if (file, region) not in used)

print("\n".join(errors) or "every snippet is as its source")
sys.exit(bool(errors))

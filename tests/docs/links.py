#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails where a page links to a file, or to a heading, that does not exist. Knows no network."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = ["*.md", "docs/*.md", "benchmarks/*.md", "examples/**/*.md"]
CODE = re.compile(r"^( *)```.*?^\1```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)|\b(?:href|src|srcset)=\"([^\"]+)\"")
HEADING = re.compile(r"^#+ +(.+?)\s*$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def anchors(page):
    """What GitHub makes of the headings of a page."""
    headings = HEADING.findall(FENCED.sub("", page.read_text(encoding="utf-8")))
    plain = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading) for heading in headings)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in plain}


def problem(page, link):
    """Why a link goes nowhere, or None."""
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.is_relative_to(ROOT) or not target.exists():
        return "no such file"
    if anchor and (target.suffix != ".md" or anchor not in anchors(target)):
        return "no such heading"
    return None


def main():
    pages = [page for pattern in PAGES for page in sorted(ROOT.glob(pattern))]
    links = errors = 0
    for page in pages:
        for groups in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
            link = groups[0] or groups[1]
            if re.match(r"[a-z]+:", link):
                continue
            links += 1
            why = problem(page, link)
            if why:
                errors += 1
                print(f"{page.relative_to(ROOT)}: {link}: {why}")
    print(f"{links} links on {len(pages)} pages")
    return errors != 0 or not links


if __name__ == "__main__":
    sys.exit(main())

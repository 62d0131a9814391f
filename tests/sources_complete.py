#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails, by name, when an event source lacks one of its three parts: header, list entry, fixtures."""

import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])
SOURCE = re.compile(r"\bsource<(.+?)>\s*=\s*([^;]*?);", re.DOTALL)
NAME = re.compile(r'\.name\s*=\s*"([^"]+)"')

errors = []


def words(text):
    return set(re.findall(r"\w+", text))


def check(header, type_name, source_name, listed):
    if not words(type_name) <= listed:
        errors.append(f"{header}: {type_name} is not in the list of include/lambent/events.h")
    folder = ROOT / "tests/fixtures" / source_name
    if not (folder / "sample.json").is_file():
        errors.append(f"{header}: tests/fixtures/{source_name}/sample.json is missing")
    elif len(list(folder.glob("*.json"))) < 2:
        errors.append(f"{header}: tests/fixtures/{source_name} has no sparse.json")


list_path = ROOT / "include/lambent/events.h"
events_h = list_path.read_text(encoding="utf-8") if list_path.is_file() else ""
listed = words(re.sub(r"//.*|#include.*", "", events_h))
owners = {}

for path in sorted((ROOT / "include/lambent/events").glob("*.h")):
    header = path.relative_to(ROOT).as_posix()
    if f'#include "lambent/events/{path.name}"' not in events_h:
        errors.append(f"{header}: is not included by include/lambent/events.h")
    # Comments go first: they may hold a semicolon or an example.
    text = re.sub(r"^\s*//.*|\s//[^\"\n]*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    sources = SOURCE.findall(text)
    if not sources:
        errors.append(f"{header}: describes no source")
    for type_name, body in sources:
        name = NAME.search(body)
        if not name:
            errors.append(f"{header}: source<{type_name}> has no .name")
            continue
        if name[1] in owners:
            errors.append(f"{header}: the name {name[1]} is taken by {owners[name[1]]}")
        owners[name[1]] = header
        check(header, type_name, name[1], listed)

print("\n".join(errors) or f"{len(owners)} sources are complete")
sys.exit(bool(errors))

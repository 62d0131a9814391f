#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails when a file includes what its layer must not know.

A public header may include headers of its own row and of the rows above it. Headers in detail/ have
no row: they are looked through, so what they include counts for the header that includes them.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)

# The standard library, the demangler that comes with it, and what the system gives threads.
STANDARD = re.compile(r"[a-z_]+|cxxabi\.h|pthread\.h|unistd\.h|sys/syscall\.h|linux/membarrier\.h")

# The layers, lowest first. Headers that are not named here are of row 1: standard library only.
ROWS = {
    2: "events.h",
    3: "event.h dynamodb_json.h logs.h message_attributes.h",
    4: "context.h dispatch_hooks.h dispatcher.h pattern.h record_filter.h",
    5: "batch.h dispatch_counts.h envelope.h http.h http_response.h response_stream.h "
       "route_arguments.h routes.h",
    6: "runtime.h testing.h json.h format.h catch2.h lambent.h",
}
ROW_OF = {name: row for row, names in ROWS.items() for name in names.split()}

# The bridges, and the library that each alone may include. Nothing else includes a bridge.
BRIDGES = {"json.h": "nlohmann/", "format.h": "fmt/", "catch2.h": "catch2/"}

# Part of Abseil's Status: Cord is what the payloads of a Status are made of.
PUBLIC_ABSEIL = {
    "absl/base/attributes.h",
    "absl/status/status.h",
    "absl/status/statusor.h",
    "absl/strings/cord.h",
}

# Folders of what tests read.
DATA = {"fixtures", "seeds"}
SOURCES = {".h", ".cpp", ".py", ".sh", ".cmake", ".in", ".txt", ""}

errors = []


def includes(path):
    return [name for _, name in INCLUDE.findall(path.read_text(encoding="utf-8"))]


def row_of(name):
    """The row of a header, given as in `events/sqs.h`; 0 for detail/."""
    folder = name.partition("/")[0]
    return {"events": 2, "detail": 0}.get(folder, ROW_OF.get(name, 1))


def may_include(header, name, where):
    """Reports `name`, included by `where`, if `header` may not know it."""
    row = row_of(header)
    if name.startswith("lambent/"):
        name = name.removeprefix("lambent/")
        other = row_of(name)
        if other > row:
            errors.append(f"{where}: row {row} includes lambent/{name} of row {other}")
        elif name in BRIDGES and name != header:
            errors.append(f"{where}: includes the bridge lambent/{name}")
        elif header.startswith("events/") and other == 2:
            errors.append(f"{where}: an event includes lambent/{name}; share through shapes.h")
    elif name.startswith("absl/"):
        if row < 3:
            errors.append(f"{where}: row {row} is standard library only, includes {name}")
        elif name not in PUBLIC_ABSEIL:
            errors.append(f"{where}: includes {name}; public headers know only Status")
    elif not (STANDARD.fullmatch(name) or name.startswith(BRIDGES.get(header, "?"))):
        errors.append(f"{where}: includes {name}")


def check_public(header):
    base = ROOT / "include/lambent"
    seen = set()
    to_read = [header]
    while to_read:
        current = to_read.pop()
        where = current if current == header else f"{header}, through {current}"
        for name in includes(base / current):
            may_include(header, name, f"include/lambent/{where}")
            inner = name.removeprefix("lambent/")
            if inner != name and inner.startswith("detail/") and inner not in seen:
                seen.add(inner)
                to_read.append(inner)


for path in sorted((ROOT / "include/lambent").rglob("*.h")):
    header = path.relative_to(ROOT / "include/lambent").as_posix()
    if row_of(header) > 0:
        check_public(header)

# Headers of targets of their own.
TARGETS = {"runtime.h", "testing.h"}

# The files that know Boost: HTTP with what it is made of, what Boost asks for without exceptions, and
# a hash.
BOOST = {
    "src/runtime/http.cpp",
    "src/runtime/socket_stream.h",
    "src/runtime/boost_throw.cpp",
    "src/testing/md5.cpp",
}

# lambent.h reaches every header but those and the bridges.
reached = {"lambent.h"}
to_read = ["lambent.h"]
while to_read:
    for name in includes(ROOT / "include/lambent" / to_read.pop()):
        inner = name.removeprefix("lambent/")
        if inner != name and inner not in reached:
            reached.add(inner)
            to_read.append(inner)
for path in sorted((ROOT / "include/lambent").glob("*.h")):
    if path.name not in reached | TARGETS | BRIDGES.keys():
        errors.append(f"include/lambent/lambent.h: does not reach {path.name}")

for path in sorted((ROOT / "src").rglob("*.[ch]*")):
    file = path.relative_to(ROOT).as_posix()
    for name in includes(path):
        if name.startswith("simdjson") and not file.startswith("src/json/"):
            errors.append(f"{file}: includes {name}; only src/json/ may")
        if name.startswith("boost/") and file not in BOOST:
            errors.append(f"{file}: includes {name}; only {', '.join(sorted(BOOST))} may")
        if name == "runtime/socket_stream.h" and file != "src/runtime/http.cpp":
            errors.append(f"{file}: includes {name}; only src/runtime/http.cpp may")
        if name.startswith("nlohmann/") and not file.startswith("src/testing/"):
            errors.append(f"{file}: includes {name}; only src/testing/ may")
        if name == "lambent/json.h":
            errors.append(f"{file}: includes {name}; the library does not know nlohmann/json")

FOLDERS = "include src tests examples benchmarks cmake packaging scripts"
for folder in FOLDERS.split():
    for path in sorted((ROOT / folder).rglob("*")):
        if path.suffix in SOURCES and path.is_file() and not DATA & set(path.parts):
            for number, line in enumerate(path.read_bytes().splitlines(), start=1):
                if not line.isascii():
                    errors.append(f"{path.relative_to(ROOT)}:{number}: not ASCII")

print("\n".join(errors) or "every include is in its layer")
sys.exit(bool(errors))

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes docs/events.md from the descriptions, or with --check fails where it is stale.

    events_page.py [--check] PROGRAM     (PROGRAM: describe_events, built with the tests)
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/events.md"
SOURCE = re.compile(r"\bsource<(.+?)>\s*=\s*\{[^;]*?\.name\s*=\s*\"([^\"]+)\"", re.DOTALL)

INTRODUCTION = """\
# Events

All {count} types of events, by the name that `lambent recognise` prints. Made from the descriptions in
`include/lambent/events/` by `tests/docs/events_page.py`; what the members mean stands in the headers.

A path names members as JSON spells them: `[]` is every element of a list, `.*` every member of a map.
*Required*: decoding fails without it. *Always written*: encoding writes it even if it is empty. *Null
when empty*: written as `null` then. All others are left out when they are empty. A member that is
absent or `null` reads as empty.

A member of a struct is called like the last name of its path, in lower case with underscores:
`eventSourceARN` is `event_source_arn`. The descriptions in the headers say it of each.
"""

# What the library has for a source besides its header.
HELPERS = {
    "dynamodb": "`lambent/dynamodb_json.h`: items as plain JSON or structs, and back",
    "kinesis": "`as<T>(data)` of `lambent/event.h`: the JSON in a record",
    "firehose": "`as<T>(data)` of `lambent/event.h`: the JSON in a record",
    "cognito": "`as<std::string>(value)` of `lambent/event.h`: an attribute's text",
    "sqs": "`lambent/message_attributes.h`: attributes by their type",
    "sns": "`lambent/message_attributes.h`: attributes by their type; `lambent/alarm_documents.h`: alarms",
    "s3_": "`lambent/s3_key.h`: keys decoded",
    "cloudwatch_logs": "`lambent/logs.h`: the log events unpacked",
    "config_rule": "`lambent/config_documents.h`: what was changed",
}
HELPER = re.compile(r"^(?:inline |constexpr |template <[^>]*>\s)*[\w:<>, ]+?[ &*]+(\w+)\(const (\w+)&",
                    re.MULTILINE)


def helpers(name, header):
    """Functions of the header and of the shapes that it includes, and what else there is."""
    text = (ROOT / "include/lambent" / header).read_text(encoding="utf-8")
    for shapes in re.findall(r'#include "(lambent/shapes/\w+\.h)"', text):
        text += (ROOT / "include" / shapes).read_text(encoding="utf-8")
    found = [f"`{function}({'event' if struct == 'E' else struct})`"
             for function, struct in HELPER.findall(text)]
    found += [words for start, words in HELPERS.items() if name.startswith(start)]
    return list(dict.fromkeys(found))


def structs():
    """Of each source's name: its struct and its header."""
    found = {}
    for header in sorted((ROOT / "include/lambent/events").glob("*.h")):
        for struct, name in SOURCE.findall(header.read_text(encoding="utf-8")):
            found[name] = (struct, f"events/{header.name}")
    return found


def table(rows):
    yield "| member | kind | |"
    yield "| --- | --- | --- |"
    for path, kind, presence, second in rows:
        notes = ", ".join(filter(None, [presence, f"also `{second}`" if second else ""]))
        yield f"| `{path}` | {kind} | {notes} |"
    yield ""


def section(lines, struct, header):
    name, kind, base, answers, reference, answer = lines[0][1:]
    members = [line[1:] for line in lines[1:] if line[0] == "member"]
    answered = []
    for line in lines[1:]:
        if line[0] == "blank":
            answered.append((*line[1:], []))
        elif line[0] == "answer":
            answered[-1][2].append(line[1:])
    yield f"## {name}\n"
    yield f"`{struct}` in `lambent/{header}`; [AWS documentation]({reference})."
    if base:
        yield f"Where nobody handles it, handlers of [{base}](#{base}) get it."
    words = {"answer": "The first handler that accepts it answers with",
             "batch": "Every handler that accepts it runs; they answer with",
             "observe": "Every handler that accepts it runs"}[kind]
    yield f"{words} `{answer}`: {answers}.\n" if answer else f"{words}; there is no answer.\n"
    yield from table(members)
    for shape, blank, rows in answered:
        yield f"`{shape}`, blank: `{blank}`:\n"
        yield from table(rows)
    if used := helpers(name, header):
        yield f"Helpers: {'; '.join(used)}.\n"


def page(program):
    output = subprocess.run([program], check=True, capture_output=True, text=True).stdout
    types = []
    for line in output.splitlines():
        fields = line.split("\t")
        if fields[0] == "type":
            types.append([])
        types[-1].append(fields)
    known = structs()
    text = [INTRODUCTION.format(count=len(types))]
    text += ["| type | struct | header | handlers |", "| --- | --- | --- | --- |"]
    for lines in types:
        name, kind = lines[0][1:3]
        struct, header = known[name]
        text.append(f"| [{name}](#{name}) | `{struct}` | `{header}` | {kind} |")
    text.append("")
    for lines in types:
        text += section(lines, *known[lines[0][1]])
    return "\n".join(text).rstrip() + "\n"


arguments = sys.argv[1:]
check = "--check" in arguments
program = next(argument for argument in arguments if argument != "--check")
new = page(program)
if not check:
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(new, encoding="utf-8")
elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != new:
    sys.exit(f"docs/events.md is stale; run tests/docs/events_page.py {program}")

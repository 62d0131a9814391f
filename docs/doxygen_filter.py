#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What Doxygen reads in the place of a header: says of members what their descriptions say already.

A member without a comment gets its JSON key, a constant its value, a struct within another one says
so, members that every container or handle has are named as such, and of members that stand together
the first one's comment holds for all. The descriptions themselves, specialisations for each struct,
go.
"""

import pathlib
import re
import sys

text = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
# Users write lambent::SqsEvent; the version between is for the linker.
text = text.replace("namespace lambent::inline LAMBENT_ABI", "namespace lambent")

ROW = re.compile(r'field<&(?:\w+::)*(\w+)(?:<[\w, ]+>)?::(\w+)>\(\s*"([^"]+)"')
WHOLE = re.compile(r"(whole|rest)<&(?:\w+::)*(\w+)(?:<\w+>)?::(\w+)>\(\)")
keys = {(struct, member): f'JSON: "{key}"' for struct, member, key in ROW.findall(text)}
for kind, struct, member in WHOLE.findall(text):
    words = "The whole document." if kind == "whole" else "All members without a place of their own."
    keys[struct, member] = words
# A constant whose text stands on a line of its own.
text = re.sub(r'(static constexpr [^;\n]* k\w+ =)\n +("[^\n]*";)', r"\1 \2\n", text)
any_struct = {member: words for (_, member), words in keys.items()}


def blank_lines(cut):
    return "\n" * cut[0].count("\n")


# The descriptions: `template <...> inline constexpr auto fields<T> = ...;` and their like.
HEAD = r"^(?:///[^\n]*\n)*template <[^>]*>\n(?:  requires [^\n]*\n)?"
text = re.sub(HEAD + r"inline constexpr (?:auto|Source|bool|detail::\w+) "
              r"(?:fields|source|detail::\w+)<(?:[^;]|;(?!\n))*?;\n",
              blank_lines, text, flags=re.MULTILINE)
text = re.sub(HEAD + r"struct (?:AnswerTo|Codec|FromText|Catch::StringMaker)<[^{]*\{"
              r"(?:[^\n]*\};\n|.*?\n\};\n)", blank_lines, text, flags=re.MULTILINE | re.DOTALL)

STRUCT = re.compile(r"^( *)(?:struct|class) (?:\[\[\w+\]\] )?(\w+)[^;]*\{$")
MEMBER = re.compile(r"^ +[\w:<>, ]+[ >](\w+)(?:\{.*\}| = [^;]+);$")
SELF_EXPLAINING = [
    (re.compile(r"\b(?:begin|end|size|empty|data|front|back|operator\[\])\([^()]*\) const \{"),
     "As of a standard container."),
    (re.compile(r"using (?:value_type|mapped_type|const_iterator) ="), "As of a standard container."),
    (re.compile(r"\boperator(?:\*|->)\(\) const"), "The value."),
    (re.compile(r"^ +(\w+)\(\1&&|^ +\w+& operator=\(\w+(?:&&)? ?\w*\)"), "Moves."),
    (re.compile(r"^ +(\w+)\(const \1& \w+\);"), "Copies."),
    (re.compile(r"^ +bool match\("), "Whether it is so."),
    (re.compile(r"^ +(?:virtual )?std::string (?:describe|toString)\(\) const"), "Says it in words."),
    (re.compile(r"^  Routes& (?:head|post|put|patch|del|options)\("), "As get(), for this method."),
]
CONSTANT = re.compile(r"^ +static constexpr .* (k\w+) = (.+);$")
TEMPLATE = re.compile(r"^ *(?:template <|requires )")
DECLARATION = re.compile(r"^(?:  )?(?! |friend|private|return|///|template|static_assert)[^/]*\w\(.*[;{})]$")


def self_explaining(line):
    """Words for a member without any; where members stand together, those of the first hold for all."""
    for pattern, words in SELF_EXPLAINING:
        if within and pattern.search(line):
            return words
    if not within and (re.match(r"inline constexpr std::array<.*> k\w+ = ", line)):
        return "What the source below is told apart by."
    return "As the ones beside it." if in_group and DECLARATION.match(line) else None


within = []  # the structs around a line
above = False  # the line's own comment stands above it
in_group = False  # some comment does, with no blank line between
out = []
for line in text.split("\n"):
    has_words = "///" in line or above
    above = line.lstrip().startswith("///") or (above and TEMPLATE.match(line) is not None)
    in_group = line != "" and (in_group or has_words)
    if struct := STRUCT.match(line):
        if within and not has_words:
            line = f"{struct[1]}/** Part of {within[-1]}. */ {line.lstrip()}"
        within.append(struct[2])
        in_group = False
    elif within and line == "  " * (len(within) - 1) + "};":
        within.pop()
    elif not has_words and "= delete" not in line:
        member = MEMBER.match(line)
        if constant := CONSTANT.match(line):
            line += f"  ///< {constant[2]}."
        elif within and member and (words := keys.get((within[-1], member[1])) or any_struct.get(member[1])):
            line += f"  ///< {words}"
        elif words := self_explaining(line):
            line = re.sub(r"^( *)", rf"\1/** {words} */ ", line)
    out.append(line)
print("\n".join(out), end="")

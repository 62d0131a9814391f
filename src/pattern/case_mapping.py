#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes case_mapping.cpp: the simple one-to-one case mappings of Unicode's basic plane."""

import pathlib


def ranges(mapping):
    """[first, last, step, difference]: every step-th character maps to itself plus the difference."""
    found = []
    for code in range(0x80, 0x10000):
        if 0xD800 <= code < 0xE000:
            continue
        mapped = mapping(chr(code))
        if len(mapped) != 1 or ord(mapped) == code or ord(mapped) >= 0x10000:
            continue
        difference = ord(mapped) - code
        if found:
            last = found[-1]
            step = code - last[1]
            if last[3] == difference and (step == last[2] or (last[2] == 0 and step <= 2)):
                last[1:3] = code, step
                continue
        found.append([code, code, 0, difference])
    return found


def table(name, mapping):
    rows = "".join(
        f"    {{{first:#06x}, {last:#06x}, {step or 1}, {difference}}},\n"
        for first, last, step, difference in ranges(mapping)
    )
    return f"constexpr Range {name}[] = {{\n{rows}}};\n"


TEXT = f"""\
// SPDX-License-Identifier: Apache-2.0
// Made by case_mapping.py of Unicode's data; do not edit.
// clang-format off
#include "pattern/case_mapping.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace lambent::inline LAMBENT_ABI::detail {{
namespace {{

/// Every `step`-th character from `first` to `last` maps to itself plus `difference`.
struct Range {{
  std::uint16_t first;
  std::uint16_t last;
  std::uint16_t step;
  std::int32_t difference;
}};

{table("kToLower", str.lower)}
{table("kToUpper", str.upper)}
template <std::size_t N>
char32_t mapped(const Range (&ranges)[N], char32_t c) {{
  const Range* const range = std::lower_bound(
      std::begin(ranges), std::end(ranges), c,
      [](const Range& candidate, char32_t wanted) {{ return candidate.last < wanted; }});
  if (range == std::end(ranges) || c < range->first || (c - range->first) % range->step != 0)
    return c;
  return static_cast<char32_t>(static_cast<std::int64_t>(c) + range->difference);
}}

}}  // namespace

char32_t to_lower(char32_t c) {{
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
  return mapped(kToLower, c);
}}

char32_t to_upper(char32_t c) {{
  if (c < 0x80) return c >= 'a' && c <= 'z' ? c - 0x20 : c;
  return mapped(kToUpper, c);
}}

}}  // namespace lambent::inline LAMBENT_ABI::detail
"""

pathlib.Path(__file__).with_suffix(".cpp").write_text(TEXT, encoding="utf-8")

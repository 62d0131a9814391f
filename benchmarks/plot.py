#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws one chart a subject of what scripts/bench measured: how long each contender takes, as a multiple
of Lambent's time in the same run.

    plot.py RESULTS.json FOLDER

The charts are SVG and follow the reader's light or dark background.
"""

import html
import json
import math
import pathlib
import sys

# With more cases than this a chart shows their geometric mean, or, where no contender is in all of them,
# those with the most contenders.
MOST_CASES = 5

WIDTH, LABELS, BAR, GAP = 760, 250, 18, 6
STYLE = """
text { font: 13px sans-serif; fill: #1f2328 }
.title { font-weight: bold }
.case { fill: #59636e }
.bar { fill: #8c959f }
.ours { fill: #1a7f37 }
line { stroke: #d1d9e0 }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc }
  .case { fill: #9198a1 }
  .bar { fill: #656c76 }
  .ours { fill: #3fb950 }
  line { stroke: #3d444d }
}
"""


def mean(values):
    return math.exp(sum(math.log(value) for value in values) / len(values))


def groups_of(rows):
    """(case, [(contender, ratio)]) in the order measured; the fastest first in each."""
    cases = {}
    for row in rows:
        ratio = 1.0 if row["contender"] == "lambent" else row["ratio_to_lambent"]
        if ratio and ratio > 0:
            cases.setdefault(row["case"], {})[row["contender"]] = ratio
    cases = {case: bars for case, bars in cases.items() if len(bars) > 1}
    if len(cases) > MOST_CASES:
        everywhere = {}
        for bars in cases.values():
            for contender, ratio in bars.items():
                everywhere.setdefault(contender, []).append(ratio)
        means = {
            contender: mean(ratios)
            for contender, ratios in everywhere.items()
            if len(ratios) == len(cases)
        }
        if len(means) > 1:
            cases = {f"geometric mean of {len(cases)} cases": means}
        else:
            shown = sorted(cases, key=lambda case: -len(cases[case]))[:MOST_CASES]
            cases = {
                case if index else f"{case} ({MOST_CASES} of {len(cases)} cases)": cases[case]
                for index, case in enumerate(case for case in cases if case in shown)
            }
    return [(case, sorted(bars.items(), key=lambda bar: bar[1])) for case, bars in cases.items()]


def chart(subject, groups):
    longest = max(ratio for _, bars in groups for _, ratio in bars)
    scale = (WIDTH - LABELS - 70) / longest
    parts, y = [], 50
    for case, bars in groups:
        parts.append(f'<text class="case" x="8" y="{y + 13}">{html.escape(case)}</text>')
        y += BAR + GAP
        for contender, ratio in bars:
            kind = "ours" if contender == "lambent" else "bar"
            width = max(ratio * scale, 1)
            parts.append(
                f'<text x="{LABELS - 8}" y="{y + 13}" text-anchor="end">{html.escape(contender)}</text>'
                f'<rect class="{kind}" x="{LABELS}" y="{y}" width="{width:.1f}" height="{BAR}"/>'
                f'<text x="{LABELS + width + 6:.1f}" y="{y + 13}">{ratio:.3g}</text>'
            )
            y += BAR + GAP
        y += GAP
    one = LABELS + scale
    title = f"{subject}: time as a multiple of Lambent's (shorter is better)"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" width="{WIDTH}" height="{y}" '
        f'role="img" aria-label="{html.escape(title)}"><style>{STYLE}</style>'
        f'<text class="title" x="8" y="24">{html.escape(title)}</text>'
        f'<line x1="{one:.1f}" y1="40" x2="{one:.1f}" y2="{y - GAP}"/>{"".join(parts)}</svg>\n'
    )


def main():
    results, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    subjects = {}
    for row in json.loads(pathlib.Path(results).read_text(encoding="utf-8")):
        subjects.setdefault(row["bench"], []).append(row)
    for subject, rows in subjects.items():
        groups = groups_of(rows)
        if groups:
            (folder / f"{subject}.svg").write_text(chart(subject, groups), encoding="utf-8")


main()

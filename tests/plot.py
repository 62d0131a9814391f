#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws charts of made-up figures with benchmarks/plot.py, and reads them again."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

PLOT = pathlib.Path(__file__).resolve().parents[1] / "benchmarks/plot.py"
SVG = "{http://www.w3.org/2000/svg}"


def row(bench, case, contender, ratio):
    return {"bench": bench, "case": case, "contender": contender, "ns": 100.0, "allocations": 0,
            "ratio_to_lambent": ratio}


def drawn(rows):
    """The charts' texts and the lengths of their bars, by subject."""
    with tempfile.TemporaryDirectory() as scratch:
        results = pathlib.Path(scratch, "results.json")
        results.write_text(json.dumps(rows), encoding="utf-8")
        subprocess.run([sys.executable, PLOT, results, pathlib.Path(scratch, "charts")], check=True)
        charts = {}
        for file in pathlib.Path(scratch, "charts").iterdir():
            root = ElementTree.parse(file).getroot()
            height = float(root.get("height"))
            assert all(float(text.get("y")) < height for text in root.iter(SVG + "text")), file
            style = root.find(SVG + "style").text
            light, dark = style.split("@media (prefers-color-scheme: dark)")
            colours = re.compile(r"([.\w]+) \{[^}]*(?:fill|stroke): #")
            assert set(colours.findall(light)) == set(colours.findall(dark)), file
            charts[file.stem] = ([text.text for text in root.iter(SVG + "text")],
                                 [float(bar.get("width")) for bar in root.iter(SVG + "rect")])
        return charts


# A chart for each subject, the fastest first; what stands alone has none.
charts = drawn([row("decode", "a & b", "slow <one>", 4.0), row("decode", "a & b", "lambent", None),
                row("decode", "alone", "lambent", None), row("http", "c", "lambent", None),
                row("http", "c", "fast", 0.5), row("lonely", "d", "lambent", None)])
assert set(charts) == {"decode", "http"}, charts
texts, bars = charts["decode"]
assert texts[1:] == ["a & b", "lambent", "1", "slow <one>", "4"], texts
assert abs(bars[1] / bars[0] - 4) < 0.01, bars
assert charts["http"][0][2:] == ["fast", "0.5", "lambent", "1"], charts

# Many cases: the geometric mean of those who are in all of them.
rows = [row("many", str(i), "lambent", None) for i in range(6)]
rows += [row("many", str(i), "everywhere", 2.0 if i % 2 else 8.0) for i in range(6)]
texts, _ = drawn(rows + [row("many", "0", "once", 9.0)])["many"]
assert texts[1:] == ["geometric mean of 6 cases", "lambent", "1", "everywhere", "4"], texts

# Or, with nobody in all of them, as many as are read.
rows = [row("apart", str(i), contender, ratio)
        for i in range(6) for contender, ratio in (("lambent", None), (f"only {i}", 2.0))]
texts, bars = drawn(rows)["apart"]
assert texts[1] == "0 (5 of 6 cases)" and len(bars) == 10, texts

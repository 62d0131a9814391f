#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the project that README.md shows, as a newcomer would: project.py README FOLDER

Lambent comes by FetchContent, whose lines README.md has, too."""

import pathlib
import re
import sys

readme = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
folder = pathlib.Path(sys.argv[2])
folder.mkdir(parents=True)


def block(language, text):
    """The one block of this language in which the text stands."""
    found = [code for code in re.findall(rf"^```{language}\n(.*?)^```$", readme, re.M | re.S) if text in code]
    if len(found) != 1:
        sys.exit(f"{len(found)} blocks of README.md have {text!r}")
    return found[0]


lists, lines = re.subn(r"^add_subdirectory\(lambent\).*$",
                       lambda _: block("cmake", "FetchContent_Declare"),
                       block("cmake", "project(service"), flags=re.M)
if lines != 1:
    sys.exit("README.md adds Lambent in another way")
files = {
    "CMakeLists.txt": lists,
    "test_main.cpp": "#define CATCH_CONFIG_MAIN\n#include <catch2/catch.hpp>\n",
}
FILE = r"^<!-- snippet: tests/docs/readme/(\S+)#\w+ -->\n```cpp\n(.*?)^```$"
files.update(re.findall(FILE, readme, re.M | re.S))
for name, text in files.items():
    (folder / name).write_text(text, encoding="utf-8")

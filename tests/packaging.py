#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails when what packages say of the project differs from it: packaging.py ROOT VERSION CMAKE.

VERSION is that of CMake's project(). vcpkg and Conan are not there to ask, so their files are only
read as far as they can be without them.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT, VERSION, CMAKE = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], sys.argv[3]
errors = []


def expect(found, wanted, where):
    if found != wanted:
        errors.append(f"{where}: {found} in the place of {wanted}")


def text_of(path):
    return (ROOT / path).read_text(encoding="utf-8")


# --- versions ------------------------------------------------------------------------------------

version_h = dict(re.findall(r"#define LAMBENT_(VERSION\w*) (.*)",
                            text_of("include/lambent/version.h")))
parts = [version_h.get(f"VERSION_{part}") for part in ("MAJOR", "MINOR", "PATCH")]
expect(parts, VERSION.split("."), "include/lambent/version.h")
expect(version_h.get("VERSION"), f'"{VERSION}"', "include/lambent/version.h")

abi = "v{}_{}".format(*VERSION.split("."))
expect(re.findall(r"#define LAMBENT_ABI (.*)", text_of("include/lambent/detail/abi.h")),
       [abi, f"{abi}_no_exceptions"], "include/lambent/detail/abi.h")

newest = re.search(r"^## \[(.*?)\]", text_of("CHANGELOG.md"), re.MULTILINE)
expect(newest and newest[1], VERSION, "CHANGELOG.md")

# --- vcpkg ---------------------------------------------------------------------------------------

for path in ("packaging/vcpkg.json", "packaging/vcpkg/ports/lambent/vcpkg.json"):
    manifest = json.loads(text_of(path))
    expect(manifest["name"], "lambent", path)
    expect(manifest["version"], VERSION, path)
    expect(manifest.get("license"), "Apache-2.0", path)

# What CMake looks for under an option, by the names of the packages.
NEEDED = {
    "packaging/vcpkg/ports/lambent/vcpkg.json": ("nlohmann-json", "boost-uuid", "boost-beast"),
    "packaging/vcpkg.json": ("nlohmann-json", "boost-uuid", "boost-beast"),
    "packaging/conan/conanfile.py": ("nlohmann_json/", "boost/", "LAMBENT_BUILD_TESTING"),
}
for path, names in NEEDED.items():
    for name in names:
        if name not in text_of(path):
            errors.append(f"{path}: nothing of {name}")

portfile = ROOT / "packaging/vcpkg/ports/lambent/portfile.cmake"
functions = set(re.findall(r"\bvcpkg_\w+", portfile.read_text(encoding="utf-8")))
with tempfile.TemporaryDirectory() as scratch:
    script = pathlib.Path(scratch) / "port.cmake"
    script.write_text(
        "\n".join(f"function({name})\nendfunction()" for name in sorted(functions)) +
        f"""
        cmake_minimum_required(VERSION 3.24)
        set(CURRENT_PACKAGES_DIR "{scratch}")
        set(FEATURES core runtime testing)
        include("{portfile}")
        if(NOT EXISTS "${{SOURCE_PATH}}/CMakeLists.txt")
          message(FATAL_ERROR "no project in ${{SOURCE_PATH}}")
        endif()
        """, encoding="utf-8")
    run = subprocess.run([CMAKE, "-P", script], text=True, capture_output=True, check=False)
    if run.returncode != 0:
        errors.append(f"{portfile.relative_to(ROOT)}: {run.stderr}")

# --- Conan ---------------------------------------------------------------------------------------

for path in ("packaging/conan/conanfile.py", "packaging/conan/test_package/conanfile.py"):
    compile(text_of(path), path, "exec")
recipe = text_of("packaging/conan/conanfile.py")
expect(re.findall(r'^    version = "(.*)"', recipe, re.MULTILINE), [VERSION], "conanfile.py")
for pattern in re.findall(r"for pattern in \((.*?)\)", recipe)[0].split(", "):
    if not list(ROOT.glob(pattern.strip('"'))):
        errors.append(f"packaging/conan/conanfile.py: nothing is named {pattern}")

print("\n".join(errors) or f"version {VERSION} everywhere")
sys.exit(bool(errors))

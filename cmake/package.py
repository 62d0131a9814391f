#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Links and packs programs for AWS Lambda. lambent_package() calls it.

  package.py link [OPTION...] -- COMMAND...
      Runs the command that links a program, with static libraries in place of the shared ones that
      it names. If none is left, the program is static; else it looks for those left in `lib/`
      beside itself, and their names go to the file PROGRAM.libraries.

  package.py zip [OPTION...] BOOTSTRAP ZIP
      Makes a zip of the program and, with --libraries, of the shared libraries that it needs. The
      same files give the same zip, byte for byte. There is none, and one line says why, if it needs
      a library that is neither in the zip nor part of libc, or a newer glibc.
"""
import argparse
import os
import re
import shlex
import stat
import subprocess
import sys
import zipfile

SHARED = re.compile(r"(?:.*/)?lib([^/]+?)\.so(\.\d+)*")
LIBC = re.compile(r"(libc|libm|ld-linux[\w-]*|ld64)\.so(\.\d+)*")
# They must not travel: they would not fit the libc that they find there.
GLIBC = re.compile(
    r"lib(c|m|pthread|dl|rt|util|resolv|nsl|anl|mvec|nss_\w+|thread_db)\.so(\.\d+)*|ld-.*|ld64.*")


class Refused(Exception):
    """What is wrong with a program, in one line."""


class Elf:
    """What readelf says of a file."""

    def __init__(self, path, readelf):
        self.path = path
        self.text = subprocess.run(
            [readelf, "-W", "--dynamic", "--dyn-syms", "--version-info", path], text=True,
            stdout=subprocess.PIPE, check=True, env={**os.environ, "LC_ALL": "C"}).stdout
        self.needed = re.findall(r"\(NEEDED\).*\[(.*)\]", self.text)
        self.run_paths = [path for paths in re.findall(r"\((?:RPATH|RUNPATH)\).*\[(.*)\]", self.text)
                          for path in paths.split(":")]

    def newer_than(self, glibc):
        """A symbol of a newer glibc, or at least its version."""
        found = re.findall(r" UND (\S+)@(GLIBC_\S+)", self.text)
        # Some versions, like that of compact relocations, have no symbol.
        found += [("", version) for version in re.findall(r"Name: (GLIBC_\S+)", self.text)]
        for symbol, version in found:
            if not re.fullmatch(r"GLIBC_[\d.]+", version) or numbers(version) > numbers(glibc):
                return f"{symbol} of {version}" if symbol else version
        return None


def numbers(version):
    return [int(number) for number in re.findall(r"\d+", version)]


# --- link ----------------------------------------------------------------------------------------

def static_library(path, archives):
    """The file to link in place of a shared library, or nothing."""
    name = f"lib{SHARED.fullmatch(path).group(1)}.a"
    beside = os.path.join(os.path.dirname(path), name)
    for archive in [*archives, beside]:
        if os.path.basename(archive) == name and os.path.isfile(archive):
            return archive
    return None


def link(options):
    command = []
    for argument in options.command:
        if argument.startswith("@"):  # CMake's, where a command would be too long
            with open(argument[1:], encoding="utf-8") as file:
                command += shlex.split(file.read())
        else:
            command.append(argument)
    output = command[command.index("-o") + 1]

    replaced = {}
    left = []
    for argument in command:
        if argument == output or argument.startswith("-") or not SHARED.fullmatch(argument):
            continue
        archive = static_library(argument, options.archive)
        if archive and SHARED.fullmatch(argument).group(1) not in options.shared:
            replaced[argument] = archive
        else:
            left.append(argument)

    flags = ["-s", "-Wl,--gc-sections"]
    if options.static and not left:
        flags.append("-static")
    else:
        replaced = {path: archive for path, archive in replaced.items()
                    if not GLIBC.fullmatch(os.path.basename(path))}
        # The old kind of RPATH. The new one comes after LD_LIBRARY_PATH, which on Lambda begins with
        # the folders of the system, and libraries in lib/ would not find each other by it.
        flags.append("-Wl,-rpath,$ORIGIN/lib,--disable-new-dtags")
        # A shared library in C++ brings the shared C++ runtime along, and two would not mix.
        if options.static_runtime and not any(
                re.match(r"lib(stdc|c)\+\+", needed)
                for path in left for needed in Elf(path, options.readelf).needed):
            flags += ["-static-libstdc++", "-static-libgcc"]
    with open(output + ".libraries", "w", encoding="utf-8") as file:
        file.writelines(f"{path}\n" for path in left)
    command = [replaced.get(argument, argument) for argument in command]
    return subprocess.run(command + flags, check=False).returncode


# --- zip -----------------------------------------------------------------------------------------

def find(name, folders, compiler):
    for folder in folders:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    # Prints the bare name if it finds none.
    path = subprocess.run([compiler, f"-print-file-name={name}"], text=True, check=True,
                          stdout=subprocess.PIPE).stdout.strip()
    return path if os.path.isabs(path) else None


def gather(program, linked, options):
    """The shared libraries that a program needs and those that these need, by name."""
    folders = [os.path.dirname(os.path.abspath(path)) for path in linked]
    libraries = {}
    waiting = list(program.needed)
    while waiting:
        name = waiting.pop()
        if name in libraries or GLIBC.fullmatch(name):
            continue
        path = find(name, folders, options.compiler)
        if path is None:
            continue  # check() tells
        libraries[name] = Elf(path, options.readelf)
        waiting += libraries[name].needed
        folders += [folder.replace("$ORIGIN", os.path.dirname(os.path.realpath(path)))
                    for folder in libraries[name].run_paths]
    return libraries


def check(name, elf, libraries, glibc):
    for needed in elf.needed:
        if needed not in libraries and not LIBC.fullmatch(needed):
            raise Refused(f"{name} needs the shared library {needed}, which is not in the zip")
    newer = elf.newer_than(glibc)
    if newer:
        raise Refused(f"{name} needs {newer}; Lambda has glibc {glibc}")


def write_zip(path, files):
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3  # Unix, whatever this is: modes count
            entry.external_attr = (stat.S_IFREG | 0o755) << 16
            with open(files[name], "rb") as file:
                archive.writestr(entry, file.read(), zipfile.ZIP_DEFLATED, compresslevel=9)


def make_zip(options):
    # One of before must not be taken for this one.
    if os.path.exists(options.zip):
        os.remove(options.zip)
    program = Elf(options.bootstrap, options.readelf)
    linked = []
    libraries = {}
    if options.libraries:
        with open(options.libraries, encoding="utf-8") as file:
            linked = file.read().splitlines()
        libraries = gather(program, linked, options)
    files = {"bootstrap": program, **{f"lib/{name}": elf for name, elf in libraries.items()}}
    try:
        for name, elf in files.items():
            check(name, elf, libraries, options.glibc)
    except Refused as refused:
        names = " and ".join(os.path.basename(path) for path in linked)
        hint = f" (a static library in place of {names} would mend it" if linked else ""
        if "libsimdjson.so" in names:
            hint += "; scripts/setup --static makes that of simdjson, LAMBENT_STATIC_SIMDJSON names it"
        hint += ")" if hint else ""
        print(f"{os.path.basename(options.zip)}: {refused}{hint}", file=sys.stderr)
        return 1
    write_zip(options.zip, {name: elf.path for name, elf in files.items()})
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    actions = parser.add_subparsers(required=True)
    action = actions.add_parser("link")
    action.set_defaults(run=link)
    action.add_argument("--readelf", default="readelf")
    action.add_argument("--static", action="store_true", help="static programs can be linked")
    action.add_argument("--static-runtime", action="store_true", help="so can a static C++ runtime")
    action.add_argument("--archive", action="append", default=[], help="a static library to use")
    action.add_argument("--shared", action="append", default=[], help="a library to keep shared")
    action.add_argument("command", nargs="+")
    action = actions.add_parser("zip")
    action.set_defaults(run=make_zip)
    action.add_argument("--readelf", default="readelf")
    action.add_argument("--compiler", default="c++", help="knows where the system's libraries are")
    action.add_argument("--glibc", default="2.34", help="the glibc of the system that runs the zip")
    action.add_argument("--libraries", help="paths of the shared libraries that are linked")
    action.add_argument("bootstrap")
    action.add_argument("zip")
    options = parser.parse_args()
    return options.run(options)


if __name__ == "__main__":
    sys.exit(main())

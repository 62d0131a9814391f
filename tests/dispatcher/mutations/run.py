#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Replays the mistakes of mutations.py: each must be noticed by the program that it names.

    run.py [--compiler g++] [--flags '-O1 -g -fsanitize=address'] [--only TEXT] [SOURCE...]

The sources are those of the programs, by default the ones beside this folder. Each is built
against the headers as they are, which it must pass, and against a copy with one mistake in it.
`--only` picks the mutations whose name has that text; `--program 'stress 10'` has another program
look at them all. Exit code 1: a mutation was not noticed.
"""

import argparse
import concurrent.futures
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True  # nothing is to be left in the sources
from mutations import MUTATIONS  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE = HERE.parents[2] / "include"
SOURCES = [HERE.parent / f"{name}.cpp" for name in ("fence_litmus", "grace_test", "stress")]
SKIPPED = 77

# A sanitizer slows down the few cycles that this one is about.
FLAGS_INSTEAD = {"fence_litmus": ["-O2"]}


def status_flags():
    command = ["pkg-config", "--cflags", "--libs", "absl_status", "absl_statusor"]
    return subprocess.run(command, text=True, capture_output=True, check=True).stdout.split()


def mutate(mutation, include):
    """Puts one mistake into a copy of the headers."""
    headers = sorted((include / "lambent/detail").glob("*.h"))
    found = [header for header in headers for _ in range(header.read_text().count(mutation.text))]
    if len(found) != 1:
        sys.exit(f"{mutation.name}: its text is there {len(found)} times, not once:\n"
                 f"{mutation.text}")
    text = found[0].read_text()
    found[0].write_text(text.replace(mutation.text, mutation.instead))


class Programs:
    """Builds them."""

    def __init__(self, arguments):
        self.compiler = arguments.compiler
        self.flags = shlex.split(arguments.flags)
        self.sources = {source.stem: source for source in arguments.sources or SOURCES}
        self.libraries = status_flags()

    def build(self, name, include, output):
        if name not in self.sources:
            sys.exit(f"{name}.cpp is not among the sources")
        flags = FLAGS_INSTEAD.get(name, self.flags)
        command = [self.compiler, "-std=c++20", "-w", "-pthread", *flags, f"-I{include}",
                   str(self.sources[name]), "-o", str(output), *self.libraries]
        built = subprocess.run(command, text=True, capture_output=True, check=False)
        if built.returncode != 0:
            sys.exit(f"{shlex.join(command)}\n{built.stderr}")

    def build_mutated(self, mutation, folder):
        """The program with the mistake in it."""
        include = folder / "include"
        shutil.copytree(INCLUDE, include)
        mutate(mutation, include)
        self.build(mutation.program.split()[0], include, folder / "program")
        shutil.rmtree(include)
        return folder / "program"


def run(binary, program, seconds):
    """The exit code, None where it took too long, and the last line that it had to say."""
    try:
        ran = subprocess.run([binary, *program.split()[1:]], stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True, errors="replace",
                             timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return None, f"not done after {seconds} s"
    lines = ran.stdout.strip().splitlines() or [f"exit code {ran.returncode}"]
    told = next((line for line in lines if "ERROR: " in line), lines[-1])
    return ran.returncode, told


def try_all(programs, mutations, scratch):
    """How many nothing noticed."""
    # Built side by side, run one by one: a race needs the machine for itself.
    with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        names = {mutation.program.split()[0] for mutation in mutations}
        list(pool.map(lambda name: programs.build(name, INCLUDE, scratch / name), names))
        folders = [scratch / str(number) for number in range(len(mutations))]
        mutated = list(pool.map(programs.build_mutated, mutations, folders))

    skipped = set()
    for program in dict.fromkeys(mutation.program for mutation in mutations):
        code, told = run(scratch / program.split()[0], program, 120)
        print(f"unchanged: {told}", flush=True)
        if code == SKIPPED:
            skipped.add(program)
        elif code != 0:
            sys.exit(f"{program} fails without any mutation")

    survived = 0
    for mutation, binary in zip(mutations, mutated):
        if mutation.program in skipped:
            print(f"skipped   {mutation.name}")
            continue
        start = time.monotonic()
        code, told = run(binary, mutation.program, mutation.seconds)
        survived += code == 0
        verdict = "SURVIVED" if code == 0 else "killed"
        print(f"{verdict:9} {mutation.name}\n          {told} "
              f"({time.monotonic() - start:.0f} s)", flush=True)
    return survived


def main():
    parser = argparse.ArgumentParser(description="replays mistakes that some test must notice")
    parser.add_argument("sources", nargs="*", type=pathlib.Path, metavar="SOURCE")
    parser.add_argument("--compiler", default=os.environ.get("CXX", "g++"))
    parser.add_argument("--flags", default="-O1 -g -fsanitize=address")
    parser.add_argument("--only", default="", metavar="TEXT")
    parser.add_argument("--program", metavar="'NAME ARGUMENT...'")
    arguments = parser.parse_args()
    programs = Programs(arguments)
    mutations = [mutation for mutation in MUTATIONS if arguments.only in mutation.name]
    if arguments.program:
        mutations = [mutation._replace(program=arguments.program) for mutation in mutations]

    with tempfile.TemporaryDirectory() as scratch:
        survived = try_all(programs, mutations, pathlib.Path(scratch))
    print(f"{len(mutations)} mutations, {survived} survived")
    return survived != 0


if __name__ == "__main__":
    sys.exit(main())

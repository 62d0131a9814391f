#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The project without lambent::runtime and lambent::testing: configured where there is no Boost,
# with all the targets that can do without. consumers.add_subdirectory builds such a library.
# Usage: BUILD_DIR=... CXX=... without_runtime.sh
set -euo pipefail
source=$(cd "$(dirname "$0")/.." && pwd)
build=$BUILD_DIR/tests/without_runtime
rm -rf "$build"
cmake -S "$source" -B "$build" -G Ninja -DLAMBENT_BUILD_RUNTIME=OFF -DLAMBENT_BUILD_TESTING=OFF \
  -DLAMBENT_BUILD_TESTS=OFF -DCMAKE_DISABLE_FIND_PACKAGE_Boost=ON
cmake --build "$build" --target help >"$build/targets"

for target in lambent decode_bench; do
  grep -q "^$target: " "$build/targets" || {
    echo "there is no target $target"
    exit 1
  }
done
if grep -E '^(lambent_runtime|lambent_testing|lambent_cli|store|api|runtime_bench|dispatch_bench)' "$build/targets"; then
  echo 'these need the runtime, or Boost'
  exit 1
fi
[[ -e $build/lambent.pc && ! -e $build/lambent-runtime.pc ]]

# The tests need lambent::testing. For their sake alone it is not installed.
cmake -S "$source" -B "$build/tests" -G Ninja -DLAMBENT_BUILD_RUNTIME=OFF \
  -DLAMBENT_BUILD_TESTING=OFF -DLAMBENT_BUILD_TESTS=ON
grep -q 'liblambent\.' "$build/tests/cmake_install.cmake"
if grep 'liblambent_testing' "$build/tests/cmake_install.cmake"; then
  echo 'lambent::testing is installed, though nobody asked for it'
  exit 1
fi

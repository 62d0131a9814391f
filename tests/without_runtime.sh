#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The whole project without lambent::runtime: configured where there is no Boost, with all the
# targets that can do without. consumers.add_subdirectory builds such a library.
# Usage: BUILD_DIR=... CXX=... without_runtime.sh
set -euo pipefail
source=$(cd "$(dirname "$0")/.." && pwd)
build=$BUILD_DIR/tests/without_runtime
rm -rf "$build"
cmake -S "$source" -B "$build" -G Ninja -DLAMBENT_BUILD_RUNTIME=OFF \
  -DCMAKE_DISABLE_FIND_PACKAGE_Boost=ON
cmake --build "$build" --target help >"$build/targets"

for target in lambent lambent_tests lambent_bridges_verify_interface_header_sets decode_bench; do
  grep -q "^$target: " "$build/targets" || {
    echo "there is no target $target"
    exit 1
  }
done
if grep -E '^(lambent_runtime|lambent_cli|store|api|runtime_bench|dispatch_bench)' "$build/targets"; then
  echo 'these need the runtime, or Boost'
  exit 1
fi
[[ -e $build/lambent.pc && ! -e $build/lambent-runtime.pc ]]

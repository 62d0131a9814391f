#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds and runs one of the consumers. Usage: BUILD_DIR=... run.sh find_package|...
set -euo pipefail
way=$1
here=$(cd "$(dirname "$0")" && pwd)
scratch=$BUILD_DIR/tests/consumers/$way
rm -rf "$scratch"
mkdir -p "$scratch"

if [[ $way != add_subdirectory ]]; then
  cmake --install "$BUILD_DIR" --prefix "$scratch/prefix" >"$scratch/install.log"
fi

case $way in
  find_package)
    # The flags of the library: a sanitizer in it needs its runtime in the program.
    cmake -S "$here/$way" -B "$scratch/build" -G Ninja -DCMAKE_PREFIX_PATH="$scratch/prefix" \
      -DLAMBENT_PACKAGE_GLIBC=99
    cmake --build "$scratch/build"
    ;;
  add_subdirectory)
    # Compiles the library once more, so without what makes that slow.
    export CXXFLAGS=''
    cmake -S "$here/$way" -B "$scratch/build" -G Ninja -DLAMBENT_PACKAGE_GLIBC=99
    cmake --build "$scratch/build"
    ;;
  pkg_config)
    mkdir "$scratch/build"
    pc=$(find "$scratch/prefix" -name lambent.pc)
    PKG_CONFIG_PATH=$(dirname "$pc") "$here/$way/build.sh" "$scratch/build/consumer"
    # CMake writes the place of a shared library into the program, pkg-config does not.
    LD_LIBRARY_PATH=$(dirname "$(dirname "$pc")")
    export LD_LIBRARY_PATH
    ;;
esac

# answers PROGRAM: brings an event to its handler, and gives the answer.
answers() {
  local payload='{"Records": [{"messageId": "m1", "body": "hello", "eventSource": "aws:sqs"}]}'
  [[ $("$1" - <<<"$payload") == $'hello\n{"batchItemFailures":[]}' ]]
}
answers "$scratch/build/consumer"

# A package of it, whether or not this system's libraries are old enough for Lambda. There is no
# place in one for the sanitizer of a library that is tested.
if [[ $way != pkg_config && ${CXXFLAGS:-} != *-fsanitize* ]]; then
  cmake --build "$scratch/build" --target consumer_package
  python3 -m zipfile -e "$scratch/build/consumer.zip" "$scratch/unpacked"
  chmod +x "$scratch/unpacked/bootstrap"
  answers "$scratch/unpacked/bootstrap"
fi

# Without the runtime nobody needs Boost. The library itself is built already.
if [[ $way == add_subdirectory ]]; then
  cmake -S "$here/$way" -B "$scratch/build" -DLAMBENT_BUILD_RUNTIME=OFF \
    -DCMAKE_DISABLE_FIND_PACKAGE_Boost=ON
  cmake --build "$scratch/build" --target embedded
  answers "$scratch/build/embedded"
fi

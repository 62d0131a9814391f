#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds and runs one of the consumers: BUILD_DIR=... run.sh WAY
#
#   find_package, add_subdirectory, pkg_config   the same program, each by its way
#   readme           the project that README.md shows, with FetchContent
#   core             a program of the header-only part
#   deb              find_package of what cpack makes
#   amalgamation     the shop of examples/store and the two files of scripts/amalgamate, nothing else
#   no_exceptions    everything compiled with -fno-exceptions; BUILD_DIR needs no build in it
set -euo pipefail
way=$1
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
scratch=$BUILD_DIR/tests/consumers/$way
rm -rf "$scratch"
mkdir -p "$scratch/build"
prefix=$scratch/prefix

# configure FOLDER OPTION...: a consumer that is a CMake project, without a build type.
configure() {
  cmake -S "$here/$1" -B "$scratch/build" -G Ninja -DLAMBENT_PACKAGE_GLIBC=99 "${@:2}"
}

# answers PROGRAM: brings an event to its handler, and gives the answer.
answers() {
  local payload='{"Records": [{"messageId": "m1", "body": "hello", "eventSource": "aws:sqs"}]}'
  [[ $("$1" - <<<"$payload") == $'hello\n{"batchItemFailures":[]}' ]]
}

# packed: a package of the consumer, whether or not this system's libraries are old enough for
# Lambda. There is no place in one for the sanitizer of a library that is tested.
packed() {
  [[ ${CXXFLAGS:-} != *-fsanitize* ]] || return 0
  cmake --build "$scratch/build" --target consumer_package
  python3 -m zipfile -e "$scratch/build/consumer.zip" "$scratch/unpacked"
  chmod +x "$scratch/unpacked/bootstrap"
  answers "$scratch/unpacked/bootstrap"
}

install_it() {
  cmake --install "$BUILD_DIR" --prefix "$prefix" >"$scratch/install.log"
}

find_package() {
  install_it
  # The flags of the library: a sanitizer in it needs its runtime in the program.
  configure find_package -DCMAKE_PREFIX_PATH="$prefix"
  cmake --build "$scratch/build"
  answers "$scratch/build/consumer"
  "$scratch/build/consumer_tests"
  packed
}

add_subdirectory() {
  # Compiles the library once more, so without what makes that slow.
  export CXXFLAGS=''
  configure add_subdirectory
  cmake --build "$scratch/build"
  answers "$scratch/build/consumer"
  packed
  # Without the runtime nobody needs Boost. The library itself is built already.
  configure add_subdirectory -DLAMBENT_BUILD_RUNTIME=OFF -DCMAKE_DISABLE_FIND_PACKAGE_Boost=ON
  cmake --build "$scratch/build" --target embedded
  answers "$scratch/build/embedded"
}

# The project of README.md, letter by letter; FetchContent is told where the sources are.
readme() {
  export CXXFLAGS=''
  "$here/readme/project.py" "$root/README.md" "$scratch/project"
  cmake -S "$scratch/project" -B "$scratch/build" -G Ninja -DLAMBENT_UNITY_BUILD=ON \
    -DLAMBENT_BUILD_RUNTIME=OFF "-DFETCHCONTENT_SOURCE_DIR_LAMBENT=$root"
  cmake --build "$scratch/build"
  local order='{"Records": [{"messageId": "m1", "body": "{\"id\": \"A-1\", \"pieces\": 2}", "eventSource": "aws:sqs"}]}'
  [[ $("$scratch/build/service" <<<"$order") == '{"batchItemFailures":[]}' ]]
  "$scratch/build/service_test"
}

pkg_config() {
  install_it
  local pc
  pc=$(find "$prefix" -name lambent.pc)
  export PKG_CONFIG_PATH=$(dirname "$pc")
  # CMake writes the place of a shared library into the program, pkg-config does not.
  export LD_LIBRARY_PATH=$(dirname "$(dirname "$pc")")
  "$here/pkg_config/build.sh" lambent-runtime main.cpp "$scratch/build/consumer"
  answers "$scratch/build/consumer"
  "$here/pkg_config/build.sh" lambent-testing tests.cpp "$scratch/build/consumer_tests"
  "$scratch/build/consumer_tests"
}

core() {
  install_it
  export CXXFLAGS=''
  configure core -DCMAKE_PREFIX_PATH="$prefix"
  cmake --build "$scratch/build"
  [[ $("$scratch/build/consumer") == hello ]]
  # Not even by name.
  if grep -q liblambent "$scratch/build/build.ninja"; then
    echo 'lambent::core links the library'
    return 1
  fi
}

deb() {
  if ! command -v dpkg-deb >/dev/null; then
    echo 'no dpkg here'
    return 77
  fi
  cpack -G DEB --config "$BUILD_DIR/CPackConfig.cmake" -B "$scratch/made"
  dpkg-deb --field "$scratch"/made/*.deb
  local depends name
  depends=$(dpkg-deb --field "$scratch"/made/*.deb Depends)
  for name in libabsl-dev libsimdjson-dev zlib1g-dev; do
    [[ ", $depends," == *", $name,"* ]]
  done
  dpkg-deb --extract "$scratch"/made/*.deb "$prefix"
  grep -q 'License: Apache-2.0' "$prefix/usr/share/doc/liblambent-dev/copyright"
  configure find_package -DCMAKE_PREFIX_PATH="$prefix/usr"
  cmake --build "$scratch/build"
  answers "$scratch/build/consumer"
  "$scratch/build/consumer_tests"
  # For a shared library, which is not where the system looks.
  LD_LIBRARY_PATH=$prefix/usr/lib "$prefix/usr/bin/lambent" types | grep '^sqs\b'
}

amalgamation() {
  "$root/scripts/amalgamate" "$scratch/two"
  cp "$root"/examples/store/{handlers,shop,main}.cpp "$root"/examples/store/*.h "$scratch/build"
  cd "$scratch/build"
  sed -i 's|#include "lambent/.*"|#include "lambent.h"|' ./*.cpp ./*.h
  local flags libraries source
  read -ra flags <<<"$(pkg-config --cflags absl_status absl_statusor)"
  read -ra libraries <<<"$(pkg-config --libs absl_status absl_statusor absl_strings absl_time \
    absl_flat_hash_map absl_inlined_vector simdjson zlib)"
  flags+=(-std=c++20 -O0 "-I$scratch/two" -DLAMBENT_WITH_JSON -DFMT_HEADER_ONLY)
  for source in "$scratch/two/lambent.cpp" handlers.cpp shop.cpp main.cpp; do
    "${CXX:-c++}" "${flags[@]}" -c "$source"
  done
  # Its other macros.
  "${CXX:-c++}" "${flags[@]}" -DLAMBENT_NO_RUNTIME -DLAMBENT_WITH_FORMAT -fsyntax-only \
    "$scratch/two/lambent.cpp"
  "${CXX:-c++}" ./*.o -o store -pthread "${libraries[@]}"
  ./store "$root/examples/store/payloads/01-get-products.json" | tee answer
  grep -q '"statusCode":200.*Brass lamp' answer
}

no_exceptions() {
  export CXXFLAGS=-fno-exceptions
  configure add_subdirectory -DLAMBENT_BUILD_TESTING=ON
  cmake --build "$scratch/build"
  answers "$scratch/build/consumer"
  "$scratch/build/consumer_tests"
  # Code with exceptions asks for symbols that this library does not have.
  local libraries
  read -ra libraries <<<"$(pkg-config --libs absl_status absl_statusor)"
  if "${CXX:-c++}" -std=c++20 -I"$root/include" "$here/main.cpp" -o "$scratch/mixed" \
    "$scratch"/build/lambent/liblambent{_runtime,}.a "${libraries[@]}" 2>"$scratch/mixed.log"; then
    echo 'code with and without exceptions was linked into one program'
    return 1
  fi
  grep -q 'undefined reference to .lambent::v[0-9_]*::' "$scratch/mixed.log"
}

"$way"

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Packs small programs. Usage: BUILD_DIR=... CXX=... run.sh static|shared|refused
set -euo pipefail
case_name=$1
here=$(cd "$(dirname "$0")" && pwd)
packer=$here/../../cmake/package.py
scratch=$BUILD_DIR/tests/package/$case_name
rm -rf "$scratch"
mkdir -p "$scratch"

# Whatever flags the library is tested with: sanitizers have no static libraries.
export CXXFLAGS='' LDFLAGS=''
# A cache may change the paths that the compiler is given.
export CCACHE_DISABLE=1

# make_zip SOURCE BUILD OPTION...: the project's zip, made from a copy of it.
make_zip() {
  local source=$1 build=$2
  shift 2
  mkdir -p "$source/tests/package" "$source/cmake"
  cp -r "$here/project" "$source/tests/package"
  cp "$packer" "$here/../../cmake/package.cmake" "$source/cmake"
  cmake -S "$source/tests/package/project" -B "$build" -G Ninja "$@"
  cmake --build "$build" --target hello_package
}

# entries ZIP: one line each, mode and name.
entries() {
  python3 - "$1" <<'END'
import sys, zipfile
for entry in zipfile.ZipFile(sys.argv[1]).infolist():
    print(f"{entry.external_attr >> 16:o} {entry.filename}")
END
}

# none COMMAND...: prints nothing. (`!` would not end the script.)
none() {
  [[ -z $("$@" || true) ]]
}

# unpacked ZIP: says what the program in it says.
unpacked() {
  python3 -m zipfile -e "$1" "$scratch/unpacked"
  chmod +x "$scratch/unpacked/bootstrap"
  "$scratch/unpacked/bootstrap"
}

# refused WHAT OPTION...: one line names it, and there is no zip.
refused() {
  local what=$1
  shift
  touch "$scratch/made-up.zip"
  if python3 "$packer" zip "$@" "$scratch/made-up" "$scratch/made-up.zip" 2>"$scratch/error"; then
    echo "packed in spite of $what"
    return 1
  fi
  cat "$scratch/error"
  [[ $(wc -l <"$scratch/error") == 1 && $(cat "$scratch/error") == *"$what"* ]]
  [[ ! -e $scratch/made-up.zip ]]
}

case $case_name in
  static)
    echo 'int main() {}' >"$scratch/empty.cpp"
    "$CXX" -static "$scratch/empty.cpp" -o "$scratch/empty" || exit 77
    make_zip "$scratch/one" "$scratch/one/build" -DCMAKE_BUILD_TYPE=Debug
    make_zip "$scratch/somewhere/else" "$scratch/out" -DCMAKE_BUILD_TYPE=Debug
    cmp "$scratch/one/build/hello.zip" "$scratch/out/hello.zip"
    [[ $(entries "$scratch/out/hello.zip") == '100755 bootstrap' ]]
    [[ $(unpacked "$scratch/out/hello.zip") == hello ]]
    readelf -ldW "$scratch/unpacked/bootstrap" >"$scratch/elf"
    none grep -E 'INTERP|NEEDED' "$scratch/elf"
    none grep -F "$scratch" "$scratch/unpacked/bootstrap"
    ;;
  shared)
    # As new as it may be: whether it would start on Lambda is not what this is about.
    make_zip "$scratch/one" "$scratch/out" -DBUILD_SHARED_LIBS=ON -DLAMBENT_PACKAGE_GLIBC=99
    entries "$scratch/out/hello.zip" | tee "$scratch/entries"
    [[ $(head -1 "$scratch/entries") == '100755 bootstrap' ]]
    grep -qx '100755 lib/libgreeting.so' "$scratch/entries"
    none grep -vE '^100755 (bootstrap|lib/lib.*)$' "$scratch/entries"
    none grep -E 'lib/(libc|libm|ld-.*)\.so' "$scratch/entries"
    rm -r "$scratch/out/hello_package" "$scratch/out/libgreeting.so"
    [[ $(unpacked "$scratch/out/hello.zip") == hello ]]
    readelf -dW "$scratch/unpacked/bootstrap" | grep -F '(RPATH)' | grep -F '[$ORIGIN/lib]'
    ;;
  refused)
    echo 'int main() {}' >"$scratch/made-up.cpp"
    "$CXX" "$scratch/made-up.cpp" -o "$scratch/made-up" \
      -static-libstdc++ -static-libgcc -Wl,--no-as-needed -lz || exit 77
    refused libz.so.1 --glibc 99
    "$CXX" "$scratch/made-up.cpp" -o "$scratch/made-up" -static-libstdc++ -static-libgcc
    refused ' of GLIBC_2.' --glibc 2.0
    # What Debian's simdjson brings along is too new for Lambda: there is a command against that.
    echo /usr/lib/libsimdjson.so.14 >"$scratch/libraries"
    refused 'in place of libsimdjson.so.14' --glibc 2.0 --libraries "$scratch/libraries"
    grep -F 'scripts/setup --static' "$scratch/error"
    echo /usr/lib/libother.so.1 >"$scratch/libraries"
    refused 'in place of libother.so.1' --glibc 2.0 --libraries "$scratch/libraries"
    none grep -F 'scripts/setup' "$scratch/error"
    ;;
esac

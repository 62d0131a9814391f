# What the scripts share. Sourced, never run. Expects `set -euo pipefail`.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Where there is a compiler cache, what was built before in any checkout need not be built again.
if command -v ccache >/dev/null; then
  export CMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER-ccache}
  export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
fi

# quietly COMMAND...: shows the command's output only when it fails, and keeps standard input away.
quietly() {
  local log
  log=$(mktemp)
  if ! "$@" >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm -f "$log"
    echo "failed: $*" >&2
    return 1
  fi
  rm -f "$log"
}

# build PRESET [TARGET...]: configures and builds, in build/PRESET.
build() {
  local preset=$1
  shift
  # Joined, since callers may have switched off what ends a function at a failure.
  cmake -S "$root" --preset "$preset" &&
    cmake --build "$root/build/$preset" ${1:+--target "$@"}
}

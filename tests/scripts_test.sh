#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What scripts/ do when something fails or is asked wrongly. They run in a copy, with tools that only
# note that they were called.
set -u
source=$(cd "$(dirname "$0")/.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

mkdir "$scratch/tools"
cp -r "$source/scripts" "$scratch/scripts"
cat >"$scratch/tools/cmake" <<'TOOL'
#!/usr/bin/env bash
# Cannot configure; all else would succeed.
echo "cmake $*" >>"$CALLS"
[[ $1 != -S ]]
TOOL
cat >"$scratch/scripts/setup" <<'TOOL'
#!/usr/bin/env bash
echo "setup $*" >>"$CALLS"
TOOL
chmod +x "$scratch/tools/cmake" "$scratch/scripts/setup"
export CALLS=$scratch/calls PATH=$scratch/tools:$PATH

# run EXPECTED-EXIT-CODE COMMAND...: with nothing but the tools above noting calls.
run() {
  local expected=$1 code
  shift
  called=$*
  : >"$CALLS"
  "$@" >"$scratch/out" 2>"$scratch/err" <<<'text'
  code=$?
  [[ $code == "$expected" ]] || fail "exit code $code, expected $expected"
}
# shared EXPECTED-EXIT-CODE CODE: bash code of a script that sources common.sh.
shared() {
  run "$1" bash -c "set -euo pipefail; source '$scratch/scripts/common.sh'; $2"
}

fail() {
  failures=$((failures + 1))
  printf 'FAILED: %s: %s\n' "$called" "$1"
  sed 's/^/  out: /' "$scratch/out" | head -5
  sed 's/^/  err: /' "$scratch/err" | head -5
}
silent() { [[ ! -s $scratch/out && ! -s $scratch/err ]] || fail 'prints something'; }
complains() { grep -qF -- "$1" "$scratch/err" || fail "does not complain with $1"; }
calls_nothing() { [[ ! -s $CALLS ]] || fail "calls $(head -1 "$CALLS")"; }

# What could not be configured is not built, also where bash goes on after a command that failed.
shared 1 'build x'
shared 3 'if build x; then exit 0; else exit 3; fi'
[[ $(wc -l <"$CALLS") == 1 ]] || fail 'goes on after a configure that failed'
shared 1 'quietly build x'
complains 'failed: build x'

shared 0 'quietly sh -c "echo hidden; echo hidden >&2"'
silent
# Split, for what is said of the command has it, too.
shared 1 'quietly sh -c "echo out-\"\"put; echo compl-\"\"aint >&2; exit 4"'
complains out-put
complains compl-aint
complains 'failed: sh -c'
[[ ! -s $scratch/out ]] || fail 'writes to standard output'
shared 1 'quietly grep text'  # which standard input would have

# Mistakes are named before anything is installed or built.
for script in check bench; do
  run 2 "$scratch/scripts/$script" nonsense
  calls_nothing
  complains "scripts/$script"
  run 2 "$scratch/scripts/$script" --nonsense
  calls_nothing
  complains "usage: scripts/$script"
done
run 2 "$scratch/scripts/bench" nonsense
complains 'no benchmark is named nonsense'
run 2 "$scratch/scripts/check" format nonsense
complains 'steps are format compile_fail'

[[ $failures == 0 ]] && echo 'the scripts say what failed'
exit $((failures > 0))

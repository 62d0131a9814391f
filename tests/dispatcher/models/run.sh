#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Has GenMC look at every order that the models of this folder allow, in two memory models: there
# must be no error, and one without the fences of either side. Exit code 77: no GenMC here.
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v genmc >/dev/null; then
  echo 'models: skipped: genmc is not installed'
  exit 77
fi

# expect RESULT MEMORY_MODEL MODEL [DEFINE]
expect() {
  local result=0 output
  output=$(genmc "--$2" -- ${4:+"$4"} "$3" 2>&1) || result=$?
  if [[ $result != "$1" ]]; then
    echo "$output" >&2
    echo "models: $3 ${4:-with all fences} under $2: exit code $result, not $1" >&2
    exit 1
  fi
}

readonly clean=0 error=42  # what GenMC says of its verdict; 1 would be an error in the model's text
for model in *.c; do
  for memory_model in rc11 imm; do
    expect $clean "$memory_model" "$model"
    expect $error "$memory_model" "$model" -DNOFENCE_R
    expect $error "$memory_model" "$model" -DNOFENCE_W
    echo "models: $model holds under $memory_model, and needs both fences"
  done
done

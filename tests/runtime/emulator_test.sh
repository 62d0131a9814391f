#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the shop under AWS's own emulator of Lambda, and compares what it answers there with what it
# answers to files. Skipped (77) where LAMBENT_RIE does not name the emulator, aws-lambda-rie:
# https://github.com/aws/aws-lambda-runtime-interface-emulator
#
# Usage: LAMBENT_RIE=... emulator_test.sh TOOL SHOP PAYLOADS
#   TOOL      the lambent tool
#   SHOP      the program store as it was built, or its package, store.zip
#   PAYLOADS  a folder of *.json
#
# One event at a time: the emulator ends if two are sent at once.
set -u
tool=$1
shop=$2
payloads=("$3"/*.json)
if [[ -z ${LAMBENT_RIE:-} ]]; then
  echo 'skipped: LAMBENT_RIE does not name an emulator'
  exit 77
fi
scratch=$(mktemp -d)
emulator=
trap 'kill "$emulator" 2>/dev/null; rm -rf "$scratch"' EXIT
unset AWS_LAMBDA_RUNTIME_API AWS_LAMBDA_MAX_CONCURRENCY

fail() {
  printf 'FAILED: %s\n' "$1"
  sed 's/^/  emulator: /' "$scratch/emulator" | tail -20
  exit 1
}

if [[ $shop == *.zip ]]; then
  python3 -m zipfile -e "$shop" "$scratch/package"
  chmod +x "$scratch/package/bootstrap"
  shop=$scratch/package/bootstrap
fi

# One process for all of them, here as there: the shop remembers.
"$shop" "${payloads[@]}" >"$scratch/expected" 2>"$scratch/failures" </dev/null

read -r port api_port < <(python3 - <<'END'
import socket
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(one.getsockname()[1] for one in sockets))
END
)
: >"$scratch/emulator"
"$LAMBENT_RIE" --runtime-interface-emulator-address "127.0.0.1:$port" \
  --runtime-api-address "127.0.0.1:$api_port" "$shop" >"$scratch/emulator" 2>&1 </dev/null &
emulator=$!

# listens: whether the emulator does, within half a minute.
listens() {
  local i
  for ((i = 0; i < 300; i++)); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return 0; fi
    kill -0 "$emulator" 2>/dev/null || return 1
    read -rt 0.1 <> <(:) || true
  done
  return 1
}
listens || fail 'the emulator does not listen'

failures=0
for payload in "${payloads[@]}"; do
  answer=$(timeout 30 "$tool" invoke --url "http://127.0.0.1:$port" "$payload" 2>"$scratch/err" \
    </dev/null) || true
  [[ ! -s $scratch/err ]] || fail "$payload: $(cat "$scratch/err")"
  # The emulator does not say otherwise that a handler has failed.
  if [[ $answer == '{"errorMessage":'* ]]; then
    failures=$((failures + 1))
  else
    printf '%s\n' "$answer"
  fi
done >"$scratch/answers"

cmp -s "$scratch/answers" "$scratch/expected" ||
  fail "other answers: $(diff "$scratch/expected" "$scratch/answers" | head -4)"
[[ $failures == $(wc -l <"$scratch/failures") ]] || fail "$failures failures"
echo "${#payloads[@]} events are answered under the emulator as from files, $failures with failures"

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Drives a program made with lambent::run() and `lambent invoke` as a user would.
# Usage: process_test.sh TOOL BUILT-EXAMPLES EXAMPLES
set -u
tool=$1
shop=$2/store/store
api=$2/api/api
payloads=$3/store/payloads
requests=$3/api/payloads
scratch=$(mktemp -d)
server=
trap 'kill "$server" 2>/dev/null; rm -rf "$scratch"' EXIT
failures=0
unset AWS_LAMBDA_RUNTIME_API AWS_LAMBDA_MAX_CONCURRENCY

fail() {
  failures=$((failures + 1))
  printf 'FAILED: %s: %s\n' "$called" "$1"
  sed 's/^/  out: /' "$scratch/out" | head -5
  sed 's/^/  err: /' "$scratch/err" | head -5
}

# run EXPECTED-EXIT-CODE COMMAND...: standard input is the caller's.
run() {
  local expected=$1 code
  shift
  called=$*
  "$@" >"$scratch/out" 2>"$scratch/err"
  code=$?
  [[ $code == "$expected" ]] || fail "exit code $code, expected $expected"
}

# refused TEXT COMMAND...: exit code 2 and one line on standard error.
refused() {
  local about=$1
  shift
  run 2 timeout 20 "$@" </dev/null
  [[ ! -s $scratch/out ]] || fail 'writes to standard output'
  [[ $(wc -l <"$scratch/err") == 1 ]] || fail 'does not write exactly one line to standard error'
  grep -qF -- "$about" "$scratch/err" || fail "does not say $about"
}

# What there is nothing to run on.
refused 'AWS_LAMBDA_RUNTIME_API is not set' "$shop"
refused 'Connection refused' env AWS_LAMBDA_RUNTIME_API=127.0.0.1:1 "$shop"
for address in '' 127.0.0.1 example.com:80 http://127.0.0.1:80 127.0.0.1:99999; do
  refused 'expected HOST:PORT' env AWS_LAMBDA_RUNTIME_API="$address" "$shop"
done

# A number of slots that is none: one line more, and one slot.
for slots in abc 0 -1 ''; do
  run 2 env AWS_LAMBDA_RUNTIME_API=127.0.0.1:1 AWS_LAMBDA_MAX_CONCURRENCY="$slots" "$shop" </dev/null
  [[ $(wc -l <"$scratch/err") == 2 ]] || fail 'does not write exactly one line more'
  head -1 "$scratch/err" | grep 'WARN' |
    grep -qF "AWS_LAMBDA_MAX_CONCURRENCY: expected a number from 1 to 4294967295, found '$slots'" ||
    fail 'does not warn of the variable'
done
run 2 env AWS_LAMBDA_RUNTIME_API=127.0.0.1:1 AWS_LAMBDA_MAX_CONCURRENCY=4 "$shop" </dev/null
grep -q 'AWS_LAMBDA_MAX_CONCURRENCY' "$scratch/err" && fail 'warns of a number of slots'

refused 'no such option: --sevre' "$shop" --sevre
refused '--serve takes one HOST:PORT' "$shop" --serve 127.0.0.1:0 more
refused 'expected HOST:PORT' "$shop" --serve nowhere
refused 'cannot listen on 192.0.2.1:80' "$shop" --serve 192.0.2.1:80
refused 'No such file or directory' "$shop" "$scratch/none.json"
refused 'Is a directory' "$shop" "$scratch"

run 0 "$shop" --help </dev/null
grep -q -- '--serve' "$scratch/out" || fail 'does not say --serve'

# Files and standard input.
run 0 "$shop" "$payloads/10-tasks.json" </dev/null
cp "$scratch/out" "$scratch/tasks"
grep -q '^{"batchItemFailures":' "$scratch/tasks" || fail 'does not answer the batch'
run 0 "$shop" - <"$payloads/10-tasks.json"
cmp -s "$scratch/out" "$scratch/tasks" || fail 'answers differently from standard input'
run 0 "$shop" <"$payloads/10-tasks.json"
cmp -s "$scratch/out" "$scratch/tasks" || fail 'answers differently from standard input unasked'
run 1 "$shop" "$payloads/06-authorizer-request.json" "$payloads/10-tasks.json" </dev/null
cmp -s "$scratch/out" "$scratch/tasks" || fail 'does not go on after a failure'
grep -q '06-authorizer-request.json: Unauthorized$' "$scratch/err" || fail 'does not say what failed'

# serve PROGRAM: starts it on a free port, which the line on standard error names.
serve() {
  called="$1 --serve"
  : >"$scratch/served"
  "$1" --serve 127.0.0.1:0 2>"$scratch/served" &
  server=$!
  url=
  local i
  for ((i = 0; i < 300; i++)); do
    url=$(sed -n 's|.*listening on \(http://[0-9.:]*\)/.*|\1|p' "$scratch/served")
    [[ -z $url ]] || break
    read -rt 0.1 <> <(:) || true
  done
  : >"$scratch/out" >"$scratch/err"
  [[ $url ]] || fail 'does not say where it listens'
}

# interrupt: ends it as Ctrl-C does.
interrupt() {
  local code
  kill -INT "$server"
  wait "$server"
  code=$?
  called='kill -INT'
  [[ $code == 0 ]] || fail "the endpoint ended with exit code $code"
}

# The local endpoint.
serve "$shop"
run 0 "$tool" invoke --url "$url" "$payloads/10-tasks.json" </dev/null
cmp -s "$scratch/out" "$scratch/tasks" || fail 'answers differently from a file'
run 0 "$tool" invoke --url "$url/2015-03-31/functions/function/invocations" - \
  <"$payloads/10-tasks.json"
cmp -s "$scratch/out" "$scratch/tasks" || fail 'answers differently to a whole URL'
run 0 "$tool" invoke "$payloads/10-tasks.json" --url "$url" </dev/null
cmp -s "$scratch/out" "$scratch/tasks" || fail 'answers differently with its option behind the file'
run 1 "$tool" invoke --url "$url" "$payloads/06-authorizer-request.json" </dev/null
grep -q '"errorMessage":"Unauthorized"' "$scratch/out" || fail 'does not print the failure'
run 1 "$tool" invoke --url "$url/elsewhere" "$payloads/10-tasks.json" </dev/null
refused 'Address already in use' "$shop" --serve "${url#http://}"

interrupt
refused 'Connection refused' "$tool" invoke --url "$url" "$payloads/10-tasks.json"
refused 'expected HOST:PORT' "$tool" invoke --url http://example.com/ "$payloads/10-tasks.json"
refused 'usage: lambent invoke' "$tool" invoke
refused 'usage: lambent invoke' "$tool" invoke one.json two.json
refused 'usage: lambent invoke' "$tool" invoke --url "$url"
refused '--url needs an address' "$tool" invoke one.json --url
refused 'no option --ulr' "$tool" invoke one.json --ulr "$url"

# One API behind every gateway: requests get the same answers from files and on the port.
run 0 "$api" "$requests"/*.json </dev/null
cp "$scratch/out" "$scratch/answers"
serve "$api"
for request in "$requests"/*.json; do
  "$tool" invoke --url "$url" "$request"
done >"$scratch/out" 2>"$scratch/err"
called='lambent invoke of requests'
cmp -s "$scratch/out" "$scratch/answers" || fail 'answers differently from files'
interrupt

[[ $failures == 0 ]] && echo 'the program and the tool behave'
exit $((failures > 0))

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Drives the lambent tool as a user would. Usage: cli_test.sh TOOL FIXTURES
set -u
tool=$1
fixtures=$2
sqs=$fixtures/sqs/sample.json
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

# run EXPECTED-EXIT-CODE ARGUMENT...: standard input is the caller's.
run() {
  local expected=$1 code
  shift
  called="lambent $*"
  "$tool" "$@" >"$scratch/out" 2>"$scratch/err"
  code=$?
  [[ $code == "$expected" ]] || fail "exit code $code, expected $expected"
}

fail() {
  failures=$((failures + 1))
  printf 'FAILED: %s: %s\n' "$called" "$1"
  sed 's/^/  out: /' "$scratch/out" | head -5
  sed 's/^/  err: /' "$scratch/err" | head -5
}

prints() { grep -qP -- "$1" "$scratch/out" || fail "does not print /$1/"; }
silent() { [[ ! -s $scratch/err ]] || fail 'writes to standard error'; }

# One line on standard error and nothing else.
complains() {
  [[ ! -s $scratch/out ]] || fail 'writes to standard output'
  [[ $(wc -l <"$scratch/err") == 1 ]] || fail 'does not write exactly one line to standard error'
  grep -qP -- "^lambent: .*$1" "$scratch/err" || fail "does not complain with /$1/"
}

# refused ARGUMENT...: wrong usage or a file that cannot be read.
refused() {
  local about=$1
  shift
  run 2 "$@" </dev/null
  complains "$about"
}

run 0 types </dev/null
silent
prints '^sqs\tbatch\t[^\t]+\thttps://'
prints '^s3_notification\tobserve\t'
prints '^apigw_rest_proxy\tanswer\t'
if grep -qvP '^[a-z0-9_]+\t(answer|observe|batch)\t[^\t]*\thttps://\S+$' "$scratch/out"; then
  fail 'has a line of another form'
fi

run 0 recognise "$sqs" </dev/null
silent
[[ $(cat "$scratch/out") == "$sqs"$'\tsqs' ]] || fail 'prints something else'

run 0 recognise - <"$sqs"
[[ $(cat "$scratch/out") == $'-\tsqs' ]] || fail 'prints something else'

printf '{"order": 7}' >"$scratch/own.json"
run 1 recognise "$scratch/own.json" </dev/null
[[ $(cat "$scratch/out") == "$scratch/own.json"$'\tunknown' ]] || fail 'prints something else'
run 1 decode "$scratch/own.json" </dev/null
complains "own.json: "

# A file that is of no use does not keep the others from being looked at.
run 1 recognise "$scratch/own.json" "$sqs" </dev/null
prints '\tunknown$'
prints '\tsqs$'

printf '{"Records": [' >"$scratch/cut.json"
run 1 recognise "$scratch/cut.json" </dev/null
prints '\terror$'
run 1 decode --type sqs "$scratch/cut.json" </dev/null
complains "cut.json: "

run 0 decode "$sqs" </dev/null
prints '"messageId"'
run 0 decode --type sqs "$sqs" </dev/null
prints '"messageId"'
run 0 decode - <"$sqs"
prints '"messageId"'
cp "$scratch/out" "$scratch/once.json"
run 0 decode "$scratch/once.json" </dev/null
cmp -s "$scratch/out" "$scratch/once.json" || fail 'does not give the canonical form back'

printf '{"a": [{"prefix": "x"}]}' >"$scratch/pattern.json"
printf '{"a": "xy"}' >"$scratch/event.json"
run 0 match "$scratch/pattern.json" "$scratch/event.json" </dev/null
silent
[[ $(cat "$scratch/out") == yes ]] || fail 'does not print yes'
run 1 match "$scratch/pattern.json" - <<<'{"a": "y"}'
[[ $(cat "$scratch/out") == no ]] || fail 'does not print no'
run 1 match "$scratch/event.json" "$scratch/event.json" </dev/null
complains 'event.json: pattern: \$.a: .*write'
cat >"$scratch/cases.jsonl" <<'CASES'
{"id": "one", "pattern": "{\"a\":[1]}", "event": "{\"a\":1.0}", "matches": true}
{"id": "two", "pattern": "{\"a\":[1]}", "event": "{\"a\":2}", "matches": true}
{"id": "three", "pattern": "{\"a\":1}", "error": true}

{"id": "four", "source": "sqs", "pattern": "{\"body\":[\"x\"]}", "record": "{\"body\":\"x\"}", "matches": true}
CASES
run 1 match --cases "$scratch/cases.jsonl" </dev/null
[[ $(cat "$scratch/out") == $'two\n3 passed, 1 failed' ]] || fail 'prints something else'
echo nonsense >>"$scratch/cases.jsonl"
run 1 match --cases "$scratch/cases.jsonl" </dev/null
grep -q 'cases.jsonl:6: ' "$scratch/err" || fail 'does not name the line'
# A file without cases proves nothing.
for cases in '' $'\n \n'; do
  printf %s "$cases" >"$scratch/none.jsonl"
  for command in match routes; do
    run 1 "$command" --cases "$scratch/none.jsonl" </dev/null
    complains 'none.jsonl: no cases$'
  done
done
refused '' match
refused '' match "$scratch/pattern.json"
refused '' match --cases
refused 'missing.json' match "$scratch/missing.json" "$scratch/event.json"

cat >"$scratch/routes.jsonl" <<'CASES'
{"routes": ["GET /a/{x}", "POST /a/{x}"], "note": "the table"}
{"id": "one", "source": "alb", "event": {"httpMethod": "GET", "path": "/a/b%20c", "requestContext": {"elb": {"targetGroupArn": "t"}}}, "status": 200, "route": "GET /a/{x}", "params": {"x": "b c"}}
{"id": "two", "source": "url", "event": {"version": "2.0", "rawPath": "/a/b", "requestContext": {"http": {"method": "PUT"}}}, "status": 405, "allow": "GET, HEAD, OPTIONS, POST"}
{"id": "three", "source": "http", "event": {"version": "2.0", "rawPath": "/a/b", "requestContext": {"http": {"method": "GET"}}}, "status": 404}
{"id": "four", "source": "rest", "event": {"resource": "/{proxy+}", "path": "/v1/a/b", "httpMethod": "POST", "pathParameters": {"proxy": "a/b"}}, "status": 200, "route": "POST /a/{x}", "params": {"x": "b"}}
{"id": "five", "source": "lattice", "event": {"raw_path": "/v1/a/b?x", "method": "GET"}, "strip": ["/v1"], "status": 200, "route": "GET /a/{x}", "params": {"x": "b"}}
{"id": "six", "source": "lattice", "event": {"version": "2.0", "path": "/a", "method": "GET", "requestContext": {"serviceArn": "s"}}, "status": 404}
{"id": "seven", "source": "sqs", "event": {}, "status": 404}
CASES
run 1 routes --cases "$scratch/routes.jsonl" </dev/null
[[ $(cat "$scratch/out") == $'three\nseven\n5 passed, 2 failed' ]] || fail 'prints something else'
head -1 "$scratch/routes.jsonl" >"$scratch/table.jsonl" # and nothing to try it with
run 1 routes --cases "$scratch/table.jsonl" </dev/null
complains 'table.jsonl: no cases$'
echo '{"routes": ["GET a"]}' >>"$scratch/routes.jsonl"
run 1 routes --cases "$scratch/routes.jsonl" </dev/null
grep -q 'routes.jsonl:9: route a: at 0' "$scratch/err" || fail 'does not name the route'
refused '' routes
refused 'missing.json' routes --cases "$scratch/missing.json"

# A synthetic event of every type is the recorded one, is recognised as what it is, and is decoded to
# the same JSON.
samples=()
for type in $("$tool" types | cut -f1); do
  run 0 sample "$type" </dev/null
  silent
  samples+=("$scratch/$type.sample")
  cp "$scratch/out" "${samples[-1]}"
  cmp -s "$scratch/out" "$fixtures/$type/sample.json" || fail 'is not the recorded one'
  run 0 decode - <"${samples[-1]}"
  silent
  cp "$scratch/out" "${samples[-1]%.sample}.decoded"
done
called='lambent sample TYPE | lambent decode -'
python3 - "${samples[@]}" >"$scratch/out" 2>"$scratch/err" <<'PYTHON' || fail 'does not say the same'
import json
import sys

changed = []
for name in sys.argv[1:]:
    with open(name) as sample, open(name.removesuffix(".sample") + ".decoded") as decoded:
        if json.load(sample) != json.load(decoded):
            changed.append(name)
print("\n".join(changed))
sys.exit(bool(changed))
PYTHON
run 0 recognise "${samples[@]}" </dev/null
silent
while IFS=$'\t' read -r file type; do
  [[ $file == "$scratch/$type.sample" ]] || fail "takes $file for $type"
done <"$scratch/out"
[[ $(wc -l <"$scratch/out") == "${#samples[@]}" && ${#samples[@]} -gt 90 ]] || fail 'leaves some out'
run 0 sample sqs --set 'Records[0].body=abc' --set 'Records[0].messageId=m1' </dev/null
silent
prints '"messageId":"m1"'
prints '"md5OfBody":"900150983cd24fb0d6963f7d28e17f72"'
run 0 sample s3_notification --inside sns,sqs </dev/null
cp "$scratch/out" "$scratch/nested.json"
run 0 recognise "$scratch/nested.json" </dev/null
prints '\tsqs$'
grep -q 'ObjectCreated:Put.*SigningCertURL' "$scratch/nested.json" || fail 'does not nest'
run 1 sample sqs --set 'Records[0].boddy=x' </dev/null
complains 'sqs: Records\[0\].boddy: there is no such member'
run 1 sample sqs --set Records=7 </dev/null
complains 'expected an array, found a number'
refused '' sample
refused 'nonsense' sample nonsense
refused 'sqs2' sample sqs --inside sqs2
refused '' sample sqs --inside
refused 'PATH=VALUE' sample sqs --set x
refused 'one type' sample sqs sns
refused 'pretty' sample sqs --pretty

run 0 --version </dev/null
prints '^lambent \d+\.\d+\.\d+$'
run 0 --help </dev/null
prints 'lambent sample TYPE'
if [[ -e /dev/full ]]; then
  called='lambent types, where nothing can be written'
  "$tool" types >/dev/full 2>"$scratch/err"
  [[ $? == 2 && $(cat "$scratch/err") == 'lambent: standard output: '* ]] || fail 'does not say so'
fi

run 2 </dev/null # without a command: its usage
[[ ! -s $scratch/out && -s $scratch/err ]] || fail 'does not explain itself on standard error'
refused 'nonsense' nonsense
refused '' recognise
refused '' decode
refused '' types too many
refused '' decode --type
refused 'no_such_type' decode --type no_such_type "$sqs"
refused 'missing.json' recognise "$scratch/missing.json"
refused 'missing.json' decode "$scratch/missing.json"
refused "$scratch" decode "$scratch"
refused "$scratch" recognise "$scratch"
refused '' recognise - # empty standard input
refused '' decode -
if [[ $EUID != 0 ]]; then
  cp "$sqs" "$scratch/secret.json"
  chmod 000 "$scratch/secret.json"
  refused 'secret.json' decode "$scratch/secret.json"
fi

[[ $failures == 0 ]] && echo 'the tool behaves'
exit $((failures > 0))

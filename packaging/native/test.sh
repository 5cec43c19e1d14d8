#!/usr/bin/env bash
# Runs the agent's tests on the native programs: the x64 one through all that drive the agent as a process (commissioning, bundles,
# evidence, kills), the arm64 one under qemu's user emulation through --version, check, simulate (the same bytes as x64) and
# run --simulated to a hub.
# Usage: packaging/native/test.sh NATIVE_FOLDER    NATIVE_FOLDER/linux-x64 and /linux-arm64 are what packaging/native/build.sh made.
# Says SKIPPED with the reason for what this machine cannot do; with CITYKIT_DEMAND=1 that is a failure.
# Needs the .NET 10 SDK; on Debian, as root, installs the emulator.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
native=$(cd "${1:?name the folder of the native programs}" && pwd)
x64=$native/linux-x64/citykit-edge
arm64=$native/linux-arm64/citykit-edge
scratch=$(mktemp -d "${TMPDIR:-/tmp}/citykit-native-test.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

fail() { printf 'FAILED: %s\n' "$1" >&2; exit 1; }
without() { [ "${CITYKIT_DEMAND:-}" != 1 ] || fail "demanded, but $1"; printf 'SKIPPED: %s\n' "$1"; }

# The agent's tests that start a program, on the one named; a filter of test names as xUnit has it.
tests_on() {
  local status=0
  CITYKIT_EDGE_AGENT=$1 dotnet test "$root/tests/CityKit.Edge.Agent.Tests" -c Release ${CI:+--no-build} -tl:off --filter "$2" \
    > "$scratch/tests.log" 2>&1 || status=$?
  sed -nE 's/^(Passed|Failed)! +- Failed: +([0-9]+), Passed: +([0-9]+).*/native: \3 passed, \2 failed/p' "$scratch/tests.log"
  if [ "$status" -ne 0 ]; then cat "$scratch/tests.log"; fail "the agent's tests on $1"; fi
  grep -q '^Passed! ' "$scratch/tests.log" || fail "no test ran on $1"
}

# What one program says to one command must be what another says.
same() {
  "$x64" "$@" > "$scratch/x64.txt"
  "$scratch/arm64" "$@" > "$scratch/arm64.txt"
  [ -s "$scratch/x64.txt" ] || fail "'$*' says nothing"
  cmp "$scratch/x64.txt" "$scratch/arm64.txt" || fail "'$*' says something else on arm64"
  printf 'arm64 says what x64 says, %s bytes: %s\n' "$(wc -c < "$scratch/x64.txt")" "$1"
}

emulated() {
  local reason
  reason=$("$root/packaging/native/tools.sh" qemu) || { without "the arm64 program: $reason"; return; }
  reason=$("$root/packaging/native/arm64-libraries.sh" "$scratch/machine") || { without "the arm64 program: $reason"; return; }
  printf '#!/bin/sh\nexec qemu-aarch64 -L "%s" "%s" "$@"\n' "$scratch/machine" "$arm64" > "$scratch/arm64"
  chmod +x "$scratch/arm64"
  printf '%s\n' 'wait 5s' 'smoke on' 'water pulse 80ms x 40 every 3s' 'door on' 'break smoke' 'wait 10m' 'smoke off' 'door off' \
    'wait 1h' > "$scratch/script.txt"
  same --version
  same check --simulated "$root/tests/CityKit.Edge.Agent.Tests/Data/edge.json"
  same simulate "$scratch/script.txt" --heartbeats --config "$root/tests/CityKit.Edge.Agent.Tests/Data/edge.json"
  tests_on "$scratch/arm64" "$(any_of Commands.SimulateTests Commands.CheckTests Run.RunTests Run.SystemdTests)"
}

# A filter of tests whose names have one of the words.
any_of() { local names; names=$(printf '|FullyQualifiedName~.%s' "$@"); printf '%s' "${names#|}"; }

if [ -x "$x64" ]; then tests_on "$x64" "$(any_of Tests.Commands Tests.Run)"
else without "the x64 program, as it was not built"; fi
if [ -x "$arm64" ] && [ -x "$x64" ]; then emulated
else without "the arm64 program, as it or the x64 one to compare it with was not built"; fi

#!/usr/bin/env bash
# Memory of the agent after 300 s with 64 lines and 100 rules, and how long it takes to start: native and with the JIT, each
# beside a host that does nothing, built the same way.
# Usage: benchmarks/agent-memory.sh [FOLDER]    FOLDER keeps what was built, for another run.
# Settings of the garbage collector in the environment (DOTNET_GCConserveMemory=9) count for both.
# Needs bash, coreutils, the .NET 10 SDK and what packaging/native/build.sh needs; x64 Linux; 11 minutes.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out=${1:-$(mktemp -d "${TMPDIR:-/tmp}/citykit-memory.XXXXXX")}
mkdir -p "$out"
out=$(cd "$out" && pwd)
benchmarks=$root/benchmarks/CityKit.Benchmarks
starts=9

publish_empty() { dotnet publish "$root/benchmarks/CityKit.EmptyHost" -c Release -v quiet --nologo -o "$@"; }

build() {
  [ -x "$out/native/citykit-edge" ] || "$root/packaging/native/build.sh" linux-x64 "$out/native"
  [ -e "$out/jit/citykit-edge.dll" ] || dotnet publish "$root/edge/CityKit.Edge.Agent" -c Release -v quiet --nologo -o "$out/jit"
  [ -x "$out/empty-native/CityKit.EmptyHost" ] || publish_empty "$out/empty-native" -r linux-x64 -p:PublishAot=true
  [ -e "$out/empty-jit/CityKit.EmptyHost.dll" ] || publish_empty "$out/empty-jit"
  dotnet build "$benchmarks" -c Release -v quiet --nologo
}

# The median of some starts, from the command to its end, in milliseconds.
start_time() {
  local _ from
  for ((_ = 0; _ < starts; _++)); do
    from=$(date +%s%N)
    "$@" --version > /dev/null
    printf '%s\n' $((($(date +%s%N) - from) / 1000000))
  done | sort -n | sed -n "$((starts / 2 + 1))p"
}

build
printf 'commit %s, load %s\n' "$(git -C "$root" rev-parse --short HEAD)" "$(cut -d' ' -f1-3 /proc/loadavg)"
printf 'start to the end of --version: native %s ms, JIT %s ms\n' \
  "$(start_time "$out/native/citykit-edge")" "$(start_time dotnet "$out/jit/citykit-edge.dll")"
# "rest" lets the agent settle for 90 s; what is resident is read at the end.
for form in native/citykit-edge:empty-native/CityKit.EmptyHost jit/citykit-edge.dll:empty-jit/CityKit.EmptyHost.dll; do
  printf '%s\n' "${form%%/*}"
  dotnet "$benchmarks/bin/Release/net10.0/CityKit.Benchmarks.dll" rest "$out/${form%%:*}" "$out/${form#*:}" 210 |
    grep -E '^(empty host|agent):'
done

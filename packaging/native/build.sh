#!/usr/bin/env bash
# Publishes the agent as a native program, without .NET on the machine it runs on: citykit-edge and the SQLite library beside it.
# Compares the trim and AOT warnings of the build with warnings.txt, which has a reason for each; one that is not there fails the build.
# Usage: packaging/native/build.sh linux-x64|linux-arm64 OUTPUT_FOLDER
# Needs bash, coreutils, sed and the .NET 10 SDK; gcc or clang and zlib's headers for this machine's processor,
# gcc-aarch64-linux-gnu and libc6-dev-arm64-cross for arm64 on another.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
rid=${1:?name linux-x64 or linux-arm64}
output=$(mkdir -p "${2:?name a folder for the program}" && cd "$2" && pwd)
project=$root/edge/CityKit.Edge.Agent
log=$(mktemp "${TMPDIR:-/tmp}/citykit-native.XXXXXX")
trap 'rm -f "$log"' EXIT

# One line a warning, "IL2026 Namespace.Type.Member(Parameters)", without the places in the source, which move.
warnings_in() { sed -nE 's/^.*warning (IL[0-9]{4}): ([^:]+):.*$/\1 \2/p' "$1" | sort -u; }

# The packages must be those of packages.lock.json; the publishing adds only the SDK's own.
dotnet restore "$project" --locked-mode -v quiet --nologo > "$log" 2>&1 || { cat "$log" >&2; exit 1; }
# A compiler that is up to date says nothing, and so would hide its warnings.
rm -rf "$project/obj/Release/net10.0/$rid/native"
dotnet publish "$project" -c Release -r "$rid" -p:CityKitNative=true -tl:off -v minimal --nologo -o "$output" > "$log" 2>&1 ||
  { cat "$log" >&2; exit 1; }
rm -f "$output"/*.dbg "$output"/*.xml "$output"/*.pdb
listed=$(sed -nE 's/^(IL[0-9]{4} .*)$/\1/p' "$root/packaging/native/warnings.txt" | sort -u)
new=$(comm -13 <(printf '%s\n' "$listed") <(warnings_in "$log"))
gone=$(comm -23 <(printf '%s\n' "$listed") <(warnings_in "$log"))
[ -z "$gone" ] || printf 'listed in packaging/native/warnings.txt, but no longer seen: remove\n%s\n' "$gone" >&2
if [ -n "$new" ]; then
  grep -E 'warning IL[0-9]{4}' "$log" | sort -u >&2
  printf 'new warnings: mend them, or list them in packaging/native/warnings.txt with a reason:\n%s\n' "$new" >&2
  exit 1
fi
printf '%s\n' "$output/citykit-edge"

#!/usr/bin/env bash
# Writes two bills of materials, CycloneDX 1.6 in JSON: citykit-packages.cdx.json for the NuGet packages,
# citykit-edge-agent.cdx.json for the edge agent. Then sees that each lists every package of the lock files with its version and
# licence, also what those packages bring along. Asks no server.
# Usage: packaging/sbom/make.sh FOLDER    Needs bash, coreutils, awk and the .NET 10 SDK, and a restored CityKit.sln.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
output=$(mkdir -p "${1:?name a folder for the bills}" && cd "$1" && pwd)
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$root/Directory.Build.props")
no_expression="SQLite" # public domain: its package has the licence as a file, and a bill names only SPDX identifiers

# bill FILE NAME TYPE WHAT ...: without restoring and without a serial number, which would differ each time.
bill() {
  local file=$1 name=$2 type=$3
  shift 3
  (cd "$root" && dotnet dotnet-CycloneDX "$@" --disable-package-restore --no-serial-number --spec-version 1.6 --output-format Json \
    --set-name "$name" --set-version "$version" --set-type "$type" --output "$output" --filename "$file") > "$output/$file.log" 2>&1 ||
    { cat "$output/$file.log" >&2; exit 1; }
  rm "$output/$file.log"
}

# "name version" of each package in lock files; projects have no version there.
locked() { awk -F'"' '/^      "/ { name = $2 } /^        "resolved"/ { print name, $4 }' "$@" | sort -u; }

# "name version licence" of each component of a bill.
listed() {
  awk -F'"' '/^      "bom-ref"/ { licence = "" } /^ +"(id|expression)": / && !licence { licence = $4 }
    /^      "purl": "pkg:nuget\// { sub(/^pkg:nuget\//, "", $4); sub(/@/, " ", $4); print $4, licence ? licence : "none" }' "$1" | sort -u
}

# check FILE LOCKFILE ...
check() {
  local file=$1 missing bare
  shift
  missing=$(comm -23 <(locked "$@") <(listed "$output/$file" | cut -d' ' -f1,2))
  bare=$(listed "$output/$file" | awk -v known="$no_expression" '$3 == "none" && $1 != known')
  [ -z "$missing" ] || { printf '%s lacks:\n%s\n' "$file" "$missing" >&2; exit 1; }
  [ -z "$bare" ] || { printf '%s names no licence of:\n%s\n' "$file" "$bare" >&2; exit 1; }
  [ "$(locked "$@" | wc -l)" -gt 0 ] || { printf 'the lock files name no package\n' >&2; exit 1; }
  printf '%s: %s packages, each of the lock files with version and licence\n' "$file" "$(listed "$output/$file" | wc -l)"
}

(cd "$root" && dotnet tool restore > "$output/restore.log" 2>&1) || { cat "$output/restore.log" >&2; exit 1; }
rm "$output/restore.log"
bill citykit-packages.cdx.json CityKit Library packaging/sbom/packages.slnf
bill citykit-edge-agent.cdx.json CityKit.Edge.Agent Application edge/CityKit.Edge.Agent/CityKit.Edge.Agent.csproj --recursive
check citykit-packages.cdx.json "$root"/src/*/packages.lock.json "$root"/edge/CityKit.Edge{,.Devices,.Testing}/packages.lock.json
check citykit-edge-agent.cdx.json "$root/edge/CityKit.Edge.Agent/packages.lock.json"

#!/usr/bin/env bash
# Packs a commit again, in a clone in a folder of its own, and compares each package with the one of the same name in FOLDER, byte for byte.
# Usage: packaging/reproduce.sh COMMIT FOLDER [PROJECT ...]    Without PROJECT: all that is packed.
# FOLDER's packages must be made by the same SDK, with CI=true and with the commit's time:
# SOURCE_DATE_EPOCH=$(git log -1 --format=%ct COMMIT).
# An SDK whose pack task takes no time (DeterministicTimestamp) puts the same files in another archive: then the files are compared.
# Needs bash, coreutils, diffutils, grep, sed, git and the .NET 10 SDK; to tell which files differ also unzip, bsdtar or python3.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
commit=$(git -C "$root" rev-parse --verify --quiet "${1:?name a commit}^{commit}") || { printf 'no commit here: %s\n' "$1" >&2; exit 1; }
folder=$(cd "${2:?name the folder of the packages}" && pwd)
projects=("${@:3}")
[ $# -gt 2 ] || projects=(packaging/sbom/packages.slnf)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/citykit-reproduce.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct "$commit")
export SOURCE_DATE_EPOCH CI=true DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

pack() {
  local project
  git clone --quiet --no-checkout "$root" "$scratch/clone"
  cd "$scratch/clone"
  git -c advice.detachedHead=false checkout --quiet "$commit"
  for project in "${projects[@]}"; do
    dotnet pack "$project" -c Release -v quiet -p:RunAnalyzers=false -p:UseSharedCompilation=true -o "$scratch/packages" \
      > "$scratch/pack.log" 2>&1 || { cat "$scratch/pack.log" >&2; exit 1; }
  done
}

fixes_times() {
  local sdk
  sdk=$(dotnet --info | sed -nE 's/^ *Base Path: +(.*)/\1/p')
  grep -rqs DeterministicTimestamp "$sdk/NuGet.Build.Tasks.Pack.targets" "$sdk/Sdks/NuGet.Build.Tasks.Pack"
}

unpack() {
  mkdir -p "$2"
  if command -v unzip > /dev/null; then unzip -q "$1" -d "$2"
  elif command -v bsdtar > /dev/null; then bsdtar -xf "$1" -C "$2"
  else python3 -m zipfile -e "$1" "$2"; fi
  rm -rf "$2/_rels" "$2/package/services/metadata"
}

# same NAME: says what differs.
same() {
  [ -e "$folder/$1" ] || { printf 'not in the folder: %s\n' "$1" >&2; return 1; }
  cmp "$folder/$1" "$scratch/packages/$1" && return
  unpack "$folder/$1" "$scratch/there/$1"
  unpack "$scratch/packages/$1" "$scratch/here/$1"
  diff -r "$scratch/there/$1" "$scratch/here/$1" && ! fixes_times
}

pack
differing=0
for package in "$scratch"/packages/*; do
  same "$(basename "$package")" || { differing=1; printf 'differs: %s\n' "$(basename "$package")" >&2; }
done
[ "$differing" -eq 0 ] || exit 1
if fixes_times; then how="byte for byte"; else how="in their files, as the SDK $(dotnet --version) takes no time for the archive"; fi
printf 'packed again from %s, the same %s: %s packages\n' "$commit" "$how" "$(ls "$scratch/packages" | wc -l)"

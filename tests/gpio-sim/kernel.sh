#!/usr/bin/env bash
# Fetches a kernel that has gpio-sim into a cache folder, without installing it: vmlinuz, the modules that the file "modules" names, and a file saying which release.
# The package comes from the backports of the distribution's next release, at the address this machine's own apt sources use, checked by the distribution's keys.
# Usage: kernel.sh FOLDER    Exits 2 with the reason on standard output when there is none to be had.
set -euo pipefail

cache=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mapfile -t modules < "$here/modules"
suite=trixie-backports
arch=amd64
state="$cache/apt"
none() { printf '%s\n' "$1"; exit 2; }

# "complete" is written last and holds the list, so that a fetch that was cut off or was for another list is made again.
cmp -s "$cache/complete" <(printf '%s\n' "${modules[@]}") && exit 0

for tool in apt-get apt-cache dpkg-deb xz; do command -v "$tool" > /dev/null || none "$tool is not on this machine"; done
keys=/usr/share/keyrings/debian-archive-keyring.gpg
[ -s "$keys" ] || none "the distribution's keyring is not on this machine"
mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$state/sources.d"
: > "$state/status"

# The address of the archive whose release is the distribution's own, as this machine's apt has it.
archive() { apt-get indextargets --format '$(ORIGIN) $(LABEL) $(REPO_URI)' 2> /dev/null | awk '$1 == "Debian" && $2 == "Debian" { print $3; exit }' || true; }
address=$(archive)
if [ -z "$address" ] && [ "$(id -u)" -eq 0 ]; then
  "$here/apt-update.sh" 300 > /dev/null || true # a new machine has its sources, but no lists yet
  address=$(archive)
fi
[ -n "$address" ] || none "apt on this machine knows no Debian archive (run apt-get update)"
printf 'deb [signed-by=%s arch=%s] %s %s main\n' "$keys" "$arch" "$address" "$suite" > "$state/sources.list"

private_apt() {
  local tool=$1
  shift
  "$tool" -q -o Dir::State="$state" -o Dir::State::status="$state/status" -o Dir::State::lists="$state/lists" -o Dir::Cache="$state/cache" \
    -o Dir::Etc::sourcelist="$state/sources.list" -o Dir::Etc::sourceparts="$state/sources.d" -o Dir::Etc::preferencesparts="$state/sources.d" \
    -o APT::Sandbox::User=root -o Acquire::Languages=none -o Acquire::Retries=2 -o APT::Architecture="$arch" "$@"
}

private_apt apt-get update > "$state/log" 2>&1 || none "the list of $suite could not be fetched: $(grep -m1 '^[EW]:' "$state/log" | sed -E 's#[a-z]+://[^ ]*#(address)#g')"
image=$(private_apt apt-cache depends "linux-image-$arch" 2> /dev/null | sed -nE "s/.*Depends: (linux-image-[0-9][^ ]*-$arch)( .*)?\$/\\1/p" | head -n 1 || true)
[ -n "$image" ] || none "$suite names no kernel for $arch"
release=${image#linux-image-}

depends() { private_apt apt-cache depends "$image" 2> /dev/null | sed -nE "s/.*Depends: ($1-[^ ]*)( .*)?\$/\\1/p" | head -n 1 || true; }
# In some releases the image is one package, in others the kernel and its modules are two.
packages=()
for part in "$(depends linux-binary)" "$(depends linux-modules)"; do [ -z "$part" ] || packages+=("$part"); done
[ "${#packages[@]}" -gt 0 ] || packages=("$image")

cd "$state"
private_apt apt-get download "${packages[@]}" > "$state/log" 2>&1 || none "${packages[*]} could not be fetched: $(grep -m1 '^E:' "$state/log" | sed -E 's#[a-z]+://[^ ]*#(address)#g')"
mkdir -p unpacked
for package in ./*.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar -x -C unpacked --wildcards --no-anchored 'vmlinuz*' "${modules[@]/%/.ko*}" 2> /dev/null || true # each package holds a part of them
done

# Copies one file of the package into the cache, unpacked.
take() {
  local found
  found=$(find unpacked -path "*/$1" -type f | head -n 1)
  [ -n "$found" ] || none "kernel $release has no $1"
  case $found in *.xz) xz -dc "$found" > "$cache/$2" ;; *.zst) zstd -qdc "$found" > "$cache/$2" ;; *) cp "$found" "$cache/$2" ;; esac
}
for module in "${modules[@]}"; do take "$module.ko*" "$module.ko"; done
take 'vmlinuz*' vmlinuz
printf '%s\n' "$release" > "$cache/release"
printf '%s\n' "${modules[@]}" > "$cache/complete"
rm -rf "$state"

#!/usr/bin/env bash
# Fetches a kernel that has gpio-sim into a cache folder, without installing it: vmlinuz, the modules that the file "modules" names,
# and a file saying which release. The package comes from the backports of the distribution's next release, at the address this
# machine's own apt sources use, checked by the distribution's keys.
# Usage: kernel.sh FOLDER    Exits 2 with the reason on standard output when there is none to be had.
set -euo pipefail

cache=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mapfile -t modules < "$here/modules"
suite=trixie-backports
. "$here/private-apt.sh"

# "complete" is written last and holds the list, so that a fetch that was cut off or was for another list is made again.
cmp -s "$cache/complete" <(printf '%s\n' "${modules[@]}") && exit 0

command -v xz > /dev/null || none "xz is not on this machine"
open_private_apt "$cache/apt" "$suite"
depends() { private_apt apt-cache depends "$1" 2> /dev/null | sed -nE "s/.*Depends: ($2)( .*)?\$/\\1/p" | head -n 1 || true; }
image=$(depends "linux-image-$arch" "linux-image-[0-9][^ ]*-$arch")
[ -n "$image" ] || none "$suite names no kernel for $arch"
release=${image#linux-image-}

# In some releases the image is one package, in others the kernel and its modules are two.
packages=()
for part in binary modules; do
  found=$(depends "$image" "linux-$part-[^ ]*")
  [ -z "$found" ] || packages+=("$found")
done
[ "${#packages[@]}" -gt 0 ] || packages=("$image")

download "${packages[@]}"
mkdir -p unpacked
for package in ./*.deb; do
  # Each package holds a part of them.
  dpkg-deb --fsys-tarfile "$package" | tar -x -C unpacked --wildcards --no-anchored 'vmlinuz*' "${modules[@]/%/.ko*}" 2> /dev/null || true
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

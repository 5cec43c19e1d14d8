#!/usr/bin/env bash
# Fetches libgpiod 2, which this release of the distribution does not have, into a cache folder, without installing it: the library
# and the C library it needs.
# Usage: libgpiod.sh FOLDER    Exits 2 with the reason on standard output when there is none to be had.
set -euo pipefail

cache=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/private-apt.sh"

[ ! -e "$cache/complete" ] || exit 0 # written last
open_private_apt "$cache/apt" trixie
download libgpiod3 libc6
for package in ./*.deb; do dpkg-deb -x "$package" unpacked; done
for name in libgpiod.so.3 ld-linux-x86-64.so.2 libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1; do
  found=$(find unpacked -name "$name" -path '*/x86_64-linux-gnu/*' | head -n 1)
  [ -n "$found" ] || none "the packages have no $name"
  cp -L "$found" "$cache/"
done
for package in ./*.deb; do dpkg-deb -W --showformat='${Package} ${Version}\n' "$package"; done > "$cache/release"
touch "$cache/complete"
rm -rf "$state"

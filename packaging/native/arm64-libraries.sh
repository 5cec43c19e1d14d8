#!/usr/bin/env bash
# Fills a folder with Debian's arm64 libraries that the native agent needs, so that an emulator runs it on another processor
# (qemu-aarch64 -L FOLDER). Installs nothing.
# Usage: packaging/native/arm64-libraries.sh FOLDER    Ends with 1 and the reason when they cannot be had.
# Needs bash, coreutils, Debian's apt-get and dpkg-deb.
set -euo pipefail

folder=$(mkdir -p "${1:?name a folder}" && cd "$1" && pwd)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/citykit-arm64.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

command -v apt-get > /dev/null || { printf 'no apt-get on this machine\n'; exit 1; }
mkdir -p "$scratch"/lists/partial "$scratch"/cache/archives/partial
# This machine's sources for the other processor, with lists of their own: what the machine has installed and knows is not touched,
# and no lock is waited for.
apt() {
  apt-get -qq -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o APT::Sandbox::User=root \
    -o Dir::State::Lists="$scratch/lists" -o Dir::State::status=/dev/null -o Dir::Cache="$scratch/cache" "$@"
}
download() { (cd "$scratch" && apt download libc6 libsqlite3-0 "$1"); }
if ! { apt update && { download libssl3t64 || download libssl3; }; } > "$scratch/log" 2>&1 < /dev/null; then
  printf 'arm64 libraries cannot be downloaded: %s\n' "$(grep -m1 '^E:' "$scratch/log" | sed -E 's#[a-z]+://[^ ]*#(address)#g')"
  exit 1
fi
for package in "$scratch"/*.deb; do dpkg-deb --extract "$package" "$folder"; done
# Where /lib is a link to /usr/lib, the package leaves it to the base system.
[ -e "$folder/lib/ld-linux-aarch64.so.1" ] || ln -s usr/lib "$folder/lib"

#!/usr/bin/env bash
# Sees to what the native builds and their tests need beside the .NET SDK; on Debian, as root, installs it.
# Usage: packaging/native/tools.sh x64|arm64|qemu ...    Ends with 1 and the reason when something is missing and cannot be installed.
set -euo pipefail

missing=()
for wanted in "$@"; do
  case $wanted in
    x64) command -v gcc > /dev/null || command -v clang > /dev/null || missing+=(gcc libc6-dev) ;;
    arm64)
      command -v aarch64-linux-gnu-gcc > /dev/null && [ -e /usr/aarch64-linux-gnu/lib/crt1.o ] ||
        missing+=(gcc-aarch64-linux-gnu libc6-dev-arm64-cross) ;;
    qemu) command -v qemu-aarch64 > /dev/null || missing+=(qemu-user) ;;
    *) printf 'unknown: %s\n' "$wanted"; exit 1 ;;
  esac
done
[ ${#missing[@]} -gt 0 ] || exit 0
if ! command -v apt-get > /dev/null || [ "$(id -u)" -ne 0 ]; then
  printf 'missing, and this user cannot install them: %s\n' "${missing[*]}"
  exit 1
fi
log=$(mktemp "${TMPDIR:-/tmp}/citykit-apt.XXXXXX")
trap 'rm -f "$log"' EXIT
# Another apt may be at work on this machine. apt-get waits for the lock of packages by itself, but not for that of lists.
lists() { for _ in {1..60}; do apt-get -qq update && return; sleep 5; done; return 1; }
packages() { DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 install -y --no-install-recommends "${missing[@]}"; }
{ lists && packages; } > "$log" 2>&1 < /dev/null ||
  { printf 'apt-get cannot install %s: %s\n' "${missing[*]}" "$(grep -m1 '^E:' "$log" | sed -E 's#[a-z]+://[^ ]*#(address)#g')"; exit 1; }

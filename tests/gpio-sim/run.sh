#!/usr/bin/env bash
# Runs the edge on the real kernel's GPIO code, without a board: boots an emulated machine whose kernel has gpio-sim, and in it runs the conformance suite of line
# sources, the loss and latency figures, and the whole edge with a hub while both are killed. Needs bash, coreutils, findutils, the .NET 10 SDK, and qemu-system-x86_64,
# busybox (static), cpio and xz; on Debian, as root, it installs those itself. The kernel is downloaded, never installed, and kept in a cache folder outside the repository.
# Ends with 0 when everything passed, also when it was SKIPPED because the kernel cannot be had; the reason is told.
#   CITYKIT_GPIO_CACHE  where the kernel is kept (default: the user's cache folder)
#   CITYKIT_GPIO_KEEP   a folder for the machine's whole console
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
cache=${CITYKIT_GPIO_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/citykit/gpio-sim}
guest_seconds=420
host_seconds=450
scratch=$(mktemp -d "${TMPDIR:-/tmp}/citykit-gpio.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

skip() { printf 'SKIPPED: %s\n' "$1"; exit 0; }
have() { command -v qemu-system-x86_64 > /dev/null && command -v cpio > /dev/null && command -v xz > /dev/null && [ -x /bin/busybox ]; }

tools() {
  have && return
  [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null || skip "qemu-system-x86_64, busybox, cpio or xz is missing, and this user cannot install them"
  { apt-get -qq update && apt-get -qq install -y --no-install-recommends qemu-system-x86 busybox-static cpio xz-utils; } > "$scratch/apt.log" 2>&1 || skip "apt-get cannot install qemu-system-x86 busybox-static cpio xz-utils"
  have || skip "qemu-system-x86_64, busybox, cpio or xz is missing after installing"
}

publish() {
  dotnet publish "$root/tests/CityKit.Edge.Guest" -c Release -r linux-x64 --self-contained -p:PublishTrimmed=true -p:PublishReadyToRun=true -p:PublishReadyToRunComposite=true \
    -v quiet -o "$scratch/tree/app" > "$scratch/publish.log" 2>&1 ||
    { cat "$scratch/publish.log"; exit 1; }
  find "$scratch/tree/app" \( -name '*.pdb' -o -name '*.xml' -o -name 'createdump' \) -delete
}

# The libraries of this machine that the program needs, under the names the loader looks for.
libraries() {
  local name found
  for name in libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1 libgcc_s.so.1 libstdc++.so.6 libssl.so.3 libcrypto.so.3 libz.so.1; do
    found=$(ldconfig -p | awk -v name="$name" '$1 == name && /x86-64/ && !seen++ { print $NF }')
    [ -n "$found" ] || { printf 'this machine has no %s\n' "$name"; exit 1; }
    cp -L "$found" "$scratch/tree/lib/"
  done
  cp -L /lib64/ld-linux-x86-64.so.2 "$scratch/tree/lib64/"
}

image() {
  mkdir -p "$scratch"/tree/{bin,dev,lib,lib64,proc,sys,tmp}
  libraries
  cp /bin/busybox "$scratch/tree/bin/busybox"
  cp "$here/init" "$scratch/tree/init"
  chmod 755 "$scratch/tree/init"
  printf '%s\n' "$guest_seconds" > "$scratch/tree/limit"
  cp "$cache/configfs.ko" "$cache/gpio-sim.ko" "$scratch/tree/"
  (cd "$scratch/tree" && find . | cpio -o -H newc --quiet | gzip -1 > "$scratch/image.gz")
}

boot() {
  timeout "$host_seconds" qemu-system-x86_64 -accel tcg -M q35 -cpu max -smp 1 -m 768 -nographic -no-reboot -nodefaults -serial stdio \
    -kernel "$cache/vmlinuz" -initrd "$scratch/image.gz" -append "console=ttyS0 panic=-1 quiet" < /dev/null 2>&1 | tr -d '\r' | tee "$scratch/console" | grep -E '^(PASS|FAIL|FIGURE|GUEST|ALL|  )|FAILED' || true
  [ -z "${CITYKIT_GPIO_KEEP:-}" ] || cp "$scratch/console" "$CITYKIT_GPIO_KEEP/console.txt"
}

case $(uname -s)-$(uname -m) in Linux-x86_64) ;; *) skip "this script emulates an x86-64 machine on an x86-64 Linux" ;; esac
tools
mkdir -p "$cache"
reason=$("$here/kernel.sh" "$cache") || skip "no kernel with gpio-sim: $reason"
printf 'kernel %s\n' "$(cat "$cache/release")"
publish
image
printf 'program %s, image %s\n' "$(du -sh "$scratch/tree/app" | cut -f1)" "$(du -h "$scratch/image.gz" | cut -f1)"
boot
if grep -q '^GUEST-END rc=0' "$scratch/console"; then exit 0; fi
printf 'the guest did not end well; the end of its console:\n'
tail -n 40 "$scratch/console"
exit 1

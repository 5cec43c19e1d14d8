#!/usr/bin/env bash
# Runs the edge on the real kernel's GPIO, I²C, hwmon and IIO code, without a board: boots an emulated machine whose kernel has
# gpio-sim and i2c-stub, and in it runs the conformance suite of line sources, the channels, the loss and latency figures, and the
# agent's own program with a hub while both are killed. The machine's clock counts instructions (one a nanosecond) and jumps over
# idle time, so a busy host makes the run longer and changes no answer and no figure.
# Usage: run.sh                  does all of it
#        run.sh tools            installs and downloads what the others need, and nothing else
#        run.sh prepare FOLDER   makes FOLDER/image, with what may not be built beside something else; there is none when it was SKIPPED
#        run.sh boot FOLDER      boots that image and judges; it takes one core, and may run beside anything
# Needs bash, coreutils, findutils, the .NET 10 SDK, and qemu-system-x86_64, busybox (static), cpio and xz; on Debian, as root,
# it installs those itself.
# The kernel is downloaded, never installed, and kept in a cache folder outside the repository.
# Ends with 0 when everything passed, also when it was SKIPPED because this machine cannot do it; it says the reason.
#   CITYKIT_DEMAND      1 turns SKIPPED into a failure (exit code 1), for machines that can do it and must
#   CITYKIT_GPIO_CACHE  where the kernel is kept (default: the user's cache folder)
#   CITYKIT_GPIO_AGENT  a folder that packaging/native/build.sh made for linux-x64: the agent as Debian's package has it.
#                       Default: the portable agent, compiled ahead, whose starts take the emulated processor eight times as long
#   CITYKIT_GPIO_KEEP   a folder for the machine's whole console
#   CITYKIT_GPIO_SECONDS  how long the emulator may take (default: 700)
#   CITYKIT_GPIO_RIVALS  1 measures the line sources beside System.Device.Gpio over libgpiod 2 instead, which is downloaded and
#                        kept like the kernel; give it 1,800 s
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
cache=${CITYKIT_GPIO_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/citykit/gpio-sim}
guest_seconds=300 # by the machine's own clock: what hangs idle ends at once, as idle time is jumped over
lock_seconds=300 # how long to wait for another apt
processor_seconds=600 # of the host: what hangs busy
rivals=${CITYKIT_GPIO_RIVALS:-}
[ "$rivals" != 1 ] || processor_seconds=1800
host_seconds=${CITYKIT_GPIO_SECONDS:-700} # a host that did not give even those is too busy to judge anything
step=${1:-all}
case $step in
  all | tools) scratch=$(mktemp -d "${TMPDIR:-/tmp}/citykit-gpio.XXXXXX") && trap 'rm -rf "$scratch"' EXIT ;;
  prepare | boot) scratch=$(mkdir -p "${2:?name a folder}" && cd "$2" && pwd) ;;
  *) printf 'usage: run.sh [tools | prepare FOLDER | boot FOLDER]\n' >&2; exit 2 ;;
esac

skip() {
  [ "${CITYKIT_DEMAND:-}" != 1 ] || { printf 'FAILED: a pass is demanded (CITYKIT_DEMAND=1), but: %s\n' "$1"; exit 1; }
  printf 'SKIPPED: %s\n' "$1"
  exit 0
}
have() { command -v qemu-system-x86_64 > /dev/null && command -v cpio > /dev/null && command -v xz > /dev/null && [ -x /bin/busybox ]; }

packages=(qemu-system-x86 busybox-static cpio xz-utils)
tools() {
  local missing="qemu-system-x86_64, busybox, cpio or xz is missing"
  have && return
  [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null || skip "$missing, and this user cannot install them"
  install_tools > "$scratch/apt.log" 2>&1 < /dev/null ||
    skip "apt-get cannot install ${packages[*]}: $(grep -m1 '^E:' "$scratch/apt.log" | sed -E 's#[a-z]+://[^ ]*#(address)#g')"
  have || skip "$missing after installing"
}

install_tools() {
  "$here/apt-update.sh" $lock_seconds &&
    DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=$lock_seconds install -y --no-install-recommends "${packages[@]}"
}

# All compiled ahead: the emulated processor is slow at compiling.
publish() {
  local project projects=(tests/CityKit.Edge.Guest)
  if [ -n "${CITYKIT_GPIO_AGENT:-}" ]; then mkdir -p "$scratch/tree" && cp -R "$CITYKIT_GPIO_AGENT" "$scratch/tree/CityKit.Edge.Agent"
  elif [ "$rivals" != 1 ]; then projects+=(edge/CityKit.Edge.Agent); fi
  for project in "${projects[@]}"; do
    dotnet publish "$root/$project" -c Release -r linux-x64 --self-contained false -p:PublishReadyToRun=true -v quiet \
      -o "$scratch/tree/$(basename "$project")" > "$scratch/publish.log" 2>&1 || { cat "$scratch/publish.log"; exit 1; }
  done
}

# The .NET runtime of this machine, the newest of version 10.
runtime() {
  local dotnet name version
  dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
  mkdir -p "$scratch/tree/dotnet/shared"
  cp -r "$dotnet/dotnet" "$dotnet/host" "$scratch/tree/dotnet/"
  for name in Microsoft.NETCore.App Microsoft.AspNetCore.App; do
    version=$(find "$dotnet/shared/$name" -mindepth 1 -maxdepth 1 -name '10.*' -printf '%f\n' | sort -V | tail -n 1)
    [ -n "$version" ] || { printf 'this machine has no %s 10 in %s\n' "$name" "$dotnet"; exit 1; }
    mkdir -p "$scratch/tree/dotnet/shared/$name"
    cp -r "$dotnet/shared/$name/$version" "$scratch/tree/dotnet/shared/$name/"
  done
}

# The libraries of this machine that the programs need, under the names the loader looks for.
libraries() {
  local name found
  for name in libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1 libgcc_s.so.1 libstdc++.so.6 \
    libssl.so.3 libcrypto.so.3 libz.so.1; do
    found=$(ldconfig -p | awk -v name="$name" '$1 == name && /x86-64/ && !seen++ { print $NF }')
    [ -n "$found" ] || { printf 'this machine has no %s\n' "$name"; exit 1; }
    cp -L "$found" "$scratch/tree/lib/"
  done
  cp -L /lib64/ld-linux-x86-64.so.2 "$scratch/tree/lib64/"
}

# libgpiod 2 and, in the place of this machine's, the C library it needs.
rival() {
  cp "$cache"/libgpiod/*.so.* "$scratch/tree/lib/"
  mv "$scratch/tree/lib/ld-linux-x86-64.so.2" "$scratch/tree/lib64/"
}

image() {
  mkdir -p "$scratch"/tree/{bin,dev,lib,lib64,proc,sys,tmp,modules}
  runtime
  libraries
  [ "$rivals" != 1 ] || rival
  cp /bin/busybox "$scratch/tree/bin/busybox"
  cp "$here/init" "$here/modules" "$scratch/tree/modules/"
  mv "$scratch/tree/modules/init" "$scratch/tree/init"
  chmod 755 "$scratch/tree/init"
  printf '%s\n' "$guest_seconds" > "$scratch/tree/limit"
  if [ "$rivals" = 1 ]; then echo rivals; else echo /CityKit.Edge.Agent/citykit-edge; fi > "$scratch/tree/argument"
  cp "$cache"/*.ko "$scratch/tree/modules/"
  # Debugging aids of the runtime, documents.
  find "$scratch/tree" \( -name '*.xml' -o -name '*.pdb' -o -name 'createdump' -o -name 'libmscordbi.so' \
    -o -name 'libmscordaccore.so' -o -name 'libcoreclrtraceptprovider.so' \) -delete
  (cd "$scratch/tree" && find . | cpio -o -H newc --quiet > "$scratch/image")
  printf 'image %s\n' "$(du -h "$scratch/image" | cut -f1)"
}

# In the process group of this script, so that who ends the group ends the emulator; without the kernel's mitigations, which have
# nothing to protect there and cost a tenth.
emulate() {
  ulimit -t "$processor_seconds"
  exec timeout --foreground "$host_seconds" qemu-system-x86_64 -accel tcg -icount shift=0,sleep=off -rtc clock=vm -M q35 -cpu max \
    -smp 1 -m 1024 -nographic -no-reboot -nodefaults -serial stdio \
    -kernel "$cache/vmlinuz" -initrd "$scratch/image" -append "console=ttyS0 panic=-1 quiet mitigations=off"
}

shown() { grep --line-buffered -E '^(PASS|FAIL|FIGURE|GUEST|   at|  [^|]|  \| (warn|fail|crit))' || true; }

# Sets "ended" to how the emulator ended: 124 when the host's time was over, 128 and more when it was killed.
boot() {
  ended=0
  (emulate) < /dev/null 2>&1 | stdbuf -oL tr -d '\r' | tee "$scratch/console" | shown || ended=${PIPESTATUS[0]}
  [ -z "${CITYKIT_GPIO_KEEP:-}" ] || cp "$scratch/console" "$CITYKIT_GPIO_KEEP/console.txt"
}

count() { grep -c "^$1 " "$scratch/console" || true; }

judge() {
  if [ "$ended" -eq 124 ] && [ "$(count FAIL)" -eq 0 ]; then
    printf 'guest: %s passed, 0 failed\n' "$(count PASS)"
    skip "the emulated machine did not end within $host_seconds s: this machine is too slow or too busy; what it came to is above"
  fi
  if grep -q '^GUEST-END rc=0' "$scratch/console" && [ "$(count FAIL)" -eq 0 ]; then
    printf 'guest: %s passed, 0 failed\n' "$(count PASS)"
    return
  fi
  printf 'the guest did not end well (the emulator: %s); the end of its console:\n' "$ended"
  tail -n 25 "$scratch/console"
  printf 'guest: %s passed, %s failed\n' "$(count PASS)" "$(($(count FAIL) > 0 ? $(count FAIL) : 1))"
  exit 1
}

bring() {
  case $(uname -s)-$(uname -m) in Linux-x86_64) ;; *) skip "this script emulates an x86-64 machine on an x86-64 Linux" ;; esac
  local reason
  tools
  mkdir -p "$cache"
  reason=$("$here/kernel.sh" "$cache") || skip "no kernel with gpio-sim: $reason"
}

prepare() {
  local reason
  bring
  printf 'kernel %s\n' "$(cat "$cache/release")"
  if [ "$rivals" = 1 ]; then
    reason=$("$here/libgpiod.sh" "$cache/libgpiod") || skip "no libgpiod 2: $reason"
    sed 's/^/library /' "$cache/libgpiod/release"
  fi
  publish
  image
}

case $step in
  tools) bring ;;
  prepare) prepare ;;
  boot) boot; judge ;;
  all) prepare; boot; judge ;;
esac

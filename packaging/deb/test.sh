#!/usr/bin/env bash
# Builds the three packages and looks at them; installs the portable one, then the native one over it, and starts the agent of
# each as the agent's own user on simulated pins: sees it become ready and stop, and that every library it loaded is of a package
# that it names; removes and purges it. Checks the unit with systemd-analyze.
# Usage: packaging/deb/test.sh [NATIVE_FOLDER]    NATIVE_FOLDER/linux-x64 and /linux-arm64 are what packaging/native/build.sh
# made; without it they are made here.
# Changes the machine's package list for a moment, so it needs root (a container's will do).
# Says SKIPPED with the reason for what this machine cannot do; with CITYKIT_DEMAND=1 that is a failure.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/citykit-deb-test.XXXXXX")
native=${1:-}
installed=""
agent=""

clean_up() {
  local status=$?
  if [ -n "$agent" ]; then kill -KILL "$agent" 2> /dev/null || true; fi
  if [ -n "$installed" ]; then dpkg --purge citykit-edge > /dev/null 2>&1 || true; fi
  rm -rf "$scratch"
  exit "$status"
}
trap clean_up EXIT

fail() { printf 'FAILED: %s\n' "$1" >&2; [ ! -e "$scratch/agent.log" ] || cat "$scratch/agent.log" >&2; exit 1; }
without() { [ "${CITYKIT_DEMAND:-}" != 1 ] || fail "demanded, but $1"; printf 'SKIPPED: %s\n' "$1"; }
skip() { without "$1"; exit 0; }

check_unit() {
  local unit=/usr/lib/systemd/system/citykit-edge.service
  if ! command -v systemd-analyze > /dev/null; then without "the unit, as systemd-analyze is not here (apt-get install systemd)"; return; fi
  # Its group may not be known at this moment; everything else that is said is a fault of the unit.
  systemd-analyze verify "$unit" > "$scratch/verify.log" 2>&1 || true
  if grep -F 'citykit-edge.service' "$scratch/verify.log"; then fail "systemd-analyze verify: $unit"; fi
  printf 'unit: verified by systemd %s, ' "$(systemd-analyze --version | sed -n '1s/systemd \([0-9]*\).*/\1/p')"
  systemd-analyze security --offline=true --threshold=25 "$unit" > "$scratch/security.log" 2>&1 ||
    fail "systemd-analyze security: $(tail -1 "$scratch/security.log")"
  [ "$architecture" = all ] || grep -q '✓ MemoryDenyWriteExecute=' "$scratch/security.log" ||
    fail "the native unit lets memory be written and executed"
  sed -n 's/.*Overall exposure level[^:]*: \(.*\)/exposure \1/p' "$scratch/security.log"
}

# Waits for a line of the agent; its output ends when it ends, so this needs no patience of its own but timeout's.
wait_for() {
  timeout 60 grep -q -m 1 -F "$1" < <(tail -n +1 -F --pid="$agent" "$scratch/agent.log" 2> /dev/null) || fail "the agent never said '$1'"
}

as_agent() { setpriv --reuid citykit-edge --regid citykit-edge --init-groups "$@"; }

# Becomes a program under what MemoryDenyWriteExecute= of the native package's unit forbids, set by the kernel's own switch, which
# an exec inherits (PR_SET_MDWE, Linux 6.3).
guarded() {
  local call=157
  [ "$own" = amd64 ] || call=167 # prctl(2)
  if [ "$architecture" = all ]; then exec "$@"; fi
  exec perl -e 'syscall(shift, 65, 1, 0, 0, 0) == 0 or print STDERR "guard: this kernel has no PR_SET_MDWE\n"; exec @ARGV or die' \
    "$call" "$@"
}

build() {
  local folder="" rid
  case $1 in amd64) rid=linux-x64 ;; arm64) rid=linux-arm64 ;; *) rid="" ;; esac
  [ -z "$native" ] || [ -z "$rid" ] || folder=$native/$rid
  "$root/packaging/deb/build.sh" "$scratch/out" "$1" ${folder:+"$folder"} | tail -n 1
}

# What is in a package, and that all of it is root's.
look() {
  local wanted home=/usr/lib/citykit-edge unit=/usr/lib/systemd/system/citykit-edge.service
  local all=(/usr/bin/citykit-edge "$unit" /usr/share/doc/citykit-edge/edge-agent.md /usr/share/doc/citykit-edge/SECURITY.md)
  if [ "$architecture" = all ]; then all+=("$home/citykit-edge.dll")
  else all+=("$home/citykit-edge" "$home/libe_sqlite3.so" "$unit.d/10-native.conf"); fi
  printf 'package: %s, %s bytes, %s bytes installed\n' "$(basename "$1")" "$(stat -c %s "$1")" "$(dpkg-deb --fsys-tarfile "$1" | wc -c)"
  dpkg-deb --field "$1" Depends Recommends
  dpkg-deb --contents "$1" > "$scratch/contents"
  for wanted in "${all[@]}"; do
    grep -qE " \.$wanted( |$)" "$scratch/contents" || fail "the package lacks $wanted"
  done
  if grep -v ' root/root ' "$scratch/contents"; then fail "not everything in the package is root's"; fi
}

# The packages that a package names, one a line, alternatives too.
named() { dpkg-deb --field "$1" Depends Recommends | sed -E 's/^[A-Za-z-]+: //; s/\([^)]*\)//g' | tr ',|' '\n\n' | tr -d ' '; }

# Every library that the agent loaded while it ran, also by name at run time, is its own, the .NET runtime's, or of a package that
# its package names.
check_libraries() {
  local library owners
  named "$1" > "$scratch/named"
  sed -nE 's/.*calling init: (\/.*)$/\1/p' "$scratch"/loaded/by.* | sort -u > "$scratch/libraries"
  grep -q '/libssl\.so' "$scratch/libraries" || fail "the agent's list of loaded libraries lacks libssl"
  while read -r library; do
    case $library in /usr/lib/citykit-edge/* | */dotnet/*) continue ;; esac
    owners=$(dpkg -S "*/$(basename "$library")" 2> /dev/null | cut -d: -f1 | tr -d ' ' | tr ',' '\n' | sort -u)
    # What a named package needs itself comes with it.
    grep -qxF "$owners" "$scratch/named" || comes_with "$owners" ||
      fail "$library is of $(tr '\n' ' ' <<< "$owners")and no package that is named brings it"
  done < "$scratch/libraries"
  printf 'libraries: %s loaded, all of named packages\n' "$(wc -l < "$scratch/libraries")"
}

comes_with() {
  local owner
  xargs dpkg-query --show --showformat '${Depends}\n' < "$scratch/named" 2> /dev/null |
    tr ',|' '\n\n' | sed -E 's/[ (:].*//; s/^ +//' > "$scratch/brought"
  for owner in $1; do
    if grep -qxF "$owner" "$scratch/brought"; then return; fi
  done
  return 1
}

# The agent runs as its unit would run it, but for systemd.
start_and_stop() {
  chmod 0755 "$scratch"
  install -d -o citykit-edge -g citykit-edge -m 0750 /run/citykit-edge "$scratch/loaded" # the first is systemd's RuntimeDirectory=
  guarded setpriv --reuid citykit-edge --regid citykit-edge --init-groups \
    env LD_DEBUG=files LD_DEBUG_OUTPUT="$scratch/loaded/by" citykit-edge run --simulated < /dev/null > "$scratch/agent.log" 2>&1 &
  agent=$!
  wait_for 'Ready: device haitang-edge-1, 3 lines, 3 sensors'
  grep -E 'Ready:|guard:' "$scratch/agent.log"
  citykit-edge status | sed -n 's/^\(device\|hub\|memory\)/  \1/p'
  kill -TERM "$agent"
  wait "$agent" || fail "the agent ended with $?"
  agent=""
}

# Installs a package, over another one or not, and tries what is installed.
try_installed() {
  rm -rf "$scratch/loaded"
  dpkg --install "$1" > "$scratch/install.log" 2>&1 || fail "dpkg --install: $(cat "$scratch/install.log")"
  check_unit
  [ "$(stat -c '%U %a' /var/lib/citykit-edge)" = "citykit-edge 750" ] || fail "the data folder is not the agent's alone"
  [ "$(id -nG citykit-edge | tr ' ' '\n' | grep -cxE 'gpio|dialout|i2c|spi')" -eq 4 ] ||
    fail "the agent's user is in $(id -nG citykit-edge)"
  if [ ! -e /etc/citykit-edge/edge.json ]; then
    sed 's|https://hub.example/|http://127.0.0.1:1/|' "$root/packaging/deb/edge.json" > /etc/citykit-edge/edge.json
    chgrp citykit-edge /etc/citykit-edge/edge.json
  fi
  citykit-edge check || fail "check"
  as_agent citykit-edge enroll --no-code > "$scratch/enroll.log" || fail "enroll"
  grep -F 'Fingerprint' "$scratch/enroll.log" | tee "$scratch/fingerprint.$architecture"
  as_agent sh -c 'echo nothing > /usr/lib/citykit-edge/changed' 2> /dev/null && fail "the agent's user can change the program"
  start_and_stop
  check_libraries "$1"
}

command -v dpkg-deb > /dev/null || skip "no dpkg-deb on this machine"
own=$(dpkg --print-architecture)
packages=()
for architecture in all amd64 arm64; do
  kind=${architecture/amd64/x64}
  if [ -z "$native" ] && [ "$kind" != all ] && ! reason=$("$root/packaging/native/tools.sh" "$kind"); then
    without "the package for $architecture: $reason"
    continue
  fi
  if [ -n "$native" ] && [ "$kind" != all ] && [ ! -d "$native/linux-$kind" ]; then
    without "the package for $architecture, as it was not built"
    continue
  fi
  package=$(build "$architecture")
  [ -s "$package" ] || fail "no package was built for $architecture"
  look "$package"
  if [ "$architecture" = all ] || [ "$architecture" = "$own" ]; then packages+=("$package"); fi
done

[ "$(id -u)" -eq 0 ] || skip "installing needs root; the packages themselves were built and looked at"
command -v setpriv > /dev/null || skip "no setpriv (util-linux) to become the agent's user"
if dpkg -s citykit-edge > /dev/null 2>&1; then skip "citykit-edge is installed on this machine; it is left alone"; fi

had_user=$(getent passwd citykit-edge || true)
installed=yes
for package in "${packages[@]}"; do
  architecture=$(dpkg-deb --field "$package" Architecture)
  printf '%s:\n' "$architecture"
  try_installed "$package"
done
if [ ${#packages[@]} -gt 1 ]; then
  [ ! -e /usr/lib/citykit-edge/citykit-edge.dll ] || fail "the native package left the portable program behind"
  cmp "$scratch/fingerprint.all" "$scratch/fingerprint.$own" || fail "the native package has another key than the portable one before it"
fi

dpkg --remove citykit-edge > /dev/null || fail "dpkg --remove"
[ -e /var/lib/citykit-edge/device.pem ] || fail "removing took the key away"
[ ! -e /usr/lib/citykit-edge ] || fail "removing left the program"
dpkg --purge citykit-edge > /dev/null || fail "dpkg --purge"
installed=""
rm -rf /run/citykit-edge
[ ! -e /var/lib/citykit-edge ] && [ ! -e /etc/citykit-edge ] || fail "purging left data or configuration"
[ -n "$had_user" ] || userdel citykit-edge
printf 'packages: built, installed one over the other, ready, stopped, removed, purged\n'

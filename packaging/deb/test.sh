#!/usr/bin/env bash
# Builds the package, installs it, starts its agent as the agent's own user on simulated pins, sees it become ready and stop, removes and purges it.
# Checks the unit with systemd-analyze. Says SKIPPED with the reason for what this machine cannot do.
# Usage: packaging/deb/test.sh    Changes the machine's package list for a moment, so it needs root (a container's will do).
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/citykit-deb-test.XXXXXX")
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
skip() { printf 'SKIPPED: %s\n' "$1"; exit 0; }

check_unit() {
  local unit=$root/packaging/deb/root/usr/lib/systemd/system/citykit-edge.service
  if ! command -v systemd-analyze > /dev/null; then printf 'SKIPPED: the unit, as systemd-analyze is not here (apt-get install systemd)\n'; return; fi
  # The program is not installed at this moment and its group may not be; everything else that is said is a fault of the unit.
  systemd-analyze verify "$1" > "$scratch/verify.log" 2>&1 || true
  if grep -F 'citykit-edge.service' "$scratch/verify.log"; then fail "systemd-analyze verify: $unit"; fi
  printf 'unit: verified by systemd %s, ' "$(systemd-analyze --version | sed -n '1s/systemd \([0-9]*\).*/\1/p')"
  systemd-analyze security --offline=true --threshold=25 "$1" > "$scratch/security.log" 2>&1 || fail "systemd-analyze security: $(tail -1 "$scratch/security.log")"
  sed -n 's/.*Overall exposure level[^:]*: \(.*\)/exposure \1/p' "$scratch/security.log"
}

# Waits for a line of the agent; its output ends when it ends, so this needs no patience of its own but timeout's.
wait_for() { timeout 60 grep -q -m 1 -F "$1" < <(tail -n +1 -F --pid="$agent" "$scratch/agent.log" 2> /dev/null) || fail "the agent never said '$1'"; }

as_agent() { setpriv --reuid citykit-edge --regid citykit-edge --init-groups "$@"; }

command -v dpkg-deb > /dev/null || skip "no dpkg-deb on this machine"
package=$("$root/packaging/deb/build.sh" "$scratch/out" | tail -1)
[ -s "$package" ] || fail "no package was built"
printf 'package: %s, %s bytes, %s bytes installed\n' "$(basename "$package")" "$(stat -c %s "$package")" "$(dpkg-deb --fsys-tarfile "$package" | wc -c)"
dpkg-deb --contents "$package" > "$scratch/contents"
for wanted in ./usr/bin/citykit-edge ./usr/lib/citykit-edge/citykit-edge.dll ./usr/lib/systemd/system/citykit-edge.service ./usr/share/doc/citykit-edge/edge-agent.md ./usr/share/doc/citykit-edge/SECURITY.md; do
  grep -q -F " $wanted" "$scratch/contents" || fail "the package lacks $wanted"
done
if grep -v ' root/root ' "$scratch/contents"; then fail "not everything in the package is root's"; fi

[ "$(id -u)" -eq 0 ] || skip "installing needs root; the package itself was built and looked at"
command -v setpriv > /dev/null || skip "no setpriv (util-linux) to become the agent's user"
if dpkg -s citykit-edge > /dev/null 2>&1; then skip "citykit-edge is installed on this machine; it is left alone"; fi

had_user=$(getent passwd citykit-edge || true)
installed=yes
dpkg --install "$package" > "$scratch/install.log" 2>&1 || fail "dpkg --install: $(cat "$scratch/install.log")"
check_unit /usr/lib/systemd/system/citykit-edge.service
[ "$(stat -c '%U %a' /var/lib/citykit-edge)" = "citykit-edge 750" ] || fail "the data folder is not the agent's alone"

cp "$root/packaging/deb/edge.json" /etc/citykit-edge/edge.json
sed -i 's|https://hub.example/|http://127.0.0.1:1/|' /etc/citykit-edge/edge.json
chgrp citykit-edge /etc/citykit-edge/edge.json
citykit-edge check || fail "check"
as_agent citykit-edge enroll --no-code > "$scratch/enroll.log" || fail "enroll"
grep -F 'Fingerprint' "$scratch/enroll.log"
as_agent sh -c 'echo nothing > /usr/lib/citykit-edge/changed' 2> /dev/null && fail "the agent's user can change the program"

install -d -o citykit-edge -g citykit-edge -m 0750 /run/citykit-edge # systemd's RuntimeDirectory=
setpriv --reuid citykit-edge --regid citykit-edge --init-groups citykit-edge run --simulated < /dev/null > "$scratch/agent.log" 2>&1 &
agent=$!
wait_for 'Ready: device haitang-edge-1, 3 lines, 3 sensors'
grep -F 'Ready:' "$scratch/agent.log"
citykit-edge status | sed -n 's/^\(device\|hub\|memory\)/  \1/p'
kill -TERM "$agent"
wait "$agent" || fail "the agent ended with $?"
agent=""

dpkg --remove citykit-edge > /dev/null || fail "dpkg --remove"
[ -e /var/lib/citykit-edge/device.pem ] || fail "removing took the key away"
[ ! -e /usr/lib/citykit-edge ] || fail "removing left the program"
dpkg --purge citykit-edge > /dev/null || fail "dpkg --purge"
installed=""
rm -rf /run/citykit-edge
[ ! -e /var/lib/citykit-edge ] && [ ! -e /etc/citykit-edge ] || fail "purging left data or configuration"
[ -n "$had_user" ] || userdel citykit-edge
printf 'package: built, installed, ready, stopped, removed, purged\n'

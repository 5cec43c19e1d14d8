#!/usr/bin/env bash
# Builds citykit-edge_VERSION_ARCHITECTURE.deb: the agent, its unit and its documents.
#   amd64, arm64  a native program that needs no .NET on the machine
#   all           the portable program for every processor, run by the machine's .NET 10 runtime: for those who add detectors in code
# Usage: packaging/deb/build.sh OUTPUT_FOLDER [all|amd64|arm64 [PROGRAM_FOLDER]]
# PROGRAM_FOLDER is what packaging/native/build.sh made for that processor; without it, it is made here.
# Needs bash, coreutils, dpkg-deb and the .NET 10 SDK; readelf (binutils) and what packaging/native/build.sh needs for a native one.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
output=$(mkdir -p "${1:?name a folder for the package}" && cd "$1" && pwd)
architecture=${2:-all}
program=${3:-}
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$root/Directory.Build.props")
tree=$(mktemp -d "${TMPDIR:-/tmp}/citykit-deb.XXXXXX")
home=$tree/usr/lib/citykit-edge
trap 'rm -rf "$tree"' EXIT

# What both forms need: users, TLS. The runtime loads libssl by its name, so that no tool finds it.
depends="passwd, ca-certificates, libssl3t64 | libssl3"
recommends="systemd-timesyncd | time-daemon, i2c-tools"

portable() {
  cp -R "$root/packaging/deb/portable/." "$tree/"
  dotnet publish "$root/edge/CityKit.Edge.Agent" -c Release -v quiet --nologo \
    -p:UseAppHost=false -p:SatelliteResourceLanguages=en -o "$home"
  # Only what a Debian machine can load; what is for every Unix is in 'unix'.
  find "$home/runtimes" -mindepth 1 -maxdepth 1 \
    ! -name 'linux-x64' ! -name 'linux-arm64' ! -name 'linux-arm' ! -name 'unix' -exec rm -rf {} +
  # Left out here, not in the build: a property on the command line would build the libraries again, without their documents and
  # symbols, for whatever packs them next.
  find "$home" \( -name '*.xml' -o -name '*.pdb' \) -delete
  # What the .NET runtime documents for Debian, without ICU: the agent's globalization is invariant.
  depends+=", libc6, libgcc-s1, libstdc++6"
  recommends="dotnet-runtime-10.0, $recommends"
}

native() {
  mkdir -p "$home" "$tree/usr/bin"
  cp -R "$root/packaging/deb/native/." "$tree/"
  if [ -z "$program" ]; then "$root/packaging/native/build.sh" "$1" "$home" > /dev/null; else cp "$program"/* "$home/"; fi
  ln -s ../lib/citykit-edge/citykit-edge "$tree/usr/bin/citykit-edge"
  depends+=", libc6 (>= $(readelf -V "$home"/* | grep -oE 'GLIBC_[0-9.]+' | sort -V | tail -n 1 | cut -d_ -f2))"
}

cp -R "$root/packaging/deb/root/." "$tree/"
case $architecture in
  all) portable ;;
  amd64) native linux-x64 ;;
  arm64) native linux-arm64 ;;
  *) printf 'no package is made for %s: all, amd64 or arm64\n' "$architecture" >&2; exit 1 ;;
esac

documents="$tree/usr/share/doc/citykit-edge"
install -m 0644 "$root/SECURITY.md" "$root"/docs/{edge-agent,bundles,agent-update,security}.md "$root/docs/edge.schema.json" "$documents/"
install -m 0644 "$root/LICENSE" "$documents/copyright"
install -m 0644 "$root/packaging/deb/edge.json" "$documents/examples/"
find "$tree" -type d -exec chmod 0755 {} +
find "$tree/usr/lib" "$tree/usr/share" -type f -exec chmod 0644 {} +
[ "$architecture" = all ] || chmod 0755 "$home/citykit-edge"

mkdir "$tree/DEBIAN"
install -m 0755 "$root"/packaging/deb/control/* "$tree/DEBIAN/"
cat > "$tree/DEBIAN/control" << CONTROL
Package: citykit-edge
Version: $version
Architecture: $architecture
Maintainer: CityKit contributors <noreply@example.invalid>
Depends: $depends
Recommends: $recommends
Section: misc
Priority: optional
Installed-Size: $(du -sk "$tree/usr" | cut -f1)
Description: CityKit edge agent
 Reads GPIO sensors of a residential compound, judges on the spot, keeps what it
 saw on its own disk and forwards it to a hub, losing nothing.
 Not a certified alarm, and never the only way to 119, 120 or 110.
CONTROL
# The same sources give the same package.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2> /dev/null || echo 0)}
export SOURCE_DATE_EPOCH
package="$output/citykit-edge_${version}_$architecture.deb"
dpkg-deb --root-owner-group --build "$tree" "$package" > /dev/null
printf '%s\n' "$package"

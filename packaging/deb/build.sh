#!/usr/bin/env bash
# Builds citykit-edge_VERSION_all.deb: a portable publish of the agent, its unit and its documents.
# Usage: packaging/deb/build.sh OUTPUT_FOLDER    Needs bash, coreutils, dpkg-deb and the .NET 10 SDK.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
output=$(mkdir -p "${1:?name a folder for the package}" && cd "$1" && pwd)
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$root/Directory.Build.props")
tree=$(mktemp -d "${TMPDIR:-/tmp}/citykit-deb.XXXXXX")
trap 'rm -rf "$tree"' EXIT

cp -R "$root/packaging/deb/root/." "$tree/"
dotnet publish "$root/edge/CityKit.Edge.Agent" -c Release -v quiet --nologo -p:UseAppHost=false -p:SatelliteResourceLanguages=en -p:DebugType=none -p:GenerateDocumentationFile=false -o "$tree/usr/lib/citykit-edge"
# Of the bundled SQLite only what a Debian machine can load.
find "$tree/usr/lib/citykit-edge/runtimes" -mindepth 1 -maxdepth 1 ! -name 'linux-x64' ! -name 'linux-arm64' ! -name 'linux-arm' -exec rm -rf {} +
find "$tree/usr/lib/citykit-edge" -name '*.xml' -delete

documents="$tree/usr/share/doc/citykit-edge"
install -m 0644 "$root/SECURITY.md" "$root/docs/edge-agent.md" "$root/docs/bundles.md" "$root/docs/agent-update.md" "$root/docs/security.md" "$root/docs/edge.schema.json" "$documents/"
install -m 0644 "$root/LICENSE" "$documents/copyright"
install -m 0644 "$root/packaging/deb/edge.json" "$documents/examples/"
find "$tree" -type d -exec chmod 0755 {} +
find "$tree/usr/lib" "$tree/usr/share" -type f -exec chmod 0644 {} +

mkdir "$tree/DEBIAN"
install -m 0755 "$root"/packaging/deb/control/* "$tree/DEBIAN/"
cat > "$tree/DEBIAN/control" << CONTROL
Package: citykit-edge
Version: $version
Architecture: all
Maintainer: CityKit contributors <noreply@example.invalid>
Depends: passwd
Recommends: dotnet-runtime-10.0, libsqlite3-0
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
package="$output/citykit-edge_${version}_all.deb"
dpkg-deb --root-owner-group --build "$tree" "$package" > /dev/null
printf '%s\n' "$package"

#!/bin/sh
# Takes the files of another version out of the npm package: ./refresh.sh VERSION
set -eu
version=${1:?say which version, such as 5.24.1}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
tar xzf "$(npm pack --silent "maplibre-gl@$version")"
for file in maplibre-gl-csp.js maplibre-gl-csp-worker.js maplibre-gl.css LICENSE.txt; do cp "package/dist/$file" "$here/"; done
echo "maplibre-gl $version"

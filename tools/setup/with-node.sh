#!/bin/sh
# Runs a TypeScript file on the Node that the workspace pins, after installing the workspace if its lock file changed.
# It needs nothing but sh and npm, so it works in a fresh clone.
set -eu
root=$(CDPATH= cd "$(dirname "$0")/../.." && pwd)
cd "$root"
wanted=$(sha256sum package-lock.json)
installed=node_modules/.installed-lock
if [ ! -x node_modules/.bin/node ] || [ "$(cat "$installed" 2> /dev/null)" != "$wanted" ]; then
  npm ci --no-audit --no-fund
  printf '%s\n' "$wanted" > "$installed"
fi
PATH=$root/node_modules/.bin:$PATH
export PATH
exec node --disable-warning=ExperimentalWarning "$@"

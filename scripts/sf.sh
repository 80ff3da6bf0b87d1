#!/bin/sh
# Installs the Salesforce CLI that the tests drive into .sf/, once: it's too large for a dependency of the package.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
version=2.150.6

installed() { [ "$(cat "$root/.sf/version" 2>/dev/null)" = "$version" ]; }

if installed; then exit 0; fi
command -v npm >/dev/null || { echo "npm isn't on the PATH; the tests need it to install the Salesforce CLI." >&2; exit 4; }
mkdir -p "$root/.sf"
# Test files run in parallel: one installs, the others wait for it, up to five minutes.
waited=0
until mkdir "$root/.sf/lock" 2>/dev/null; do
  if installed; then exit 0; fi
  if [ "$waited" -ge 300 ]; then echo "Another install has the lock .sf/lock; remove it if none is running." >&2; exit 4; fi
  waited=$((waited + 1))
  sleep 1
done
trap 'rmdir "$root/.sf/lock"' EXIT
trap 'exit 130' INT TERM
if installed; then exit 0; fi
echo "Installing the Salesforce CLI $version into .sf/" >&2
npm install --prefix "$root/.sf" --no-save --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error "@salesforce/cli@$version" >&2
echo "$version" > "$root/.sf/version"

#!/bin/sh
# Installs the Salesforce CLI that the tests drive into .sf/, once: it is large, so it is no dependency of the package.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
version=2.150.6
if [ -x "$root/.sf/node_modules/.bin/sf" ] && [ "$(cat "$root/.sf/version" 2>/dev/null)" = "$version" ]; then exit 0; fi
command -v npm >/dev/null || { echo "npm is not on the PATH, and the tests need it to install the Salesforce CLI." >&2; exit 4; }
echo "Installing the Salesforce CLI $version into .sf/" >&2
npm install --prefix "$root/.sf" --no-save --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error "@salesforce/cli@$version" >&2
echo "$version" > "$root/.sf/version"

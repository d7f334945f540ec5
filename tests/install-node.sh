#!/bin/sh
# install-node.sh SUDO - Node.js and npm, where missing, and the clients of tests/package.json.
set -eu
folder=$(dirname "$0")
command -v node > /dev/null || sh "$folder/install.sh" "$1" nodejs
command -v npm > /dev/null || sh "$folder/install.sh" "$1" npm
if ! [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ]; then
    (cd "$folder" && npm ci --no-audit --no-fund --silent)
    touch "$folder/node_modules/.package-lock.json"
fi

#!/bin/sh
# run.sh KLADEZ [FOLDER] - speed and memory of one program, beside scriptindex (README.md).
# FOLDER holds part-0*.jsonl.xz; without one the pages are made of corpus/.
# SIZES="2000 10000" says how many pages; WORK=DIR where everything is put.
set -eu
here=$(dirname "$0")
work=${WORK:-build/bench}

command -v node > /dev/null || { echo "bench: install nodejs" >&2; exit 2; }
command -v scriptindex > /dev/null ||
    echo "bench: without scriptindex (Debian: xapian-omega) there is nothing to compare with" >&2
if [ $# -gt 1 ]; then
    sizes=${SIZES:-2000 10000 100000}
else
    sizes=${SIZES:-1000 5000 20000}
fi
# shellcheck disable=SC2086
exec node "$here/bench.mjs" "$work" "$1" "${2:-}" $sizes

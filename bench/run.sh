#!/bin/sh
# run.sh KLADEZ [SOURCE...] - speed and memory of one program, beside Xapian alone (README.md).
# A source is a file of JSON lines or a folder with articles.jsonl or part-0*.jsonl.xz; without any
# the pages are made of corpus/.
# SIZES="2000 10000 all" says how many pages; WORK=DIR where everything is put.
set -eu
here=$(dirname "$0")
work=${WORK:-build/bench}
program=$1
shift

command -v node > /dev/null || { echo "bench: install nodejs" >&2; exit 2; }
command -v scriptindex > /dev/null ||
    echo "bench: without scriptindex (Debian: xapian-omega) there is nothing to compare with" >&2
if [ $# -gt 0 ]; then
    sizes=${SIZES:-all}
else
    sizes=${SIZES:-1000 5000 20000}
fi
exec node "$here/bench.mjs" "$work" "$program" "$sizes" "$@"

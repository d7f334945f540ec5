#!/bin/sh
# run.sh KLADEZ - every case of tests/cases/STAGE.t through `kladez probe STAGE`.
# A case is two lines: the input, and "= " with what must come out. "#" begins a comment.
set -eu
kladez=$1
folder=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0 all=0

for file in "$folder"/*.t; do
    stage=$(basename "$file" .t)
    grep -v '^#' "$file" | grep -v '^$' > "$work/lines"
    awk 'NR % 2 == 1' "$work/lines" > "$work/in"
    awk 'NR % 2 == 0 { sub(/^= ?/, ""); print }' "$work/lines" > "$work/expected"
    "$kladez" probe "$stage" < "$work/in" > "$work/out"
    n=$(wc -l < "$work/in")
    all=$((all + n))
    if ! diff "$work/expected" "$work/out" > "$work/diff"; then
        bad=1
        echo "$file:" >&2
        awk 'NR == FNR { i[FNR] = $0; next } FILENAME ~ /expected$/ { e[FNR] = $0; next }
             { if (e[FNR] != $0) printf "  %s\n    expected %s\n    got      %s\n", i[FNR], e[FNR], $0 }' \
            "$work/in" "$work/expected" "$work/out" >&2
    fi
done
echo "cases: $all"
exit $bad

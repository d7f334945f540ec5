#!/bin/sh
# layers.sh - a folder includes itself and what is below it; one library, one file; files that
# comments name are there.
# Prints what is wrong and how to mend it; exits 1 if anything is.
set -eu
cd "$(dirname "$0")/.."
bad=0
folders="base text engine indexer bot desk server cli"

complain() {
    echo "layers: $1" >&2
    bad=1
}

level() {
    case $1 in
    base) echo 0 ;;
    text) echo 1 ;;
    engine) echo 2 ;;
    indexer | bot | desk) echo 3 ;;
    server) echo 4 ;;
    cli) echo 5 ;;
    *) echo 9 ;;
    esac
}

for folder in $folders; do
    grep -rHnoE --include='*.[ch]' --include='*.cc' '^#include "[a-z]+/[^"]+"' "$folder" |
        sed -E 's/^([^:]+:[0-9]+):#include "([a-z]+)\/.*/\1 \2/' | sort -u |
        while read -r place other; do
            own=$(level "$folder") theirs=$(level "$other")
            [ "$folder" = "$other" ] && continue
            if [ "$theirs" -ge "$own" ]; then
                echo "$place: $folder/ must not include $other/: move what is shared below both"
            fi
        done
done > "${TMPDIR:-/tmp}/layers.$$"
while read -r line; do complain "$line"; done < "${TMPDIR:-/tmp}/layers.$$"
rm -f "${TMPDIR:-/tmp}/layers.$$"

# Library header (a pattern), and the only file that may include it.
while read -r header owner; do
    for file in $(grep -rlE "#include <$header" $folders); do
        [ "$file" = "$owner" ] || complain "$file includes <$header>: only $owner may"
    done
done <<EOF
xapian engine/index/xap.cc
microhttpd server/net/http.c
cjson/ base/json.c
yaml.h base/yaml.c
sodium base/sign.c
utf8proc text/fold.c
linear\.h> bot/classify/linear.c
libstemmer text/snowball.c
cmark indexer/markdown.c
libxml indexer/html.c
csv.h indexer/read_csv.c
sqlite3 desk/store.c
curl/ desk/deliver.c
zstd base/pack.c
EOF

for file in $(grep -rlE '#include "engine/index/xap_write.h"' $folders); do
    case $file in
    engine/* | indexer/*) ;;
    *) complain "$file includes engine/index/xap_write.h: only the indexer writes indexes" ;;
    esac
done

for file in $(grep -rlE --include='*.c' '\b(strtok|sprintf|strcpy|alloca|atoi|gets)\(' $folders); do
    complain "$file calls a banned function (docs/STYLE.md, section 10)"
done

# Files that comments name.
tops="base|text|engine|indexer|bot|desk|server|cli|web|bench|tests|docs|corpus"
for file in $(grep -rhoE --include='*.[ch]' --include='*.cc' --include='*.js' \
    "(^|[^A-Za-z0-9_./-])($tops)/[A-Za-z0-9_./-]+\.(c|h|cc|sh|js|mjs|css|txt|yaml|json|md|t)\b" \
    $folders web bench | sed -E 's/^[^a-z]//' | sort -u); do
    [ -e "$file" ] || complain "$file is named in $(grep -rlF "$file" $folders web bench | tr '\n' ' ')and is not there"
done

[ "$bad" = 0 ] && echo "layers: in order"
exit $bad

#!/bin/sh
# embed.sh FILE... - writes C that holds the files; see embed.h. NAME=FILE gives a file that was
# made by the build the name it is found by.
set -eu
echo '#include "base/embed.h"'
n=0
for file; do
    printf 'extern const char embedded_%d[], embedded_%d_end[];\n' "$n" "$n"
    printf '__asm__(".section .rodata\\n.global embedded_%d\\n.global embedded_%d_end\\n"\n' "$n" "$n"
    printf '        "embedded_%d: .incbin \\"%s\\"\\nembedded_%d_end: .byte 0\\n.previous\\n");\n' \
        "$n" "${file#*=}" "$n"
    n=$((n + 1))
done
echo 'const struct embedded embedded_files[] = {'
n=0
for file; do
    printf '    {"%s", embedded_%d, embedded_%d_end},\n' "${file%%=*}" "$n" "$n"
    n=$((n + 1))
done
echo '    {0},'
echo '};'

/* terminal.c - see terminal.h */
#include "cli/terminal.h"

struct slice terminal_harmless(struct arena *life, struct slice text, bool flat)
{
    char *out = (char *)slice_cstr(life, text);

    for (size_t i = 0; i < text.len; i++) {
        bool control = (unsigned char)out[i] < 0x20 || out[i] == 0x7F ||
                       (out[i] == '\xC2' && (unsigned char)out[i + 1] < 0xA0); /* C1 */

        if (control && (flat || out[i] != '\n'))
            out[i] = ' ';
    }
    return (struct slice){out, text.len};
}

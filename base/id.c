/* id.c - see id.h */
#include "base/id.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/sign.h"

static _Atomic uint64_t pinned_count;

void id_new(char text[id_text_size])
{
    uint64_t time = (uint64_t)clock_now() & 0xFFFFFFFFFFFF;
    uint64_t high = 0, low = 0;

    if (clock_pinned()) {
        low = atomic_fetch_add(&pinned_count, 1) + 1;
    } else {
        sign_random(&high, sizeof high);
        sign_random(&low, sizeof low);
    }
    snprintf(text, id_text_size,
             "%08" PRIx64 "-%04" PRIx64 "-7%03" PRIx64 "-%04" PRIx64 "-%012" PRIx64, time >> 16,
             time & 0xFFFF, high & 0xFFF, 0x8000 | ((low >> 48) & 0x3FFF), low & 0xFFFFFFFFFFFF);
}

void id_token(char text[token_text_size])
{
    unsigned char bits[32] = {0};

    if (clock_pinned())
        snprintf((char *)bits, sizeof bits, "pinned token %" PRIu64,
                 atomic_fetch_add(&pinned_count, 1) + 1);
    else
        sign_random(bits, sizeof bits);
    sign_base64(bits, sizeof bits, text, token_text_size);
}

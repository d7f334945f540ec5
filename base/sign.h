/*
 * sign.h - hashes, signatures and randomness (libsodium).
 *
 * Call sign_start once, before threads. Hex texts are lower-case and end in a zero byte.
 */
#ifndef BASE_SIGN_H
#define BASE_SIGN_H

#include "base/err.h"
#include "base/str.h"

enum { sign_hash_size = 16, sign_hex_size = 65 };

bool sign_start(struct err *err);

/* BLAKE2b, 128 bit (RFC 7693): tells contents apart. */
struct sign_hash {
    unsigned char bytes[sign_hash_size];
};
struct sign_hash sign_content(const struct slice *parts, size_t count);

/* The same in hex, to be kept or compared as a text. */
struct slice sign_content_text(struct arena *job, const struct slice *parts, size_t count);

/* SHA-256 (FIPS 180-4) in hex. */
void sign_sha256(struct slice text, char hex[sign_hex_size]);
bool sign_sha256_file(const char *path, char hex[sign_hex_size], struct err *err);

/* HMAC-SHA-256 (RFC 2104) of the parts one after another, in hex. */
void sign_hmac(struct slice key, const struct slice *parts, size_t count, char hex[sign_hex_size]);

/* Equal, taking the same time wherever they differ. */
bool sign_same(struct slice a, struct slice b);

void sign_random(void *out, size_t size);
void sign_hex(const void *bytes, size_t size, char *hex, size_t hex_size);
void sign_base64(const void *bytes, size_t size, char *text,
                 size_t text_size); /* url-safe, unpadded */

/* What such a text stands for; false if it is none. */
bool sign_base64_parse(struct arena *job, struct slice text, struct slice *out);

#endif

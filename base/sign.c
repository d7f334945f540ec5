/* sign.c - see sign.h. The only user of libsodium. */
#include "base/sign.h"

#include <stdio.h>

#include <sodium.h>

bool sign_start(struct err *err)
{
    if (sodium_init() < 0)
        return err_set(err, ERR_ENGINE, "libsodium cannot start: no source of random numbers");
    return true;
}

struct sign_hash sign_content(const struct slice *parts, size_t count)
{
    crypto_generichash_state state;
    struct sign_hash hash;

    crypto_generichash_init(&state, NULL, 0, sizeof hash.bytes);
    for (size_t i = 0; i < count; i++) {
        uint64_t len = parts[i].len; /* so that "ab","c" and "a","bc" differ */

        crypto_generichash_update(&state, (const unsigned char *)&len, sizeof len);
        crypto_generichash_update(&state, (const unsigned char *)parts[i].ptr, parts[i].len);
    }
    crypto_generichash_final(&state, hash.bytes, sizeof hash.bytes);
    return hash;
}

struct slice sign_content_text(struct arena *job, const struct slice *parts, size_t count)
{
    struct sign_hash hash = sign_content(parts, count);
    char hex[2 * sign_hash_size + 1];

    sign_hex(hash.bytes, sizeof hash.bytes, hex, sizeof hex);
    return slice_copy(job, slice_of(hex));
}

void sign_sha256(struct slice text, char hex[sign_hex_size])
{
    unsigned char hash[crypto_hash_sha256_BYTES];

    crypto_hash_sha256(hash, (const unsigned char *)text.ptr, text.len);
    sign_hex(hash, sizeof hash, hex, sign_hex_size);
}

bool sign_sha256_file(const char *path, char hex[sign_hex_size], struct err *err)
{
    unsigned char hash[crypto_hash_sha256_BYTES], part[64 * 1024];
    crypto_hash_sha256_state state;
    FILE *in = fopen(path, "rb");
    size_t n;
    bool failed;

    if (!in)
        return err_sys(err, "%s", path);
    crypto_hash_sha256_init(&state);
    while ((n = fread(part, 1, sizeof part, in)) > 0)
        crypto_hash_sha256_update(&state, part, n);
    failed = ferror(in) != 0;
    if (failed)
        err_sys(err, "%s", path);
    fclose(in);
    crypto_hash_sha256_final(&state, hash);
    sign_hex(hash, sizeof hash, hex, sign_hex_size);
    return !failed;
}

void sign_hmac(struct slice key, const struct slice *parts, size_t count, char hex[sign_hex_size])
{
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_state state;

    crypto_auth_hmacsha256_init(&state, (const unsigned char *)key.ptr, key.len);
    for (size_t i = 0; i < count; i++)
        crypto_auth_hmacsha256_update(&state, (const unsigned char *)parts[i].ptr, parts[i].len);
    crypto_auth_hmacsha256_final(&state, mac);
    sign_hex(mac, sizeof mac, hex, sign_hex_size);
}

bool sign_same(struct slice a, struct slice b)
{
    return a.len == b.len && (a.len == 0 || sodium_memcmp(a.ptr, b.ptr, a.len) == 0);
}

void sign_random(void *out, size_t size)
{
    randombytes_buf(out, size);
}

void sign_hex(const void *bytes, size_t size, char *hex, size_t hex_size)
{
    sodium_bin2hex(hex, hex_size, bytes, size);
}

void sign_base64(const void *bytes, size_t size, char *text, size_t text_size)
{
    sodium_bin2base64(text, text_size, bytes, size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool sign_base64_parse(struct arena *job, struct slice text, struct slice *out)
{
    char *bytes = arena_alloc(job, text.len + 1);
    size_t len;

    if (sodium_base642bin((unsigned char *)bytes, text.len, text.ptr, text.len, NULL, &len, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return false;
    bytes[len] = '\0';
    *out = (struct slice){bytes, len};
    return true;
}

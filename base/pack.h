/*
 * pack.h - short texts that resemble one another, compressed one by one (zstd).
 *
 *      p = packer_new(life, dictionary);       packed = packer_pack(p, job, text);
 *      u = unpacker_new(life, dictionary);     unpacker_unpack(u, job, packed, most, &text);
 *
 * The dictionary is any text that has much of what they have, the same on both sides; it must
 * outlive both. Each belongs to one thread at a time. Packed texts are the same on every machine with
 * the same version of zstd, and can be read by every version.
 */
#ifndef BASE_PACK_H
#define BASE_PACK_H

#include "base/err.h"
#include "base/str.h"

struct packer;
struct packer *packer_new(struct arena *life, struct slice dictionary);
struct slice packer_pack(struct packer *p, struct arena *job, struct slice text);

/* ERR_INPUT if it is damaged or would give more than `most` bytes. */
struct unpacker;
struct unpacker *unpacker_new(struct arena *life, struct slice dictionary);
bool unpacker_unpack(struct unpacker *u, struct arena *job, struct slice packed, size_t most,
                     struct slice *out, struct err *err);

#endif

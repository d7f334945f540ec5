/*
 * id.h - names nobody can guess or collide with.
 *
 * With a pinned clock ids count up from 1, so that replies are the same in each run.
 * Any thread may call these.
 */
#ifndef BASE_ID_H
#define BASE_ID_H

#include "base/arena.h"

enum { id_text_size = 37, token_text_size = 44 };

/* UUID version 7 (RFC 9562): time-ordered, 74 random bits. */
void id_new(char text[id_text_size]);

/* 256 random bits in unpadded base64url, 43 characters: for secrets. */
void id_token(char text[token_text_size]);

#endif

/*
 * driver.h - parsers fed with rubbish, the same rubbish in each run.
 *
 *      build/release/fuzz/fuzz_json 20000            so many rounds
 *      build/release/fuzz/fuzz_json --round 731      one of them again
 *      build/release/fuzz/fuzz_json --file PATH      what a failing round left behind
 *
 * A target gives seeds (texts as they should be), tokens (what matters to its parser) and
 * one function that is run on each input and checks what the parser promises. A round's
 * input depends on its number alone. When a round fails - a CHECK, a signal, the sanitizer,
 * or no end after `fuzz_seconds` - its number is printed and its input kept in a file.
 */
#ifndef TESTS_FUZZ_DRIVER_H
#define TESTS_FUZZ_DRIVER_H

#include "text/stem.h"

enum { fuzz_seconds = 20 };

struct fuzz_target {
    const char *name;
    const struct slice *seeds;
    size_t seed_count;
    const char *const *tokens; /* ends with NULL */
    size_t max;                /* bytes of an input */
    unsigned cost;             /* so many times fewer rounds than asked for; at least 1 */
    void (*start)(void);       /* once, before the first round; may set the seeds; or NULL */

    /* `input` is followed by nothing, not even a zero byte. */
    void (*round)(struct arena *job, struct slice input);
};

#define FUZZ_SEED(literal)                                                                         \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }
#define FUZZ_COUNT(array) (sizeof(array) / sizeof *(array))

/* A target of several parsers: the first byte of an input says which, the rest is for it. */
struct fuzz_kind {
    char kind;
    void (*round)(struct arena *job, struct slice text);
};

extern struct fuzz_target fuzz_target; /* each fuzz_*.c has one */

/* There before `start`, until behind the last round: making a stemmer takes longer than a round. */
extern struct arena *fuzz_life;
extern struct stemmer *fuzz_stemmer;

/* For the target's `start`: seeds that a program makes. Gives it back without its kind. */
struct slice fuzz_add_seed(char kind, struct slice text);

/* Runs the parser of the input's kind, if there is one. */
void fuzz_by_kind(const struct fuzz_kind *kinds, size_t count, struct arena *job,
                  struct slice input);

/* For the choices a round makes itself: 0..below-1, the same whenever the round is run. */
uint32_t fuzz_random(uint32_t below);

/* Another damaged version of a text, at most the target's `max` bytes. */
struct slice fuzz_damage(struct arena *job, struct slice text);

/* The text with some of its numbers of 32 bits replaced, counted from the byte `from`: for tables, which
 * notice at once that their size has changed. */
struct slice fuzz_patch(struct arena *job, struct slice text, size_t from);

/* Tokens and bytes as they come, at most as long. */
struct slice fuzz_rubbish(struct arena *job);

_Noreturn void fuzz_fail(const char *file, int line, const char *what);
#define CHECK(what)                                                                                \
    do {                                                                                           \
        if (!(what))                                                                               \
            fuzz_fail(__FILE__, __LINE__, #what);                                                  \
    } while (0)

/* Checks that several targets need. */
bool fuzz_is_utf8(struct slice s);
bool fuzz_is_within(struct slice part, struct slice whole); /* the same memory; empty is fine */
bool fuzz_is_boundary(struct slice text, size_t at);        /* no character is cut there */

/* The path of a file that holds the text; the same file each time. */
const char *fuzz_file(struct slice text);

#endif

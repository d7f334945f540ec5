/*
 * engine.c - engine DATA < QUERIES: how long the engine takes without the server around it, in
 * microseconds of the processor, a line each.
 *
 * A line is KIND<tab>LANG<tab>TEXT. `search`: what POST /indexes/articles/search with a limit of
 * ten asks of the engine; `complete`: what GET /v1/complete asks. Used by bench.mjs alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "engine/find/search.h"

enum {
    line_max = 16 * 1024,
    lines_most = 100000,
    times_each = 3, /* the least of them counts */
    most = 10
};

struct bench {
    struct reader *reader;
    struct texts audiences;
    struct {
        struct slice kind, text;
        double least;
    } * lines;
    size_t count;
};

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void read_lines(struct arena *life, struct bench *b)
{
    static char line[line_max];

    b->lines = arena_array(life, lines_most, sizeof *b->lines);
    while (b->count < lines_most && fgets(line, sizeof line, stdin)) {
        struct slice rest = slice_copy(life, slice_of(line));

        if (slice_ends(rest, "\n"))
            rest.len--;
        b->lines[b->count].kind = slice_cut(&rest, '\t');
        slice_cut(&rest, '\t'); /* the language: Kladez finds it out */
        b->lines[b->count++].text = rest;
    }
}

static bool search(struct bench *b, struct arena *job, struct slice text, struct err *err)
{
    struct search_request request = {
        .text = text, .limit = most, .audiences = &b->audiences, .distinct = SLOT_NONE};
    struct search_result found;

    return search_run(b->reader, job, &request, &found, err);
}

static void complete(struct bench *b, struct arena *job, struct slice text)
{
    struct complete_request request = {.typed = text, .audiences = &b->audiences, .most = most};
    struct completion found[most];

    complete_find(b->reader->complete, b->reader->stemmer, spelling_translit(b->reader->spelling),
                  job, &request, found);
}

/* As a worker of the server: an arena for each request, freed with it. */
static bool run_all(struct bench *b, int time, struct err *err)
{
    for (size_t i = 0; i < b->count; i++) {
        double started = now(), took;
        struct arena *job = arena_new();

        if (slice_is(b->lines[i].kind, "complete"))
            complete(b, job, b->lines[i].text);
        else if (!search(b, job, b->lines[i].text, err))
            return false;
        arena_free(job);
        took = now() - started;
        if (time <= 1 || took < b->lines[i].least) /* the first time warms the cache */
            b->lines[i].least = took;
    }
    return true;
}

int main(int count, char **args)
{
    struct arena *life = arena_new();
    struct bench b = {0};
    struct err err;
    bool ok = true;

    if (count != 2) {
        fputs("usage: engine DATA < QUERIES\n", stderr);
        return 2;
    }
    texts_add(life, &b.audiences, SLICE("public"));
    read_lines(life, &b);
    if (!reader_open_in(args[1], 0, &b.reader, &err)) {
        fprintf(stderr, "engine: %s\n", err.text);
        return 1;
    }
    for (int time = 0; ok && time <= times_each; time++)
        ok = run_all(&b, time, &err);
    if (!ok)
        fprintf(stderr, "engine: %s\n", err.text);
    for (size_t i = 0; ok && i < b.count; i++)
        printf("%.1f\n", b.lines[i].least);
    reader_close(b.reader);
    arena_free(life);
    return ok ? 0 : 1;
}

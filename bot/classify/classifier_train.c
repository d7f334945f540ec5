/* classifier_train.c - see classifier_train.h */
#include "bot/classify/classifier_train.h"

#include <math.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/pool.h"
#include "base/version.h"
#include "bot/classify/classifier_file.h"

/* Smaller ones move no margin: without them the figures of docs/adr are the same. */
static const double weight_least = 0.02;

struct training {
    struct arena *life;
    const struct classifier_lesson *lesson;
    struct shingles *shingles; /* of each example */
    struct classifier_features features;
    struct linear_rows *rows;
    struct classifier_class *classes;
};

/* A class while it is fitted. */
struct fitting {
    struct training *training;
    uint32_t class;
    struct arena *life; /* of what is found */
    struct linear_value *weights;
    size_t count;
    bool ok;
    struct err err;
};

/* ---- features ---- */

static void read_examples(struct training *t)
{
    struct stemmer *stemmer = stemmer_new(t->life);

    t->shingles = ARENA_ARRAY(t->life, struct shingles, t->lesson->example_count);
    for (size_t i = 0; i < t->lesson->example_count; i++)
        t->shingles[i] = shingles_of(t->life, stemmer, t->lesson->examples[i].text);
}

static size_t take_hashes(uint32_t *into, const struct shingle *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        into[i] = items[i].hash;
    return count;
}

static int by_number(const void *a, const void *b)
{
    uint32_t p = *(const uint32_t *)a, q = *(const uint32_t *)b;

    return (p > q) - (p < q);
}

/* All shingles of all examples, sorted. */
static uint32_t *all_hashes(const struct training *t, struct arena *job, size_t *count)
{
    size_t total = 0;
    uint32_t *hashes;

    *count = 0;
    for (size_t i = 0; i < t->lesson->example_count; i++)
        total += t->shingles[i].word_count + t->shingles[i].piece_count;
    hashes = ARENA_ARRAY(job, uint32_t, total);
    for (size_t i = 0; i < t->lesson->example_count; i++) {
        const struct shingles *s = &t->shingles[i];

        *count += take_hashes(hashes + *count, s->words, s->word_count);
        *count += take_hashes(hashes + *count, s->pieces, s->piece_count);
    }
    qsort(hashes, *count, sizeof *hashes, by_number);
    return hashes;
}

/* log((1 + N) / (1 + n)) + 1, as usual in text classification. */
static float rarity_of(const struct training *t, size_t texts)
{
    return (float)(log((1 + (double)t->lesson->example_count) / (1 + (double)texts)) + 1);
}

static void choose_features(struct training *t)
{
    struct arena *job = arena_new();
    size_t count, kept = 0;
    const uint32_t *hashes = all_hashes(t, job, &count);
    struct classifier_feature *items = ARENA_ARRAY(t->life, struct classifier_feature, count);

    for (size_t i = 0, n; i < count; i += n) {
        for (n = 1; i + n < count && hashes[i + n] == hashes[i]; n++)
            ;
        items[kept++] = (struct classifier_feature){hashes[i], rarity_of(t, n)};
    }
    t->features = (struct classifier_features){items, kept};
    arena_free(job);
}

static void make_rows(struct training *t)
{
    t->rows = linear_rows_new(t->life, t->lesson->example_count, (uint32_t)t->features.count);
    for (size_t i = 0; i < t->lesson->example_count; i++) {
        struct arena *job = arena_new();
        struct linear_value *values;
        size_t n = classifier_values(job, &t->features, &t->shingles[i], &values);

        linear_rows_set(t->rows, i, values, n);
        arena_free(job);
    }
}

/* ---- fitting ---- */

static void keep_weights(struct fitting *f, const double *weights)
{
    for (uint32_t i = 0; i < f->training->features.count; i++) {
        if (fabs(weights[i]) < weight_least)
            continue;
        f->weights = arena_room(f->life, f->weights, f->count, sizeof *f->weights);
        f->weights[f->count++] = (struct linear_value){i, (float)weights[i]};
    }
}

static void fit(void *self, void *what)
{
    struct fitting *f = what;
    struct training *t = f->training;
    struct arena *job = arena_new();
    bool *positive = ARENA_ARRAY(job, bool, t->lesson->example_count);
    double *weights = ARENA_ARRAY(job, double, t->features.count + 1);

    (void)self;
    for (size_t i = 0; i < t->lesson->example_count; i++)
        positive[i] = t->lesson->examples[i].class == f->class;
    f->ok = linear_fit(t->rows, positive, weights, &f->err);
    if (f->ok) {
        keep_weights(f, weights);
        t->classes[f->class].constant = (float)weights[t->features.count];
    }
    arena_free(job);
}

static bool fit_all(struct training *t, struct fitting *fittings, struct err *err)
{
    static const struct pool_job job = {.work = fit};
    struct pool *pool = pool_start(&job, t->lesson->threads);
    size_t given = 0;
    bool ok = true;

    while (given < t->lesson->ids.count || !pool_empty(pool)) {
        const struct fitting *done;

        if (given < t->lesson->ids.count && !pool_full(pool)) {
            fittings[given] =
                (struct fitting){.training = t, .class = (uint32_t)given, .life = arena_new()};
            pool_give(pool, &fittings[given++]);
            continue;
        }
        done = pool_take(pool);
        if (t->lesson->fitted)
            t->lesson->fitted(t->lesson->self);
        if (!done->ok)
            *err = done->err;
        ok = ok && done->ok;
    }
    pool_stop(pool);
    return ok;
}

/* ---- writing ---- */

static int16_t in_units(float weight)
{
    double units = round(weight * classifier_unit);

    return (int16_t)fmin(fmax(units, INT16_MIN), INT16_MAX);
}

/* By feature, and there by class: counted first, then put where the counts say. */
static uint32_t place_weights(const struct training *t, const struct fitting *fittings,
                              struct classifier_weight **out, uint32_t *starts)
{
    size_t features = t->features.count, classes = t->lesson->ids.count, total = 0;

    for (size_t c = 0; c < classes; c++)
        for (size_t i = 0; i < fittings[c].count; i++, total++)
            starts[fittings[c].weights[i].feature + 2]++;
    for (size_t i = 0; i < features; i++)
        starts[i + 2] += starts[i + 1];
    *out = ARENA_ARRAY(t->life, struct classifier_weight, total);
    for (size_t c = 0; c < classes; c++)
        for (size_t i = 0; i < fittings[c].count; i++) {
            const struct linear_value *w = &fittings[c].weights[i];

            (*out)[starts[w->feature + 1]++] =
                (struct classifier_weight){(uint16_t)c, in_units(w->value)};
        }
    return (uint32_t)total;
}

static struct slice bytes(const void *items, size_t count, size_t size)
{
    return (struct slice){items, count * size};
}

static bool write_file(struct training *t, const struct fitting *fittings,
                       const struct sign_hash *lesson, const char *path, struct err *err)
{
    const struct texts *ids = &t->lesson->ids;
    struct classifier_header h = {.magic = classifier_magic,
                                  .classes = (uint32_t)ids->count,
                                  .examples = (uint32_t)t->lesson->example_count,
                                  .lesson = *lesson,
                                  .features = (uint32_t)t->features.count};
    uint32_t *starts = ARENA_ARRAY(t->life, uint32_t, t->features.count + 2);
    struct classifier_weight *weights;
    struct file_writer *w = file_writer_open(t->life, path, sizeof h, err);
    bool ok = w != NULL;

    h.weights = place_weights(t, fittings, &weights, starts);
    for (size_t i = 0; i < ids->count; i++)
        t->classes[i].id_end = h.id_bytes += (uint32_t)ids->items[i].len;
    ok = ok && file_writer_add(w, bytes(t->classes, ids->count, sizeof *t->classes), err) &&
         file_writer_add(w, bytes(t->features.items, t->features.count, sizeof *t->features.items),
                         err) &&
         file_writer_add(w, bytes(starts, t->features.count + 1, sizeof *starts), err) &&
         file_writer_add(w, bytes(weights, h.weights, sizeof *weights), err);
    for (size_t i = 0; ok && i < ids->count; i++)
        ok = file_writer_add(w, ids->items[i], err);
    return ok && file_writer_at(w, 0, bytes(&h, 1, sizeof h), err) && file_writer_close(w, err);
}

struct sign_hash classifier_lesson_hash(const struct classifier_lesson *lesson)
{
    struct arena *job = arena_new();
    struct slice *parts = ARENA_ARRAY(job, struct slice, 2 * lesson->example_count + 1);
    struct sign_hash hash;

    parts[0] = slice_of(arena_printf(job, "%s %d", KLADEZ_VERSION, classifier_magic));
    for (size_t i = 0; i < lesson->example_count; i++) {
        parts[2 * i + 1] = lesson->ids.items[lesson->examples[i].class];
        parts[2 * i + 2] = lesson->examples[i].text;
    }
    hash = sign_content(parts, 2 * lesson->example_count + 1);
    arena_free(job);
    return hash;
}

bool classifier_train(const struct classifier_lesson *lesson, const char *path, struct err *err)
{
    static const struct classifier_lesson nothing = {0};
    struct training t = {.life = arena_new(), .lesson = lesson};
    struct sign_hash hash = classifier_lesson_hash(lesson);
    struct fitting *fittings;
    bool ok = true;

    if (lesson->ids.count < 2)
        t.lesson = &nothing;
    fittings = ARENA_ARRAY(t.life, struct fitting, t.lesson->ids.count);
    t.classes = ARENA_ARRAY(t.life, struct classifier_class, t.lesson->ids.count);
    if (t.lesson->ids.count) {
        read_examples(&t);
        choose_features(&t);
        make_rows(&t);
        ok = fit_all(&t, fittings, err);
    }
    ok = ok && write_file(&t, fittings, &hash, path, err);
    for (size_t i = 0; i < t.lesson->ids.count; i++)
        arena_free(fittings[i].life);
    arena_free(t.life);
    return ok;
}

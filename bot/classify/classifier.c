/* classifier.c - see classifier.h */
#include "bot/classify/classifier.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "bot/classify/classifier_file.h"
#include "engine/index/table.h"

/* With three questions an article and its title, classes cost more than they bring; from thirty on they
 * are worth as much as search. ADR 15 has what else was tried. */
static const double trusted_above = 4, trusted_fully = 34;

struct classifier {
    const struct classifier_header *header;
    const struct classifier_class *classes;
    struct classifier_features features;
    const uint32_t *starts; /* of each feature's weights, and their end */
    const struct classifier_weight *weights;
    struct map numbers; /* of classes, by id, from 1 */
};

/* ---- a text in numbers ---- */

/* The number of a feature, or -1. */
static int64_t find(const struct classifier_features *f, uint32_t hash)
{
    size_t low = 0, high = f->count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (f->items[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < f->count && f->items[low].hash == hash ? (int64_t)low : -1;
}

static size_t add_block(const struct classifier_features *f, const struct shingle *items,
                        size_t count, struct linear_value *out)
{
    double squares = 0;
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        int64_t feature = find(f, items[i].hash);
        double value;

        if (feature < 0)
            continue;
        value = (1 + log(items[i].times)) * f->items[feature].rarity;
        squares += value * value;
        out[n++] = (struct linear_value){(uint32_t)feature, (float)value};
    }
    for (size_t i = 0; i < n; i++)
        out[i].value /= (float)sqrt(squares);
    return n;
}

static int by_feature(const void *a, const void *b)
{
    const struct linear_value *p = a, *q = b;

    return (p->feature > q->feature) - (p->feature < q->feature);
}

size_t classifier_values(struct arena *job, const struct classifier_features *f,
                         const struct shingles *s, struct linear_value **out)
{
    size_t n;

    *out = ARENA_ARRAY(job, struct linear_value, s->word_count + s->piece_count);
    n = add_block(f, s->words, s->word_count, *out);
    n += add_block(f, s->pieces, s->piece_count, *out + n);
    if (n)
        qsort(*out, n, sizeof **out, by_feature);
    return n;
}

/* ---- opening ---- */

static bool place(struct classifier *c, const char *path, struct slice file, struct err *err)
{
    const struct classifier_header *h = c->header = (const void *)file.ptr;
    const struct classifier_feature *features;
    const char *ids;
    uint32_t from = 0;

    c->classes = (const void *)(h + 1);
    features = (const void *)(c->classes + h->classes);
    c->features = (struct classifier_features){features, h->features};
    c->starts = (const void *)(features + h->features);
    c->weights = (const void *)(c->starts + h->features + 1);
    ids = (const char *)(c->weights + h->weights);
    if (!table_fits(path, file,
                    sizeof *h + sizeof *c->classes * h->classes + sizeof *features * h->features +
                        sizeof *c->starts * ((size_t)h->features + 1) +
                        sizeof *c->weights * h->weights + h->id_bytes,
                    err))
        return false;
    for (uint32_t i = 0; i < h->classes; i++) {
        uint32_t end = c->classes[i].id_end;

        if (end < from || end > h->id_bytes)
            return err_set(err, ERR_STALE, "%s is damaged: an id ends before it begins", path);
        map_put(&c->numbers, (struct slice){ids + from, end - from}, (void *)(uintptr_t)(i + 1));
        from = end;
    }
    return true;
}

bool classifier_open(struct arena *life, const char *path, struct classifier **out, struct err *err)
{
    struct classifier *c = ARENA_NEW(life, struct classifier);
    struct slice file;

    c->numbers = map_new(life);
    *out = c;
    return table_open(life, path, "a classifier", classifier_magic, sizeof *c->header, &file,
                      err) &&
           place(c, path, file, err);
}

bool classifier_learned(const struct classifier *c, const struct sign_hash *lesson)
{
    return memcmp(&c->header->lesson, lesson, sizeof *lesson) == 0;
}

size_t classifier_size(const struct classifier *c)
{
    return c->header->classes;
}

double classifier_trust(const struct classifier *c)
{
    double classes = fmax(1, c->header->classes);
    double more = c->header->examples / classes - trusted_above;

    return fmin(1, fmax(0, more / (trusted_fully - trusted_above)));
}

/* ---- asking ---- */

static void add_feature(const struct classifier *c, const struct linear_value *v, double *margins)
{
    uint32_t from = c->starts[v->feature], to = c->starts[v->feature + 1];

    if (to > c->header->weights) /* damaged */
        return;
    for (uint32_t i = from; i < to; i++)
        if (c->weights[i].class < c->header->classes)
            margins[c->weights[i].class] +=
                v->value * c->weights[i].weight * (1.0 / classifier_unit);
}

const double *classifier_margins(const struct classifier *c, struct arena *job,
                                 struct stemmer *stemmer, struct slice text)
{
    struct shingles s = shingles_of(job, stemmer, text);
    uint32_t classes = c->header->classes;
    double *margins = ARENA_ARRAY(job, double, classes + 1);
    struct linear_value *values;
    size_t n = classifier_values(job, &c->features, &s, &values);

    for (uint32_t i = 0; i < classes; i++)
        margins[i] = c->classes[i].constant;
    for (size_t i = 0; i < n; i++)
        add_feature(c, &values[i], margins);
    for (uint32_t i = 0; i < classes; i++)
        margins[classes] += margins[i] / classes;
    if (classes == 0)
        margins[0] = CLASSIFIER_ELSEWHERE;
    return margins;
}

double classifier_margin(const struct classifier *c, const double *margins, struct slice id)
{
    uintptr_t number = (uintptr_t)map_find(&c->numbers, id);

    return margins[number ? number - 1 : c->header->classes];
}

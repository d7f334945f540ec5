/* probes.c - see probes.h */
#include "bot/confidence/probes.h"

#include <stdlib.h>

#include "base/embed.h"
#include "base/map.h"
#include "base/random.h"
#include "bot/classify/listing.h"
#include "text/sentences.h"
#include "text/sets.h"

enum {
    articles_most = 200, /* of a language */
    held_out_most = 6,   /* questions of one article */
    made_up = 3,         /* questions for an article that has none */
    fragments = 2,       /* pieces of one that has some */
    fragment_words_max = 50,
    question_max = 2000
};

struct taking {
    struct arena *life;
    struct reader *reader;
    enum language lang;
    struct sets words;
    unsigned round;
    uint64_t random;            /* begins anew with each article and round */
    size_t articles, questions; /* looked at so far, and theirs */
    struct probes *out;
};

struct chosen {
    uint64_t number; /* its place in the order, its group, and where its random numbers begin */
    uint32_t document;
};

static size_t pick(struct taking *t, size_t count)
{
    return count ? (size_t)(random_next(&t->random) % count) : 0;
}

static bool chance(struct taking *t, unsigned percent)
{
    return random_next(&t->random) % 100 < percent;
}

static void add_probe(struct taking *t, struct slice text, const struct article *a, size_t group)
{
    struct probes *out = t->out;

    out->items = arena_room(t->life, out->items, out->count, sizeof *out->items);
    out->items[out->count++] = (struct probe){text, a->id, group};
}

/* ---- made up ---- */

static void add_word(struct buf *out, struct slice word)
{
    if (out->len)
        buf_char(out, ' ');
    buf_add(out, word);
}

static void add_from_set(struct taking *t, struct buf *out, const char *name)
{
    const struct set *set =
        sets_find(&t->words, arena_printf(t->life, "%s %s", name, language_code(t->lang)));

    if (set && set->count)
        add_word(out, set->lines[pick(t, set->count)]);
}

/* Some of the words of a text, as written. */
static void add_some_words(struct taking *t, struct buf *out, struct slice text, unsigned percent,
                           size_t most)
{
    struct words words = words_of(text);
    struct word w;
    size_t n = 0;

    while (n < most && words_next(&words, &w)) {
        if (!chance(t, percent))
            continue;
        add_word(out, (struct slice){text.ptr + w.start, w.end - w.start});
        n++;
    }
}

static struct slice some_sentence(struct taking *t, const struct article *a)
{
    const struct section *s = a->section_count ? &a->sections[pick(t, a->section_count)] : NULL;
    struct slice rest = s ? s->text : SLICE(""), sentence = SLICE(""), chosen = SLICE("");
    size_t n = 0;

    while (sentences_next(&rest, &sentence))
        if (pick(t, ++n) == 0) /* each with the same chance */
            chosen = sentence;
    return chosen;
}

/* What a customer might write: part of the headline, a few words of the matter, words the
 * article has not. */
static void make_up(struct taking *t, const struct article *a, size_t group)
{
    struct buf out = buf_new(t->life, question_max);

    if (chance(t, 70))
        add_from_set(t, &out, "filler");
    add_some_words(t, &out, a->title, 40 + (unsigned)pick(t, 50), 12);
    if (chance(t, 60))
        add_from_set(t, &out, "filler");
    add_some_words(t, &out, some_sentence(t, a), 20, pick(t, 5));
    if (chance(t, 40))
        add_from_set(t, &out, "unknown");
    add_probe(t, buf_slice(&out), a, group);
}

/* ---- taken out of the articles ---- */

/* As a customer in a hurry puts it: some words left out, others around it. */
static void add_short(struct taking *t, struct slice question, const struct article *a,
                      size_t group)
{
    struct buf out = buf_new(t->life, question_max);

    if (chance(t, 50))
        add_from_set(t, &out, "filler");
    add_some_words(t, &out, question, 40 + (unsigned)pick(t, 40), 30);
    if (chance(t, 20))
        add_from_set(t, &out, "unknown");
    add_probe(t, buf_slice(&out), a, group);
}

/* A word or two that stand together in the title or a question, and no more: often enough that
 * is all that is typed, and speaks for other articles as well. */
static void add_fragment(struct taking *t, const struct article *a, size_t group)
{
    struct slice text = chance(t, 30) ? a->title : a->questions.items[pick(t, a->questions.count)];
    size_t count = 0, from, length;
    struct words words = words_of(text);
    struct word w, all[fragment_words_max];
    struct buf out = buf_new(t->life, question_max);

    while (count < fragment_words_max && words_next(&words, &w))
        all[count++] = w;
    if (count == 0)
        return;
    length = 1 + pick(t, count > 1 ? 2 : 1);
    from = pick(t, count - length + 1);
    for (size_t i = from; i < from + length; i++)
        add_word(&out, (struct slice){text.ptr + all[i].start, all[i].end - all[i].start});
    add_probe(t, buf_slice(&out), a, group);
}

/* Takes a quarter of the alternate questions out of the article. */
static void hold_out(struct taking *t, const struct article *a, size_t group)
{
    struct probes *to = t->out;
    struct article changed = *a;
    size_t out = (a->questions.count + 3) / 4;

    if (out > held_out_most)
        out = held_out_most;
    changed.questions = (struct texts){0};
    for (size_t i = 0, left = a->questions.count; i < a->questions.count; i++, left--) {
        if (out && pick(t, left) < out) {
            add_probe(t, a->questions.items[i], a, group);
            add_short(t, a->questions.items[i], a, group);
            out--;
        } else {
            texts_add(t->life, &changed.questions, a->questions.items[i]);
        }
    }
    to->changed = arena_room(t->life, to->changed, to->changed_count, sizeof changed);
    to->changed[to->changed_count++] = changed;
}

static bool take_article(struct taking *t, const struct chosen *c, struct err *err)
{
    size_t group = (size_t)c->number;
    struct article a;

    if (!reader_document(t->reader, t->life, c->document, &a, err))
        return false;
    t->random = c->number + t->round * 0x9e3779b97f4a7c15u;
    t->articles++;
    t->questions += a.questions.count;
    if (a.questions.count) {
        hold_out(t, &a, group);
        for (size_t i = 0; i < fragments; i++)
            add_fragment(t, &a, group);
    } else {
        for (size_t i = 0; i < made_up; i++)
            make_up(t, &a, group);
    }
    return true;
}

/* ---- all ---- */

/* Questions that no article answers. */
static bool take_out_of_scope(struct taking *t, struct err *err)
{
    const struct set *set;
    struct sets bank;

    if (!sets_parse(t->life, embed_find("bot/data/out_of_scope.txt"), &bank, err))
        return false;
    set = sets_find(&bank, language_code(t->lang));
    if (!set)
        return true;
    t->out->strangers = ARENA_ARRAY(t->life, struct probe, set->count);
    for (size_t i = 0; i < set->count; i++)
        t->out->strangers[i] = (struct probe){set->lines[i], SLICE(""), i};
    t->out->stranger_count = set->count;
    return true;
}

static int by_number(const void *a, const void *b)
{
    const struct chosen *x = a, *y = b;

    return (x->number > y->number) - (x->number < y->number);
}

/* The articles of the language, in an order that looks random and is each article's own. */
static bool choose(struct taking *t, struct chosen **out, size_t *count, struct err *err)
{
    struct listed *all;
    size_t n;

    *count = 0;
    if (!listing_read(t->life, t->reader, t->lang, SLOT_NONE, &all, &n, err))
        return false;
    *out = ARENA_ARRAY(t->life, struct chosen, n);
    for (size_t i = 0; i < n; i++) {
        uint64_t state = map_hash(all[i].id);

        if (all[i].bot)
            (*out)[(*count)++] = (struct chosen){random_next(&state), all[i].document};
    }
    if (*count)
        qsort(*out, *count, sizeof **out, by_number);
    return true;
}

static bool take_articles(struct taking *t, struct err *err)
{
    struct chosen *list;
    size_t count;

    if (!choose(t, &list, &count, err))
        return false;
    for (size_t i = 0; i < count && i < articles_most; i++)
        if (!take_article(t, &list[i], err))
            return false;
    if (t->articles == 0)
        return true;
    t->out->questions_mean = (double)t->questions / (double)t->articles;
    return take_out_of_scope(t, err);
}

bool probes_take(struct arena *life, struct reader *r, enum language lang, unsigned round,
                 struct probes *out, struct err *err)
{
    struct taking t = {.life = life, .reader = r, .lang = lang, .round = round, .out = out};

    *out = (struct probes){0};
    return sets_parse(life, embed_find("bot/data/calibration.txt"), &t.words, err) &&
           take_articles(&t, err);
}

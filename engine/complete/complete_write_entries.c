/*
 * complete_write_entries.c - titles, questions and phrases as entries, the best first: see
 * complete_writing.h
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "engine/complete/complete_writing.h"
#include "text/function_words.h"

enum { family_most = 16, entries_most = 1 << complete_rank_bits };

/* What the words say in any form and order, without those that say nothing. */
static struct slice family_of(struct complete_writer *w, const struct word *word)
{
    struct slice stem = slice_copy(w->job, stem_word(w->stemmer, word->norm, word->script));
    struct slice others[family_most], least = stem;
    size_t count = stem_family(w->stemmer, stem, others, family_most);

    for (size_t i = 0; i < count; i++)
        if (slice_cmp(others[i], least) < 0)
            least = others[i];
    return least;
}

static struct met *meet(struct complete_writer *w, const struct word *word, enum language lang)
{
    struct met *m = map_find(&w->words, word->norm);

    if (!m) {
        m = ARENA_NEW(w->job, struct met);
        *m = (struct met){.norm = slice_copy(w->job, word->norm), .script = word->script};
        map_put(&w->words, m->norm, m);
    }
    m->in_russian = m->in_russian || lang == LANGUAGE_RU;
    return m;
}

static void add_word(struct complete_writer *w, struct draft *d, const struct word *word)
{
    struct met *m = meet(w, word, d->lang);

    if (m->count == 0) {
        m->number = (uint32_t)(w->words.count - 1);
        m->count = 1;
    }
    d->words[d->word_count++] = m->number;
}

/* Words with a hyphen between them are one word too, behind all others: wifi for Wi-Fi. */
static void add_joined(struct complete_writer *w, struct draft *d)
{
    struct words words = words_of(d->text);
    char norm[2 * word_bytes_max];
    struct word word, joined;
    size_t last = 0;

    for (size_t i = 0; i < complete_words_most && words_next(&words, &word); i++) {
        joined = word;
        joined.norm = (struct slice){norm, last + word.norm.len};
        memcpy(norm + last, word.norm.ptr, word.norm.len);
        if (i && word.glue == '-' && d->word_count < complete_words_most &&
            joined.norm.len <= word_bytes_max)
            add_word(w, d, &joined);
        memcpy(norm, word.norm.ptr, word.norm.len);
        last = word.norm.len;
    }
}

static void read_words(struct complete_writer *w, struct draft *d)
{
    struct words words = words_of(d->text);
    uint64_t sum = 0, all = 0;
    struct word word;

    d->words = ARENA_ARRAY(w->job, uint32_t, complete_words_most);
    while (d->word_count < complete_words_most && words_next(&words, &word)) {
        uint64_t hash = map_hash(family_of(w, &word));

        add_word(w, d, &word);
        all += hash;
        if (!is_function_word(word.norm))
            sum += hash;
    }
    add_joined(w, d);
    sum = sum ? sum : all;
    d->like = (uint32_t)(sum ^ sum >> 32);
}

static void add_draft(struct complete_writer *w, const struct draft *draft)
{
    struct draft d = *draft;

    if (d.text.len > complete_text_max || w->draft_count + 1 >= entries_most)
        return;
    read_words(w, &d);
    d.score -= (double)d.text.len / 1000;
    if (d.word_count == 0 && d.kind != ENTRY_TITLE)
        return;
    w->drafts = arena_room(w->job, w->drafts, w->draft_count, sizeof d);
    w->drafts[w->draft_count++] = d;
}

static struct complete_holders holder(struct complete_writer *w, size_t article)
{
    struct complete_holders h = {ARENA_NEW(w->job, uint32_t), 1};

    h.items[0] = (uint32_t)article;
    return h;
}

static void add_titles(struct complete_writer *w)
{
    for (size_t i = 0; i < w->article_count; i++) {
        const struct complete_source *a = &w->articles[i];

        add_draft(w, &(struct draft){.text = utf8_cut(a->title, complete_text_max),
                                     .kind = ENTRY_TITLE,
                                     .lang = a->lang,
                                     .score = 0.3 + a->popularity,
                                     .holders = holder(w, i)});
    }
}

/* A question of several articles is one entry; as popular as the first of them. */
static void add_questions(struct complete_writer *w)
{
    struct map seen[language_count] = {map_new(w->job), map_new(w->job)};

    for (size_t i = 0; i < w->article_count; i++) {
        const struct complete_source *a = &w->articles[i];

        for (size_t k = 0; k < a->asked.count; k++) {
            void **place = map_at(&seen[a->lang], a->asked.items[k]);
            struct complete_holders *h = *place;

            if (!h)
                h = *place = ARENA_NEW(w->job, struct complete_holders);
            if (h->count && h->items[h->count - 1] == i)
                continue;
            h->items = arena_room(w->job, h->items, h->count, sizeof *h->items);
            h->items[h->count++] = (uint32_t)i;
        }
    }
    for (int lang = 0; lang < language_count; lang++)
        for (size_t i = 0; i < seen[lang].count; i++) {
            const struct complete_holders *h = seen[lang].entries[i].value;

            add_draft(w, &(struct draft){.text = seen[lang].entries[i].key,
                                         .kind = ENTRY_QUESTION,
                                         .lang = (enum language)lang,
                                         .score = w->articles[h->items[0]].popularity,
                                         .holders = *h});
        }
}

/* In thirty articles a phrase is as good as the title of the most popular one. */
static void add_phrases(struct complete_writer *w)
{
    for (int lang = 0; lang < language_count; lang++) {
        struct complete_phrases found = complete_phrases_of(w->job, w->stemmer, w->articles,
                                                            w->article_count, (enum language)lang);

        for (size_t i = 0; i < found.count; i++) {
            const struct complete_phrase *p = &found.items[i];
            double score = log2((double)p->all->count) / 4;

            add_draft(w, &(struct draft){.text = p->text,
                                         .kind = ENTRY_PHRASE,
                                         .lang = (enum language)lang,
                                         .score = fmin(score, 1.3) + (double)p->holders.count / 1e6,
                                         .holders = p->holders,
                                         .all = p->all});
        }
    }
}

static int by_score(const void *a, const void *b)
{
    const struct draft *p = a, *q = b;
    int order;

    if (p->score > q->score || p->score < q->score)
        return p->score < q->score ? 1 : -1;
    order = slice_cmp(p->text, q->text);
    if (order == 0)
        order = (p->kind > q->kind) - (p->kind < q->kind);
    if (order == 0)
        order = (p->lang > q->lang) - (p->lang < q->lang);
    if (order)
        return order;
    return (p->holders.items[0] > q->holders.items[0]) -
           (p->holders.items[0] < q->holders.items[0]);
}

void complete_draft(struct complete_writer *w)
{
    add_titles(w);
    add_questions(w);
    add_phrases(w);
    if (w->draft_count)
        qsort(w->drafts, w->draft_count, sizeof *w->drafts, by_score);
}

/* Forms of one phrase share the list of all who have any of them. */
void complete_put_entries(struct complete_writer *w)
{
    struct map shared = map_new(w->job);

    for (size_t i = 0; i < w->draft_count; i++) {
        const struct draft *d = &w->drafts[i];
        struct complete_entry e = {.text = complete_keep(w, d->text),
                                   .like = d->like,
                                   .kind = (uint8_t)d->kind,
                                   .lang = (uint8_t)d->lang};
        struct slice address = {(const char *)&d->all, sizeof d->all};
        const struct complete_span *known = d->all ? map_find(&shared, address) : NULL;

        e.words = complete_put_numbers(w, PART_ENTRY_WORDS, d->words, d->word_count);
        e.holders = e.all =
            complete_put_numbers(w, PART_HOLDERS, d->holders.items, d->holders.count);
        if (known) {
            e.all = *known;
        } else if (d->all) {
            struct complete_span *span = ARENA_NEW(w->job, struct complete_span);

            e.all = *span = complete_put_numbers(w, PART_HOLDERS, d->all->items, d->all->count);
            map_put(&shared, address, span);
        }
        complete_put(w, PART_ENTRIES, &e);
    }
}

/* lexicon.c - see lexicon.h */
#include "text/build/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "text/build/attach.h"
#include "text/morph_table.h"

/* ---- entries ---- */

static void add_entry(struct attaching *a, struct entry entry, bool is_name)
{
    struct word_entry *e = &a->entries[a->count++];
    void **first = map_at(&a->heads, entry.head);

    *e = (struct word_entry){
        .entry = entry, .lemma = entry.head, .is_name = is_name, .same_head = *first};
    *first = e;
}

/* Names are written with a capital. */
static bool starts_with_capital(struct slice head)
{
    size_t at = 0;
    uint32_t c = head.len ? utf8_next(head, &at) : 0;

    return (c >= 0x410 && c <= 0x42F) || c == 0x401;
}

static const struct entry *model_of(const struct attaching *a, struct slice head)
{
    const struct word_entry *e = map_find(&a->heads, head);

    while (e && (e->entry.flags.len == 0 || e->is_name))
        e = e->same_head;
    return e ? &e->entry : NULL;
}

/* `лайк логин: файл` - words that are inflected as the last one is. */
static bool add_like(struct attaching *a, const struct dictionary *d, const struct set *like,
                     struct err *err)
{
    for (size_t i = 0; like && i < like->count; i++) {
        struct slice model = like->lines[i], words = slice_cut(&model, ':');
        const struct entry *as = model_of(a, slice_trim(model));

        if (!as)
            return err_set(err, ERR_INPUT, "[like] %.*s: this is not in the dictionary",
                           SLICE_ARG(model));
        while (words.ptr) {
            struct slice word = slice_trim(slice_cut(&words, ' '));

            if (word.len)
                add_entry(a, hunspell_entry(a->job, d, word, as->flags), false);
        }
    }
    return true;
}

/* How many words [like] has, so that entries never move. */
static size_t like_count(const struct set *like)
{
    size_t n = 0;

    for (size_t i = 0; like && i < like->count; i++)
        for (size_t k = 0; k < like->lines[i].len; k++)
            n += like->lines[i].ptr[k] == ' ';
    return n + (like ? like->count : 0);
}

static enum kind kind_of(const struct entry *e)
{
    if (entry_is_noun(e))
        return KIND_NOUN;
    return entry_is_adjective(e) ? KIND_ADJECTIVE : entry_is_verb(e) ? KIND_VERB : KIND_OTHER;
}

static void index_forms(struct attaching *a)
{
    for (size_t i = 0; i < a->count; i++) {
        const struct entry *e = &a->entries[i].entry;

        if (kind_of(e) != KIND_NOUN && kind_of(e) != KIND_VERB)
            continue;
        for (size_t k = 0; k < e->form_count; k++) {
            void **of = map_at(&a->forms, e->forms[k]);

            if (!*of)
                *of = &a->entries[i];
        }
    }
}

/* ---- likelihood ---- */

enum { frequent_bits = 16, name_bit = 1 << 15, own_bit = 1 << 14, kind_shift = 8 };

static struct map read_frequent(struct arena *job, const struct set *set)
{
    struct map m = map_new(job);
    uintptr_t n = 0;

    for (size_t i = 0; set && i < set->count; i++) {
        struct slice rest = set->lines[i];

        while (rest.ptr) {
            struct slice word = slice_trim(slice_cut(&rest, ' '));

            n++;
            if (word.len && !map_find(&m, word))
                map_put(&m, word, (void *)n); /* its place in the list */
        }
    }
    return m;
}

/* Frequent words in the order of the list; then no names; then the word that is its own
 * lemma and has other forms; then nouns, adjectives, verbs, others; then the shorter. */
static uint32_t rank_of(const struct map *frequent, struct slice lemma, struct slice form,
                        const struct word_entry *e)
{
    uint32_t place = (uint32_t)(uintptr_t)map_find(frequent, lemma);
    uint32_t rank = (place ? place : 0xFFFF) << frequent_bits | (uint32_t)(lemma.len & 0xFF);

    if (!e)
        return rank | own_bit;
    if (e->is_name)
        rank |= name_bit;
    if (!slice_eq(form, lemma) || e->entry.flags.len == 0)
        rank |= own_bit;
    return rank | (uint32_t)kind_of(&e->entry) << kind_shift;
}

static int by_form(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    int cmp = slice_cmp(x->form, y->form);

    if (cmp)
        return cmp;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return slice_cmp(x->lemma, y->lemma);
}

static bool is_repeated(const struct lexicon *l, const struct pair *p)
{
    for (size_t i = l->count; i && slice_eq(l->pairs[i - 1].form, p->form); i--)
        if (slice_eq(l->pairs[i - 1].lemma, p->lemma))
            return true;
    return false;
}

static void collect(struct arena *job, const struct attaching *a, const struct map *frequent,
                    struct lexicon *out)
{
    size_t total = a->extra_count, n = 0;

    for (size_t i = 0; i < a->count; i++)
        total += a->entries[i].entry.form_count;
    out->pairs = ARENA_ARRAY(job, struct pair, total);
    for (size_t i = 0; i < a->count; i++) {
        const struct word_entry *e = &a->entries[i];

        for (size_t k = 0; k < e->entry.form_count; k++) {
            struct slice form = e->entry.forms[k];

            out->pairs[n++] = (struct pair){form, e->lemma, rank_of(frequent, e->lemma, form, e)};
        }
    }
    for (size_t i = 0; i < a->extra_count; i++) {
        const struct extra_form *x = &a->extra[i];

        out->pairs[n++] =
            (struct pair){x->form, x->lemma, rank_of(frequent, x->lemma, x->form, NULL)};
    }
    qsort(out->pairs, total, sizeof *out->pairs, by_form);
    for (size_t i = 0; i < total; i++)
        if (!is_repeated(out, &out->pairs[i]))
            out->pairs[out->count++] = out->pairs[i];
}

static void collect_lemmas(struct arena *job, const struct attaching *a, struct lexicon *out)
{
    out->lemmas = ARENA_ARRAY(job, struct lemma_entry, a->count);
    out->by_lemma = map_new(job);
    for (size_t i = 0; i < a->count; i++) {
        const struct word_entry *e = &a->entries[i];
        struct lemma_entry *known = map_find(&out->by_lemma, e->lemma);

        if (e->is_name || !slice_eq(e->lemma, e->entry.head))
            continue;
        if (!known) {
            known = &out->lemmas[out->lemma_count++];
            known->lemma = e->lemma;
            map_put(&out->by_lemma, e->lemma, known);
        }
        known->kinds |= kind_of(&e->entry);
    }
}

bool lexicon_build(struct arena *job, const struct dictionary *d, const struct sets *lists,
                   struct lexicon *out, struct err *err)
{
    const struct set *like = sets_find(lists, "like");
    struct attaching a = {.job = job, .heads = map_new(job), .forms = map_new(job)};
    struct map frequent = read_frequent(job, sets_find(lists, "frequent"));

    a.entries = ARENA_ARRAY(job, struct word_entry, d->count + like_count(like));
    for (size_t i = 0; i < d->count; i++)
        add_entry(&a, d->entries[i], starts_with_capital(d->entries[i].written));
    if (!add_like(&a, d, like, err))
        return false;
    index_forms(&a);
    for (size_t i = 0; i < frequent.count; i++)
        attach_keep(&a, frequent.entries[i].key);
    if (!attach_all(&a, lists, err))
        return false;
    *out = (struct lexicon){0};
    collect(job, &a, &frequent, out);
    collect_lemmas(job, &a, out);
    return true;
}

const struct pair *lexicon_find(const struct lexicon *l, struct slice form, size_t *count)
{
    size_t low = 0, high = l->count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (slice_cmp(l->pairs[middle].form, form) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *count = 0;
    while (low + *count < l->count && slice_eq(l->pairs[low + *count].form, form))
        ++*count;
    return l->pairs + low;
}

/*
 * knowledge.h - a knowledge base of a few articles, as a generation would keep it.
 *
 *      static const struct told articles[] = {{.title = "Оплата картой", .body = "Чек|Он в почте."}};
 *      struct knowledge k = knowledge_of(f, articles, 1);
 */
#ifndef TESTS_KNOWLEDGE_H
#define TESTS_KNOWLEDGE_H

#include "tests/unit/test.h"

#include "engine/find/likeness.h"
#include "engine/index/forward_build.h"
#include "engine/index/xap.h"
#include "engine/index/xap_write.h"

/* An article. Lists are parted by |; sections by ||, with the heading before the first |. */
struct told {
    const char *title, *questions, *tags, *body;
    uint32_t number; /* of the document; 0: one more than the one before */
};

struct knowledge {
    struct xap_reader *index;
    struct vocabulary *vocabulary;
    struct forwards forward;
    struct grams *grams;
    struct stemmer *stemmer;
    struct likeness_table *table;
    size_t documents;
};

static inline struct texts told_list(struct arena *job, const char *list)
{
    struct slice rest = slice_of(list);
    struct texts out = {0};

    while (rest.ptr && rest.len)
        texts_add(job, &out, slice_cut(&rest, '|'));
    return out;
}

static inline void told_sections(struct arena *job, const char *body, struct article *a)
{
    for (const char *end; body; body = end ? end + 2 : NULL) {
        size_t len = (end = strstr(body, "||")) ? (size_t)(end - body) : strlen(body);
        struct slice text = {body, len}, heading = {0};

        if (slice_find(text, '|') < len)
            heading = slice_cut(&text, '|');
        a->sections = arena_room(job, a->sections, a->section_count, sizeof *a->sections);
        a->sections[a->section_count++] = (struct section){.heading = heading, .text = text};
    }
}

static inline struct article article_told(struct arena *job, const struct told *told)
{
    struct article a = {.title = slice_of(told->title), .audience = SLICE("public"), .bot = true};

    a.lang = language_of(a.title, LANGUAGE_EN);
    a.questions = told_list(job, told->questions);
    a.tags = told_list(job, told->tags);
    told_sections(job, told->body, &a);
    return a;
}

/* Only the index, in a folder of this name. */
static inline struct xap_reader *index_of(struct fixture *f, const char *name,
                                          const struct told *told, size_t count)
{
    const char *path = arena_printf(f->job, "%s/%s", f->folder, name);
    struct stemmer *stemmer = stemmer_new(f->job);
    struct xap_writer *w = xap_writer_open(path, true, &f->err);
    struct xap_reader *r;
    uint32_t last = 0;

    assert_ok(f, w);
    for (size_t i = 0; i < count; i++) {
        struct article a = article_told(f->job, &told[i]);
        struct tokens tokens = tokens_of(f->job, &a);
        struct document d;

        a.id = slice_of(arena_printf(f->job, "%zu", i));
        d = terms_of(f->job, stemmer, &a, &tokens);
        d.values[SLOT_SOURCE] = a.title; /* articles of one title have the same source */
        last = told[i].number ? told[i].number : last + 1;
        assert_ok(f, xap_put(w, &d, &last, &f->err));
    }
    assert_ok(f, xap_commit(w, &f->err));
    xap_writer_close(w);
    r = xap_reader_open(&path, 1, &f->err);
    assert_ok(f, r);
    return r;
}

/* Articles of an index that were read now, or before. */
struct given {
    struct xap_reader *index;
    const struct told *told;
    size_t count;
    const struct generation *earlier;
    const struct vocabulary *with;
};

static inline void give_articles(struct fixture *f, struct forward_builder *b,
                                 const struct given *from)
{
    struct stemmer *stemmer = stemmer_new(f->job);

    for (size_t i = 0; i < from->count; i++) {
        struct article a = article_told(f->job, &from->told[i]);
        struct tokens tokens = tokens_of(f->job, &a);
        struct document d;

        a.id = slice_of(arena_printf(f->job, "%zu", i));
        d = terms_of(f->job, stemmer, &a, &tokens);
        if (!forward_builder_has(b, a.id, a.title))
            assert_ok(f, forward_builder_add(b,
                                             &(struct forward_article){a.id, a.lang, &tokens, &d,
                                                                       article_print(f->job, &a)},
                                             &f->err));
    }
}

/* The files that are made of them; all but `forward` may be NULL. */
struct files_made {
    const char *words, *forward, *records, *postings;
};

static inline void forward_of(struct fixture *f, const struct given *from, struct files_made to)
{
    struct arena *life = arena_new();
    const char *waiting = arena_printf(life, "%s.tmp", to.forward);
    struct forward_builder *b =
        forward_builder_new(life, waiting, from->with, from->earlier, &f->err);

    assert_ok(f, b);
    give_articles(f, b, from);
    assert_ok(f, forward_builder_collect(b, from->index, &f->err));
    assert_ok(f, !to.words || forward_builder_write_vocabulary(b, to.words, &f->err));
    assert_ok(f, forward_builder_write(b, to.forward, &f->err));
    assert_ok(f, !to.records || forward_builder_write_records(b, to.records, &f->err));
    assert_ok(f, !to.postings || forward_builder_write_postings(b, to.postings, &f->err));
    arena_free(life);
    assert_false(file_exists(waiting));
}

static inline struct knowledge knowledge_of(struct fixture *f, const struct told *told,
                                            size_t count)
{
    struct knowledge k = {.stemmer = stemmer_new(f->job), .documents = count};
    const char *words = arena_printf(f->job, "%s/words", f->folder);
    const char *forward = arena_printf(f->job, "%s/forward", f->folder);
    const char *grams = arena_printf(f->job, "%s/grams", f->folder);
    struct forward *part;

    k.index = index_of(f, "index", told, count);
    forward_of(f, &(struct given){k.index, told, count, NULL, NULL},
               (struct files_made){.words = words, .forward = forward});
    assert_ok(f, vocabulary_open(f->job, words, &k.vocabulary, &f->err));
    assert_ok(f, forward_open(f->job, forward, &part, &f->err));
    assert_ok(f, grams_build(k.vocabulary, count, grams, &f->err));
    assert_ok(f, grams_open(f->job, grams, &k.grams, &f->err));
    k.forward = (struct forwards){{part}, 1};
    k.table = likeness_table_new(f->job, k.vocabulary, k.grams);
    return k;
}

static inline uint32_t number_of(const struct knowledge *k, const char *word)
{
    int64_t number = vocabulary_find(k->vocabulary, slice_of(word));

    assert_true(number >= 0);
    return (uint32_t)number;
}

#endif

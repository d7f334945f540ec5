/* calibrate.c - see calibrate.h. Each language has a thread, a reader and a trial of its own. */
#include "bot/calibrate.h"

#include "base/embed.h"
#include "base/file.h"
#include "base/map.h"
#include "base/pool.h"
#include "base/random.h"
#include "bot/lesson.h"
#include "engine/trial.h"
#include "text/sentences.h"
#include "text/sets.h"

enum {
    articles_most = 100, /* of a language: 300 give no better confidence */
    held_out_most = 3,   /* questions of one article */
    made_up = 3,         /* questions for an article that has none */
    repetitions = 6,
    hidden_percent = 15,
    hits_looked_at = 30,
    question_max = 2000,
    threads_each = 2 /* that train a language's classifier */
};

/* A question, and the article it belongs to; none for one out of scope. */
struct probe {
    struct slice text, article;
    size_t group;
};

/* Those of one language. */
struct trials {
    struct arena *life;
    const struct generation *generation;
    const char *folder;
    enum language lang;
    struct reader *reader; /* of the generation as it is */
    struct classifier *classifier; /* that has not seen the questions asked here */
    struct sets words;
    struct texts audiences;
    uint64_t random;
    struct article *changed;
    size_t changed_count;
    struct probe *probes;
    size_t probe_count;
    struct sample *samples;
    size_t sample_count;
    bool ok;
    struct err err;
};

static size_t pick(struct trials *t, size_t count)
{
    return count ? (size_t)(random_next(&t->random) % count) : 0;
}

static bool chance(struct trials *t, unsigned percent)
{
    return random_next(&t->random) % 100 < percent;
}

/* ---- questions ---- */

static void add_probe(struct trials *t, struct slice text, const struct article *a, size_t group)
{
    t->probes = arena_room(t->life, t->probes, t->probe_count, sizeof *t->probes);
    t->probes[t->probe_count++] = (struct probe){text, a->id, group};
}

static void add_word(struct buf *out, struct slice word)
{
    if (out->len)
        buf_char(out, ' ');
    buf_add(out, word);
}

static void add_from_set(struct trials *t, struct buf *out, const char *name, enum language lang)
{
    const struct set *set =
        sets_find(&t->words, arena_printf(t->life, "%s %s", name, language_code(lang)));

    if (set && set->count)
        add_word(out, set->lines[pick(t, set->count)]);
}

/* Some of the words of a text, as written. */
static void add_some_words(struct trials *t, struct buf *out, struct slice text, unsigned percent,
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

static struct slice some_sentence(struct trials *t, const struct article *a)
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
static void make_up(struct trials *t, const struct article *a, size_t group)
{
    struct buf out = buf_new(t->life, question_max);

    if (chance(t, 70))
        add_from_set(t, &out, "filler", a->lang);
    add_some_words(t, &out, a->title, 40 + (unsigned)pick(t, 50), 12);
    if (chance(t, 60))
        add_from_set(t, &out, "filler", a->lang);
    add_some_words(t, &out, some_sentence(t, a), 20, pick(t, 5));
    if (chance(t, 40))
        add_from_set(t, &out, "unknown", a->lang);
    add_probe(t, buf_slice(&out), a, group);
}

/* Takes a quarter of the alternate questions out of the article. */
static void hold_out(struct trials *t, const struct article *a, size_t group)
{
    struct article changed = *a;
    size_t out = (a->questions.count + 3) / 4;

    if (out > held_out_most)
        out = held_out_most;
    changed.questions = (struct texts){0};
    for (size_t i = 0, left = a->questions.count; i < a->questions.count; i++, left--) {
        if (out && pick(t, left) < out) {
            add_probe(t, a->questions.items[i], a, group);
            out--;
        } else {
            texts_add(t->life, &changed.questions, a->questions.items[i]);
        }
    }
    t->changed = arena_room(t->life, t->changed, t->changed_count, sizeof changed);
    t->changed[t->changed_count++] = changed;
}

/* Questions that no article answers. */
static bool take_out_of_scope(struct trials *t, struct err *err)
{
    const struct set *set;
    struct sets bank;

    if (!sets_parse(t->life, embed_find("bot/data/out_of_scope.txt"), &bank, err))
        return false;
    set = sets_find(&bank, language_code(t->lang));
    for (size_t i = 0; set && i < set->count; i++) {
        t->probes = arena_room(t->life, t->probes, t->probe_count, sizeof *t->probes);
        t->probes[t->probe_count++] = (struct probe){set->lines[i], SLICE(""), i};
    }
    return true;
}

static bool take_article(struct trials *t, uint32_t document, size_t group, struct err *err)
{
    struct article a;

    if (!reader_document(t->reader, t->life, document, &a, err))
        return false;
    if (!a.bot)
        return true;
    if (a.questions.count)
        hold_out(t, &a, group);
    for (size_t i = 0; i < (a.questions.count ? 1 : made_up); i++)
        make_up(t, &a, group);
    return true;
}

/* A sample of the language's articles, each with the same chance. */
static bool take_articles(struct trials *t, struct err *err)
{
    struct slice term = schema_exact_term(t->life, "L", slice_of(language_code(t->lang)));
    uint32_t *documents;
    size_t count, wanted;

    if (!xap_documents_of(t->reader->index, t->life, term, &documents, &count, err))
        return false;
    wanted = count < articles_most ? count : articles_most;
    for (size_t i = 0; i < count && wanted; i++) {
        if (pick(t, count - i) >= wanted)
            continue;
        wanted--;
        if (!take_article(t, documents[i], i, err))
            return false;
    }
    return count == 0 || take_out_of_scope(t, err);
}

/* ---- asking ---- */

static bool is_hidden(struct slice article, unsigned repetition)
{
    uint64_t h = map_hash(article) ^ (repetition * 0x9e3779b97f4a7c15u);

    h *= 0xff51afd7ed558ccdu;
    return (h >> 33) % 100 < hidden_percent;
}

/* What comes of the question when this repetition's articles are not there. */
static void add_sample(struct trials *t, const struct probe *p, const struct search_result *found,
                       const struct standing *all, unsigned repetition)
{
    bool there = p->article.len && !is_hidden(p->article, repetition);
    struct sample s = {.answerable = there, .group = p->group};
    struct standing shown[hits_looked_at];
    size_t n = 0;

    for (size_t i = 0; i < found->count && n < hits_looked_at; i++)
        if (!is_hidden(found->hits[all[i].hit].id, repetition))
            shown[n++] = all[i];
    if (n == 0 || (p->article.len == 0 && found->hits[shown[0].hit].evidence.coverage >= 1))
        return;
    s.features = features_of(found, shown, n);
    for (size_t i = 0; i < n && i < 3; i++) {
        bool same = slice_eq(found->hits[shown[i].hit].id, p->article);

        s.right |= same && i == 0;
        s.among |= same;
    }
    t->samples = arena_room(t->life, t->samples, t->sample_count, sizeof s);
    t->samples[t->sample_count++] = s;
}

static bool ask(struct trials *t, struct trial *trial, const struct probe *p, struct err *err)
{
    struct arena *job = arena_new();
    struct search_request request = {.text = p->text,
                                     .limit = hits_looked_at,
                                     .audiences = &t->audiences,
                                     .distinct = SLOT_NONE,
                                     .finished = true,
                                     .accept = trial_accept,
                                     .accept_self = trial};
    struct search_result found;
    bool ok = search_run(trial_reader(trial), job, &request, &found, err);

    if (ok && found.words.count) {
        const struct standing *all =
            standings_of(job, &found, t->classifier, t->reader->stemmer, p->text);

        for (unsigned i = 0; i < repetitions; i++)
            add_sample(t, p, &found, all, i);
    }
    arena_free(job);
    return ok;
}

static bool take_audiences(struct trials *t, struct err *err)
{
    struct xap_tally *terms;
    size_t count;

    if (!xap_terms(t->reader->index, t->life, SLICE("A"), 1000, &terms, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        texts_add(t->life, &t->audiences,
                  (struct slice){terms[i].text.ptr + 1, terms[i].text.len - 1});
    return true;
}

static bool train(struct trials *t, const struct article *changed, size_t count, const char *path,
                  struct err *err)
{
    struct arena *job = arena_new();
    struct classifier_lesson lesson = {.threads = threads_each};
    bool ok = lesson_read(job, t->reader, t->lang, changed, count, &lesson, err) &&
              classifier_train(&lesson, path, err);

    arena_free(job);
    return ok;
}

/* One for the trial, if it is another one, and the one that will be used. */
static bool train_both(struct trials *t, struct err *err)
{
    const char *file = lesson_file(t->life, t->generation->path, t->lang);
    const char *passing = t->changed_count ? arena_printf(t->life, "%s.dat", t->folder) : file;
    struct err ignored;
    bool ok = train(t, NULL, 0, file, err) &&
              (t->changed_count == 0 || train(t, t->changed, t->changed_count, passing, err)) &&
              classifier_open(t->life, passing, &t->classifier, err);

    if (t->changed_count)
        file_remove(passing, &ignored); /* it stays mapped */
    return ok;
}

static bool run(struct trials *t, struct err *err)
{
    struct trial *trial;
    bool ok = true;

    if (!reader_open(t->generation, &t->reader, err) ||
        !sets_parse(t->life, embed_find("bot/data/calibration.txt"), &t->words, err) ||
        !take_audiences(t, err) || !take_articles(t, err) || !train_both(t, err))
        return false;
    if (t->probe_count == 0)
        return true;
    if (!trial_open(t->generation, t->folder, t->changed, t->changed_count, &trial, err))
        return false;
    for (size_t i = 0; ok && i < t->probe_count; i++)
        ok = ask(t, trial, &t->probes[i], err);
    trial_close(trial);
    return ok;
}

/* ---- threads ---- */

static void run_one(void *self, void *what)
{
    struct trials *t = what;

    (void)self;
    t->ok = run(t, &t->err);
    reader_close(t->reader);
}

static const struct pool_job job = {.work = run_one};

bool calibrate(struct arena *life, const struct generation *g, const char *folder,
               struct confidences *out, struct err *err)
{
    struct trials trials[language_count] = {0};
    struct pool *pool = pool_start(&job, language_count);
    bool ok = true;

    for (int l = 0; l < language_count; l++) {
        struct arena *own = arena_new();
        const char *path = arena_printf(own, "%s-%s", folder, language_code((enum language)l));

        trials[l] =
            (struct trials){.life = own, .generation = g, .folder = path, .lang = (enum language)l};
        pool_give(pool, &trials[l]);
    }
    for (int l = 0; l < language_count; l++) {
        struct trials *t = pool_take(pool);

        if (t->ok)
            out->by_language[l] = confidence_fit(life, t->samples, t->sample_count);
        else
            *err = t->err;
        ok = ok && t->ok;
        arena_free(t->life);
    }
    pool_stop(pool);
    return ok;
}

/* approved.c - see approved.h */
#include "indexer/approved.h"

#include <string.h>

#include "base/file.h"
#include "indexer/sources.h"
#include "indexer/wordlists.h"
#include "text/words.h"

static const char first_lines[] =
    "# Questions of customers that editors approved: question -> id of the article that answers.\n"
    "# They are part of the article from the next 'kladez index' on. Change or remove any line.\n";

bool approved_check(struct slice question, struct err *err)
{
    struct words words = words_of(question);
    struct word w;

    if (question.len > words_question_max)
        return err_set(err, ERR_INPUT, "a question may have %d bytes", words_question_max);
    if (!words_next(&words, &w))
        return err_set(err, ERR_INPUT, "there is no word in the question '%.*s'",
                       SLICE_ARG(question));
    if (slice_starts(question, "#") || !slice_eq(slice_trim(question), question))
        return err_set(err, ERR_INPUT, "a question begins neither with '#' nor with a space");
    for (size_t i = 0; i < question.len; i++)
        if ((unsigned char)question.ptr[i] < ' ')
            return err_set(err, ERR_INPUT, "a question is one line");
    return true;
}

/* ---- the file ---- */

static const char *beside_articles(struct arena *job, const char *data)
{
    const char **sources;
    size_t count;
    struct err ignored;

    if (!sources_recall(job, data, &sources, &count, &ignored))
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (file_exists(arena_printf(job, "%s/articles", sources[i])))
            return arena_printf(job, "%s/words", sources[i]);
    return NULL;
}

static bool read_before(struct arena *job, const char *path, struct slice *out, struct err *err)
{
    *out = SLICE("");
    return !file_exists(path) || file_read(job, path, wordlists_file_max, out, err);
}

static struct words_questions questions_in(struct arena *job, const char *path, struct slice text)
{
    struct wordlists_reader *r;
    struct report ignored;

    report_start(&ignored, job);
    r = wordlists_begin(job, &ignored);
    wordlists_read_text(r, path, WORDS_QUESTIONS, text);
    return wordlists_finish(r).questions;
}

/* Those that are to be added; false if one asks for another article. */
static bool choose(struct arena *job, const struct words_questions *there, const struct approved *a,
                   struct texts *out, struct err *err)
{
    struct map by_norm = map_new(job);

    for (size_t i = 0; i < there->count; i++)
        map_put(&by_norm, there->items[i].norm, &there->items[i]);
    for (size_t i = 0; i < a->questions->count; i++) {
        struct slice text = a->questions->items[i];
        struct slice norm = words_join(job, text, wordlists_line_max);
        const struct words_question *first = map_find(&by_norm, norm);

        if (first && !slice_eq(first->id, a->article))
            return err_set(err, ERR_INPUT, "'%.*s' is a question of '%.*s' in %s:%u",
                           SLICE_ARG(text), SLICE_ARG(first->id), first->place.path,
                           first->place.line);
        if (!first)
            texts_add(job, out, text);
    }
    return true;
}

static struct slice with_more(struct arena *job, struct slice before, const struct approved *a,
                              const struct texts *more)
{
    struct buf out = buf_new(job, (size_t)wordlists_file_max * 2);

    buf_add(&out, before.len ? before : SLICE(first_lines));
    if (out.ptr[out.len - 1] != '\n')
        buf_char(&out, '\n');
    buf_printf(&out, "\n# %.*s\n", SLICE_ARG(a->comment));
    for (size_t i = 0; i < more->count; i++)
        buf_printf(&out, "%.*s -> %.*s\n", SLICE_ARG(more->items[i]), SLICE_ARG(a->article));
    return buf_slice(&out);
}

static bool write_in(struct arena *job, const char *folder, const struct approved *a,
                     const char **path, struct err *err)
{
    struct words_questions there;
    struct slice before, after;
    struct texts more = {0};

    *path = arena_printf(job, "%s/questions.txt", folder);
    if (!read_before(job, *path, &before, err))
        return false;
    there = questions_in(job, *path, before);
    if (!choose(job, &there, a, &more, err))
        return false;
    if (more.count == 0)
        return true;
    after = with_more(job, before, a, &more);
    if (after.len > wordlists_file_max)
        return err_set(err, ERR_INPUT, "%s is full: a file of words has at most %d MiB", *path,
                       wordlists_file_max >> 20);
    return file_make_folder(folder, err) && file_replace(*path, after, 0666, err);
}

bool approved_write(struct arena *job, const char *data, const struct approved *a,
                    const char **path, struct err *err)
{
    const char *folder = beside_articles(job, data);

    if (folder && write_in(job, folder, a, path, err))
        return true;
    if (folder && err->code == ERR_INPUT)
        return false;
    return write_in(job, arena_printf(job, "%s/learned", data), a, path, err);
}

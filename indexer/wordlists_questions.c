/* wordlists_questions.c - see wordlists.h: alternate questions of articles. */
#include "indexer/wordlists_inside.h"

#include <string.h>

/* The last arrow of the line: a question may hold one. */
static bool cut_at_arrow(struct slice line, struct slice *text, struct slice *id)
{
    for (size_t i = line.len; i-- > 1;)
        if (line.ptr[i - 1] == '-' && line.ptr[i] == '>') {
            *text = slice_trim((struct slice){line.ptr, i - 1});
            *id = slice_trim((struct slice){line.ptr + i + 1, line.len - i - 1});
            return true;
        }
    return false;
}

static bool check_question(struct wordlists_reader *r, const struct words_question *q)
{
    if (q->text.len == 0)
        FAULT(r, "the question is missing before '->'");
    else if (q->text.len > words_question_max)
        FAULT(r, "'%.*s…' is too long: a question may have %d bytes", SHOWN(q->text),
              words_question_max);
    else if (q->norm.len == 0)
        FAULT(r, "there is no word in '%.*s'", SHOWN(q->text));
    else if (q->id.len == 0)
        FAULT(r, "the id of an article is missing behind '->'");
    else if (q->id.len > article_id_max)
        FAULT(r, "the id '%.*s…' is longer than %d bytes", SHOWN(q->id), article_id_max);
    else
        return true;
    return false;
}

/* The same words can ask for one article alone. */
static bool asked_before(struct wordlists_reader *r, const struct words_question *q)
{
    const struct words_question *first = map_find(&r->asked, q->norm);

    if (!first)
        return false;
    FAULT(r, "the question '%.*s' is %s in %s:%u already: left out", SHOWN(q->text),
          slice_eq(first->id, q->id) ? "said" : "another article's", first->place.path,
          first->place.line);
    return true;
}

void wordlists_read_question(struct wordlists_reader *r, struct slice line)
{
    struct words_question *q = ARENA_NEW(r->job, struct words_question);
    struct texts *of_article;

    if (wordlists_full(r, WORDS_QUESTIONS, r->out.questions.count, words_questions_max,
                       "questions"))
        return;
    if (!cut_at_arrow(line, &q->text, &q->id)) {
        FAULT(r, "'->' is missing: write 'a question -> id of the article'");
        return;
    }
    q->place = r->at;
    q->norm = words_join(r->job, q->text, wordlists_line_max);
    if (!check_question(r, q) || asked_before(r, q))
        return;
    map_put(&r->asked, q->norm, q);
    of_article = map_find(&r->out.questions.by_id, q->id);
    if (!of_article) {
        of_article = ARENA_NEW(r->job, struct texts);
        map_put(&r->out.questions.by_id, q->id, of_article);
    }
    texts_add(r->job, of_article, q->text);
    r->out.questions.items = arena_room(r->job, r->out.questions.items, r->out.questions.count,
                                        sizeof *r->out.questions.items);
    r->out.questions.items[r->out.questions.count++] = *q;
}

void words_questions_add(const struct words_questions *list, struct arena *job, struct slice id,
                         struct texts *questions)
{
    const struct texts *more = map_find(&list->by_id, id);
    struct map known = map_new(job);

    if (!more)
        return;
    for (size_t i = 0; i < questions->count; i++)
        map_put(&known, words_join(job, questions->items[i], wordlists_line_max), questions);
    for (size_t i = 0; i < more->count && questions->count < article_list_max; i++)
        if (!map_find(&known, words_join(job, more->items[i], wordlists_line_max)))
            texts_add(job, questions, more->items[i]);
}

void words_questions_check(const struct words_questions *list, const struct map *ids,
                           struct report *report)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct words_question *q = &list->items[i];

        if (!map_find(ids, q->id))
            report_add(report, FINDING_WARNING, q->place.path, q->place.line,
                       "there is no article '%.*s': left out", SLICE_ARG(q->id));
    }
}

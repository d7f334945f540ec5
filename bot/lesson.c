/* lesson.c - see lesson.h */
#include "bot/lesson.h"

#include "base/map.h"
#include "bot/classifier.h"

struct reading {
    struct arena *life;
    struct reader *reader;
    struct map changed; /* articles by id */
    struct classifier_lesson *out;
};

static void teach(struct reading *r, struct slice text)
{
    struct classifier_lesson *l = r->out;

    if (text.len == 0)
        return;
    l->examples = arena_room(r->life, l->examples, l->example_count, sizeof *l->examples);
    l->examples[l->example_count++] =
        (struct classifier_example){(uint32_t)l->ids.count - 1, text};
}

static void take(struct reading *r, struct slice id, struct slice title,
                 const struct texts *questions)
{
    if (questions->count < classifier_questions_least ||
        r->out->ids.count == classifier_articles_max)
        return;
    texts_add(r->life, &r->out->ids, id);
    teach(r, title);
    for (size_t i = 0; i < questions->count; i++)
        teach(r, questions->items[i]);
}

static bool take_document(struct reading *r, uint32_t document, struct err *err)
{
    struct xap_reader *index = r->reader->index;
    struct slice id, list, title;
    struct texts questions = {0};
    const struct article *changed;

    if (!xap_value(index, r->life, document, SLOT_ID, &id, err))
        return false;
    changed = map_find(&r->changed, id);
    if (changed) {
        take(r, id, changed->title, &changed->questions);
        return true;
    }
    if (!xap_value(index, r->life, document, SLOT_HEADLINES, &list, err))
        return false;
    title = slice_cut(&list, slot_separator);
    while (list.ptr)
        texts_add(r->life, &questions, slice_cut(&list, slot_separator));
    take(r, id, title, &questions);
    return true;
}

bool lesson_read(struct arena *life, struct reader *reader, enum language lang,
                 const struct article *changed, size_t changed_count,
                 struct classifier_lesson *out, struct err *err)
{
    struct slice term = schema_exact_term(life, "L", slice_of(language_code(lang)));
    struct reading r = {life, reader, map_new(life), out};
    uint32_t *documents, *without;
    size_t count, without_count, k = 0;

    if (!xap_documents_of(reader->index, life, term, &documents, &count, err) ||
        !xap_documents_of(reader->index, life, SLICE(PREFIX_NO_BOT), &without, &without_count,
                          err))
        return false;
    for (size_t i = 0; i < changed_count; i++)
        map_put(&r.changed, changed[i].id, (void *)&changed[i]);
    for (size_t i = 0; i < count; i++) {
        while (k < without_count && without[k] < documents[i])
            k++;
        if (k < without_count && without[k] == documents[i])
            continue;
        if (!take_document(&r, documents[i], err))
            return false;
    }
    return true;
}

const char *lesson_file(struct arena *job, const char *folder, enum language lang)
{
    return arena_printf(job, "%s/classes-%s.dat", folder, language_code(lang));
}

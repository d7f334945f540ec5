/* lesson.c - see lesson.h */
#include "bot/classify/lesson.h"

#include "base/file.h"
#include "base/map.h"
#include "bot/classify/classifier.h"
#include "bot/classify/listing.h"

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
    l->examples[l->example_count++] = (struct classifier_example){(uint32_t)l->ids.count - 1, text};
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

static void take_document(struct reading *r, struct slice id, struct slice headlines)
{
    const struct article *changed = map_find(&r->changed, id);
    struct texts questions = {0};
    struct slice title;

    if (changed) {
        take(r, id, changed->title, &changed->questions);
        return;
    }
    title = slice_cut(&headlines, slot_separator);
    while (headlines.ptr)
        texts_add(r->life, &questions, slice_cut(&headlines, slot_separator));
    take(r, id, title, &questions);
}

static bool take_documents(struct reading *r, enum language lang, struct err *err)
{
    struct listed *list;
    size_t count;

    if (!listing_read(r->life, r->reader, lang, SLOT_HEADLINES, &list, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (list[i].bot)
            take_document(r, list[i].id, list[i].value);
    return true;
}

/* Copies what the generation before learned from the same lesson. What cannot be read is learned
 * anew. */
static bool take_over(struct lesson *l, const char *before, struct err *err)
{
    struct sign_hash hash = classifier_lesson_hash(&l->taught);
    struct arena *job = arena_new();
    struct classifier *c;
    struct slice file;
    struct err ignored;
    bool ok = true;

    l->learned = classifier_open(job, before, &c, &ignored) && classifier_learned(c, &hash) &&
                 file_map(job, before, &file, &ignored);
    if (l->learned)
        ok = file_replace(l->path, file, 0666, err);
    arena_free(job);
    return ok;
}

bool lesson_read(struct arena *life, struct reader *reader, enum language lang,
                 const struct article *changed, size_t changed_count, const char *path,
                 const char *before, struct lesson *out, struct err *err)
{
    struct reading r = {life, reader, map_new(life), &out->taught};

    *out = (struct lesson){.path = path};
    for (size_t i = 0; i < changed_count; i++)
        map_put(&r.changed, changed[i].id, (void *)&changed[i]);
    return take_documents(&r, lang, err) && (!before || take_over(out, before, err));
}

bool lesson_learn(const struct lesson *l, struct err *err)
{
    return l->learned || classifier_train(&l->taught, l->path, err);
}

const char *lesson_file(struct arena *job, const char *folder, enum language lang, unsigned trial)
{
    const char *code = language_code(lang);

    return trial ? arena_printf(job, "%s/classes-trial-%s-%u.dat", folder, code, trial)
                 : arena_printf(job, "%s/classes-%s.dat", folder, code);
}

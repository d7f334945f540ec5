/* questions.c - see questions.h */
#include "engine/measure/questions.h"

#include "base/file.h"

static bool read_relevant(struct arena *job, const struct json *o, struct question *q)
{
    const struct json *list = json_member(o, "relevant");
    struct slice label = json_text(json_member(o, "label"));

    if (json_kind(list) == JSON_ARRAY) {
        for (const struct json *i = json_first(list); i; i = json_next(i)) {
            if (json_kind(i) != JSON_TEXT)
                return false;
            texts_add(job, &q->relevant, json_text(i));
        }
        return true;
    }
    if (json_kind(list) != JSON_NONE || label.len == 0)
        return false;
    if (!slice_is(label, "oos"))
        texts_add(job, &q->relevant, label);
    return true;
}

static bool read_line(struct arena *job, struct slice line, unsigned number, struct questions *out,
                      struct err *err)
{
    struct question q = {.line = number};
    const struct json *o;
    struct slice lang;

    if (!json_parse(job, line, &o, err)) {
        err->line = number;
        return false;
    }
    q.id = json_text(json_member(o, "id"));
    q.text = json_text(json_member(o, "query"));
    q.kind = json_text(json_member(o, "kind"));
    if (q.text.len == 0)
        return err_at(err, number, "a question needs a 'query'");
    if (!read_relevant(job, o, &q))
        return err_at(err, number,
                      "a question needs 'relevant', a list of article ids, or "
                      "'label', one of them");
    lang = json_text(json_member(o, "lang"));
    if (lang.len == 0)
        q.lang = language_of(q.text, LANGUAGE_EN);
    else if (!language_parse(lang, &q.lang))
        return err_at(err, number, "'lang' takes ru or en, not '%.*s'; it may be left out",
                      SLICE_ARG(lang));
    out->items = arena_room(job, out->items, out->count, sizeof q);
    out->items[out->count++] = q;
    return true;
}

bool questions_read_file(struct arena *job, const char *path, struct questions *out,
                         struct err *err)
{
    struct slice rest;
    unsigned number = 0;

    if (!file_read(job, path, questions_file_max, &rest, err))
        return false;
    while (rest.ptr) {
        struct slice line = slice_trim(slice_cut(&rest, '\n'));

        number++;
        if (line.len && !read_line(job, line, number, out, err))
            return false;
    }
    return true;
}

bool questions_files(struct arena *job, const char *path, struct texts *out, struct err *err)
{
    struct file_info info;
    const char **names;
    size_t count;

    if (!file_info(path, &info, err))
        return false;
    if (!info.is_folder) {
        texts_add(job, out, slice_of(path));
        return true;
    }
    if (!file_list(job, path, &names, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (slice_ends(slice_of(names[i]), ".jsonl"))
            texts_add(job, out, slice_of(arena_printf(job, "%s/%s", path, names[i])));
    return true;
}

bool questions_read(struct arena *job, const char *path, struct questions *out, struct err *err)
{
    struct texts files = {0};

    if (!questions_files(job, path, &files, err))
        return false;
    for (size_t i = 0; i < files.count; i++)
        if (!questions_read_file(job, files.items[i].ptr, out, err))
            return err->line ? err_in(err, "%s", files.items[i].ptr) : false;
    return true;
}

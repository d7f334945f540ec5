/*
 * build.c - writes the table of morph.h; run by the Makefile, on the machine that builds.
 *
 *      build RUSSIAN ENGLISH DATA OUT     hunspell-ru and hunspell-en-us, without .aff and .dic, the
 *                                         folder text/data, the table
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "text/build/families.h"

enum { list_max = 16 << 20 };

static bool read_lists(struct arena *job, const char *folder, const char *name, struct sets *out,
                       struct err *err)
{
    const char *path = arena_printf(job, "%s/%s.txt", folder, name);
    struct slice text;

    if (!file_read(job, path, list_max, &text, err))
        return false;
    return sets_parse(job, text, out, err) || err_in(err, "%s", path);
}

static bool read_dictionary(struct arena *job, const char *path, struct dictionary *out,
                            struct err *err)
{
    return hunspell_read(job, arena_printf(job, "%s.aff", path), arena_printf(job, "%s.dic", path),
                         out, err);
}

static void add_russian(struct table *t, const struct lexicon *l)
{
    for (size_t i = 0; i < l->count;) {
        struct slice lemmas[morph_lemmas_max];
        size_t count = 0, end = i;

        for (; end < l->count && slice_eq(l->pairs[end].form, l->pairs[i].form); end++)
            if (count < morph_lemmas_max)
                lemmas[count++] = l->pairs[end].lemma;
        table_add_word(t, l->pairs[i].form, lemmas, count);
        i = end;
    }
}

static bool build(struct arena *job, char **args, struct err *err)
{
    struct table *t = table_new(job);
    struct snowball *snowball = snowball_new(job);
    struct dictionary hunspell_ru, hunspell_en;
    struct sets russian_lists, english_lists, family_lists;
    struct lexicon russian;
    struct english english;
    struct dictionaries all = {&russian, &english, snowball};

    if (!read_dictionary(job, args[0], &hunspell_ru, err) ||
        !read_dictionary(job, args[1], &hunspell_en, err) ||
        !read_lists(job, args[2], "russian", &russian_lists, err) ||
        !read_lists(job, args[2], "english", &english_lists, err) ||
        !read_lists(job, args[2], "families", &family_lists, err))
        return false;
    if (!lexicon_build(job, &hunspell_ru, &russian_lists, &russian, err))
        return err_in(err, "%s/russian.txt", args[2]);
    if (!english_build(job, &hunspell_en, &english_lists, snowball, &english, err))
        return err_in(err, "%s/english.txt", args[2]);
    add_russian(t, &russian);
    for (size_t i = 0; i < english.count; i++)
        table_add_word(t, english.words[i]->word, english.words[i]->stems, english.words[i]->count);
    if (!families_build(job, &family_lists, &all, t, err))
        return err_in(err, "%s/families.txt", args[2]);
    return table_write(t, args[3], err);
}

int main(int argc, char **argv)
{
    struct arena *job = arena_new();
    struct err err = {0};
    bool done;

    if (argc != 5) {
        fputs("usage: build RUSSIAN ENGLISH DATA OUT\n", stderr);
        return 2;
    }
    done = build(job, argv + 1, &err);
    if (!done)
        fprintf(stderr, "%s\n", err.text);
    arena_free(job);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}

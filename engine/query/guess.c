/* guess.c - see guess.h */
#include "engine/query/guess.h"

#include <string.h>

#include "base/utf8.h"

enum {
    split_least = 5, /* letters of two words written as one */
    split_cost = 60, /* of a space left out… */
    split_no = 10, /* …behind the Russian "not", as many write it; on top of it for each part… */
    split_long = 10,     /* …a word of four letters and more, */
    split_frequent = 5,  /* one of those that stand everywhere, */
    split_letter = 50,   /* one of a letter that does, */
    split_stem = 25,     /* one that only its stem is known of, */
    split_short = 50,    /* any other */
    frequent_most = 300, /* numbers of the vocabulary that stand everywhere */
    part_least = 4,      /* letters of a part that is not short */
    join_least = 4,      /* letters of two words that are one */
    join_cost = 40,
    join_unknown_cost = 10, /* neither of them is a word */
    stem_least = 4,         /* letters of a word that its stem is enough of */
    stem_cost = 12,         /* of a romanised word that only its stem is known of */
    beginnings_most = 40    /* words looked at that begin with what is typed */
};

/* ---- what the knowledge base has, as far as it may be named ---- */

static bool may_name(const struct corrector *c, uint32_t word)
{
    return !c->may_name || c->may_name(c->namer, word);
}

int64_t guess_number(const struct corrector *c, struct slice norm)
{
    int64_t number = vocabulary_find(c->vocabulary, norm);

    return number >= 0 && may_name(c, (uint32_t)number) ? number : -1;
}

static bool any_of(const struct corrector *c, const uint32_t *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (may_name(c, words[i]))
            return true;
    return false;
}

static bool has_stem(const struct corrector *c, struct slice stem)
{
    int64_t number = vocabulary_find_stem(c->vocabulary, stem);
    struct vocabulary_list words;

    if (number < 0 || !c->may_name)
        return number >= 0;
    words = vocabulary_words_with(c->vocabulary, (uint32_t)number);
    return any_of(c, words.items, words.count);
}

static bool has_beginning(const struct corrector *c, struct slice norm)
{
    uint32_t words[beginnings_most];
    size_t most = c->may_name ? beginnings_most : 1;

    return any_of(c, words, vocabulary_beginning(c->vocabulary, norm, most, words));
}

/* Keeps the best that may be named, as many as are wanted. */
static size_t keep_named(const struct corrector *c, struct spelling_match *matches, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count && kept < correct_alternatives_most; i++)
        if (may_name(c, matches[i].word))
            matches[kept++] = matches[i];
    return kept;
}

bool guess_knows(const struct corrector *c, struct slice norm, struct slice stem, bool goes_on)
{
    return guess_number(c, norm) >= 0 || (utf8_length(norm) >= stem_least && has_stem(c, stem)) ||
           (goes_on && has_beginning(c, norm));
}

struct corrected_word guess_word(const struct corrector *c, struct arena *job, struct slice norm,
                                 enum word_script script, bool goes_on)
{
    struct corrected_word w = {.norm = slice_copy(job, norm), .script = script};
    int64_t number = guess_number(c, norm);

    w.stem = slice_copy(job, stem_word(c->stemmer, norm, script));
    w.documents = number < 0 ? 0 : vocabulary_documents(c->vocabulary, (uint32_t)number);
    w.known = guess_knows(c, w.norm, w.stem, false);
    if (!w.known && goes_on)
        w.known = w.goes_on = guess_knows(c, w.norm, w.stem, true);
    return w;
}

size_t guess_words(const struct corrector *c, struct arena *job, struct slice text, bool goes_on,
                   struct corrected_word words[correction_words_most])
{
    struct words walk = words_of(text);
    struct word w;
    size_t count = 0;

    while (words_next(&walk, &w)) {
        if (count == correction_words_most)
            return 0;
        words[count++] = guess_word(c, job, w.norm, w.script, goes_on && w.end == text.len);
    }
    return count;
}

/* The number of the word or, if it is known by its stem, of the form most articles have; or -1. */
static int64_t frequent_form(const struct corrector *c, const struct corrected_word *word)
{
    int64_t number = guess_number(c, word->norm), stem;
    struct vocabulary_list words;

    if (number >= 0 || !word->known || word->goes_on)
        return number;
    stem = vocabulary_find_stem(c->vocabulary, word->stem);
    if (stem < 0)
        return -1;
    words = vocabulary_words_with(c->vocabulary, (uint32_t)stem);
    for (size_t i = 0; i < words.count; i++)
        if (may_name(c, words.items[i]))
            return words.items[i];
    return -1;
}

size_t guess_documents(const struct corrector *c, const struct corrected_word *word)
{
    int64_t number = frequent_form(c, word);

    return number < 0 ? 0 : vocabulary_documents(c->vocabulary, (uint32_t)number);
}

/* The score of the word that says least for it. */
static double score_of(const struct corrector *c, const struct guess *guess)
{
    double worst = 0;

    for (size_t i = 0; i < guess->count; i++) {
        int64_t number = frequent_form(c, &guess->words[i]);
        double score =
            number < 0 ? guess->cost : spelling_score(c->spelling, (uint32_t)number, guess->cost);

        worst = i == 0 || score > worst ? score : worst;
    }
    return worst;
}

static bool same_words(const struct guess *a, const struct guess *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!slice_eq(a->words[i].stem, b->words[i].stem))
            return false;
    return true;
}

void guess_add(struct guesses *g, struct guess *new)
{
    size_t at;

    new->score = score_of(g->c, new) + new->handicap;
    for (at = 0; at < g->count; at++) {
        if (!same_words(new, &g->items[at]))
            continue;
        if (g->items[at].score <= new->score)
            return;
        memmove(&g->items[at], &g->items[at + 1], (g->count - at - 1) * sizeof *new);
        g->count--;
        break;
    }
    for (at = g->count; at > 0 && g->items[at - 1].score > new->score; at--)
        ;
    if (at == guesses_most)
        return;
    if (g->count == guesses_most)
        g->count--;
    memmove(&g->items[at + 1], &g->items[at], (g->count - at) * sizeof *new);
    g->items[at] = *new;
    g->count++;
}

static enum word_script script_of(struct slice norm)
{
    return norm.len && norm.ptr[0] > 0 ? WORD_LATIN : WORD_CYRILLIC;
}

static void add_matches(struct guesses *g, enum correction_kind kind,
                        const struct spelling_match *matches, size_t count, unsigned extra)
{
    for (size_t i = 0; i < count; i++) {
        struct slice norm = vocabulary_word(g->c->vocabulary, matches[i].word);
        struct guess new = {.kind = kind, .count = 1, .cost = matches[i].cost + extra};

        new.words[0] = guess_word(g->c, g->job, norm, script_of(norm), false);
        guess_add(g, &new);
    }
}

void guess_spelling(struct guesses *g, enum correction_kind kind, struct slice norm,
                    enum word_script script, unsigned max, unsigned extra)
{
    struct spelling_match matches[spelling_most];
    size_t count = spelling_near(g->c->spelling, norm, max, spelling_most, matches);

    count = keep_named(g->c, matches, count);
    extra += guess_real_cost(g->c, norm, script);
    add_matches(g, kind, matches, count, extra);
}

void guess_alike(struct guesses *g, enum correction_kind kind, struct slice norm, struct slice stem,
                 enum word_script script, unsigned extra)
{
    struct spelling_match matches[spelling_most];
    size_t count = spelling_alike(g->c->spelling, norm, stem, script, spelling_most, matches);

    count = keep_named(g->c, matches, count);
    add_matches(g, kind, matches, count, guess_translit + extra);
}

/* A guess of a single word. */
static void add_word(struct guesses *g, enum correction_kind kind, struct corrected_word word,
                     unsigned cost)
{
    struct guess new = {.kind = kind, .count = 1, .cost = cost, .words = {word}};

    guess_add(g, &new);
}

void guess_written(struct guesses *g, struct slice latin, bool goes_on)
{
    char room[translit_key_max];
    struct slice norm = translit_to_cyrillic(latin, room);
    struct corrected_word word = guess_word(g->c, g->job, norm, WORD_CYRILLIC, goes_on);

    if (word.known)
        add_word(g, CORRECTION_TRANSLIT, word, word.documents ? 0 : stem_cost);
}

void guess_unknown(struct guesses *g, struct slice latin, unsigned cost)
{
    char room[translit_key_max];
    struct slice norm = translit_to_cyrillic(latin, room);

    add_word(g, CORRECTION_TRANSLIT, guess_word(g->c, g->job, norm, WORD_CYRILLIC, false), cost);
}

void guess_translit_spelling(struct guesses *g, struct slice latin, unsigned extra)
{
    char room[translit_key_max];

    guess_spelling(g, CORRECTION_TRANSLIT, translit_to_cyrillic(latin, room), WORD_CYRILLIC,
                   spelling_one_edit, extra);
}

/* What a part of two words written as one costs, or a number above any budget. */
static unsigned cost_of_part(const struct corrected_word *part, int64_t number)
{
    size_t letters = utf8_length(part->norm);

    if (number < 0)
        return part->known && letters >= part_least ? split_stem : 2 * spelling_two_edits;
    if (letters < 2)
        return number < frequent_most ? split_letter : 2 * spelling_two_edits;
    if (number < frequent_most)
        return split_frequent;
    return letters >= part_least ? split_long : split_short;
}

static void try_split(struct guesses *g, struct slice left, struct slice right, unsigned extra)
{
    struct guess new = {.kind = CORRECTION_SPLIT, .count = 2};
    struct slice parts[] = {left, right};

    new.cost = (!extra && slice_is(left, "не") ? split_no : split_cost) + extra;
    for (size_t i = 0; i < 2; i++) {
        new.words[i] = guess_word(g->c, g->job, parts[i], script_of(parts[i]), false);
        new.cost += cost_of_part(&new.words[i], guess_number(g->c, parts[i]));
    }
    if (new.cost <= spelling_two_edits)
        guess_add(g, &new);
}

/* Where one alphabet ends and the other begins, a space was left out if anywhere. */
void guess_split(struct guesses *g, struct slice norm, enum word_script script)
{
    unsigned extra = guess_real_cost(g->c, norm, script);
    size_t cut = 0;

    if (utf8_length(norm) < split_least)
        return;
    for (utf8_next(norm, &cut); cut < norm.len; utf8_next(norm, &cut)) {
        struct slice left = {norm.ptr, cut}, right = {norm.ptr + cut, norm.len - cut};

        if (script != WORD_MIXED || (norm.ptr[cut - 1] > 0) != (norm.ptr[cut] > 0))
            try_split(g, left, right, extra);
    }
}

void guess_join(struct guesses *g, const struct correct_word *a, const struct correct_word *b)
{
    struct buf joined = buf_new(g->job, 2 * word_bytes_max);
    int known =
        guess_knows(g->c, a->norm, a->stem, false) + guess_knows(g->c, b->norm, b->stem, false);
    unsigned cost = known ? join_cost : join_unknown_cost;
    struct corrected_word word;
    struct slice norm;

    if (a->script != b->script || (a->script != WORD_LATIN && a->script != WORD_CYRILLIC))
        return;
    buf_add(&joined, a->norm);
    buf_add(&joined, b->norm);
    norm = buf_slice(&joined);
    if (utf8_length(norm) < join_least || norm.len > word_bytes_max)
        return;
    word = guess_word(g->c, g->job, norm, a->script, false);
    if (word.documents || (known == 0 && word.known))
        add_word(g, CORRECTION_JOIN, word, cost);
    if (known == 0 && g->count == 0)
        guess_alike(g, CORRECTION_JOIN, word.norm, word.stem, a->script, cost);
}

void guess_layout(struct guesses *g, struct slice text, const struct corrected_word *words,
                  size_t count, unsigned cost)
{
    struct guess new = {.kind = CORRECTION_LAYOUT, .count = count, .cost = cost, .text = text};

    memcpy(new.words, words, count * sizeof *words);
    guess_add(g, &new);
}

/* function_words.c - see function_words.h */
#include "text/function_words.h"

#include <stdlib.h>

static const char *const words[] = {
    /* sorted */
    "a",     "about", "am",    "an",    "and",    "any",   "are",    "as",    "at",    "be",
    "been",  "but",   "by",    "can",   "could",  "did",   "do",     "does",  "for",   "from",
    "had",   "has",   "have",  "he",    "her",    "his",   "how",    "i",     "if",    "in",
    "into",  "is",    "it",    "its",   "may",    "me",    "might",  "must",  "my",    "of",
    "on",    "or",    "our",   "she",   "should", "so",    "some",   "than",  "that",  "the",
    "their", "them",  "then",  "there", "these",  "they",  "this",   "those", "to",    "us",
    "was",   "we",    "were",  "what",  "when",   "where", "which",  "who",   "why",   "will",
    "with",  "would", "you",   "your",  "а",      "будет", "бы",     "был",   "была",  "были",
    "было",  "быть",  "в",     "вам",   "вас",    "ваш",   "во",     "вы",    "где",   "для",
    "его",   "ее",    "ему",   "если",  "есть",   "еще",   "же",     "за",    "зачем", "и",
    "из",    "или",   "их",    "к",     "как",    "какая", "какие",  "каким", "каких", "какое",
    "какой", "ко",    "когда", "кто",   "куда",   "ли",    "меня",   "мне",   "мной",  "мое",
    "моего", "моей",  "можно", "мои",   "мой",    "моя",   "мы",     "на",    "надо",  "него",
    "нее",   "ней",   "ни",    "ним",   "них",    "но",    "нужно",  "о",     "об",    "он",
    "она",   "они",   "оно",   "от",    "откуда", "по",    "почему", "при",   "с",     "свои",
    "свой",  "себя",  "со",    "так",   "там",    "то",    "того",   "тоже",  "том",   "тут",
    "у",     "уже",   "чего",  "чем",   "чему",   "что",   "чтобы",  "эта",   "эти",   "это",
    "этого", "этом",  "этот",  "я",
};

static int by_word(const void *norm, const void *word)
{
    return slice_cmp(*(const struct slice *)norm, slice_of(*(const char *const *)word));
}

bool is_function_word(struct slice norm)
{
    return bsearch(&norm, words, sizeof words / sizeof *words, sizeof *words, by_word) != NULL;
}

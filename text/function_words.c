/* function_words.c - see function_words.h */
#include "text/function_words.h"

#include <stdlib.h>

static const char *const words[] = {
    /* sorted */
    "a",       "about",   "am",     "an",    "and",    "any",     "are",    "as",     "at",
    "be",      "been",    "but",    "by",    "can",    "could",   "did",    "do",     "does",
    "for",     "from",    "had",    "has",   "have",   "he",      "her",    "his",    "how",
    "how's",   "hows",    "i",      "i'd",   "i'll",   "i'm",     "i've",   "if",     "im",
    "in",      "into",    "is",     "it",    "it's",   "its",     "ive",    "may",    "me",
    "might",   "must",    "my",     "of",    "on",     "or",      "our",    "please", "pls",
    "plz",     "she",     "should", "so",    "some",   "than",    "that",   "that's", "thats",
    "the",     "their",   "them",   "then",  "there",  "there's", "theres", "these",  "they",
    "they're", "they've", "this",   "those", "to",     "u",       "ur",     "us",     "was",
    "we",      "we're",   "we've",  "were",  "what",   "what's",  "whats",  "when",   "when's",
    "where",   "where's", "wheres", "which", "who",    "who's",   "whos",   "why",    "will",
    "with",    "would",   "you",    "you'd", "you'll", "you're",  "you've", "your",   "youre",
    "а",       "будет",   "бы",     "был",   "была",   "были",    "было",   "быть",   "в",
    "вам",     "вас",     "ваш",    "во",    "вы",     "где",     "для",    "его",    "ее",
    "ему",     "если",    "есть",   "еще",   "же",     "за",      "зачем",  "и",      "из",
    "или",     "их",      "к",      "как",   "какая",  "какие",   "каким",  "каких",  "какое",
    "какой",   "ко",      "когда",  "кто",   "куда",   "ли",      "меня",   "мне",    "мной",
    "мое",     "моего",   "моей",   "можно", "мои",    "мой",     "моя",    "мы",     "на",
    "надо",    "него",    "нее",    "ней",   "ни",     "ним",     "них",    "но",     "нужно",
    "о",       "об",      "он",     "она",   "они",    "оно",     "от",     "откуда", "по",
    "почему",  "при",     "с",      "свои",  "свой",   "себя",    "со",     "так",    "там",
    "то",      "того",    "тоже",   "том",   "тут",    "у",       "уже",    "чего",   "чем",
    "чему",    "что",     "чтобы",  "эта",   "эти",    "это",     "этого",  "этом",   "этот",
    "я",
};

static int by_word(const void *norm, const void *word)
{
    return slice_cmp(*(const struct slice *)norm, slice_of(*(const char *const *)word));
}

bool is_function_word(struct slice norm)
{
    return bsearch(&norm, words, sizeof words / sizeof *words, sizeof *words, by_word) != NULL;
}

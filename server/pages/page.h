/*
 * page.h - a page of the help centre: what all have in common.
 *
 *      page_begin(x, LANGUAGE_RU, &p);
 *      p.title = a.title;
 *      HTML(&p.body, "<h1>$</h1>", a.title);
 *      page_send(&p, 200);
 *
 * Pages hold all there is to read and work without scripts; those make them comfortable. What
 * they say is in server/data/pages.txt, how they look in web/page.css.
 */
#ifndef SERVER_PAGE_H
#define SERVER_PAGE_H

#include "server/exchange.h"
#include "server/pages/html.h"

struct page {
    struct exchange *x;
    enum language lang;
    struct slice title;       /* above the window; empty: the name of the site */
    struct slice description; /* for search engines; may be empty */
    struct slice path;        /* where it stands; an address for what stands elsewhere */
    struct slice other_path;  /* the same in the other language; empty: there is none */
    struct slice typed;       /* in the search box */
    struct slice article;     /* id of the article that is read */
    bool own_search;          /* the search box is in the body, not above it */
    bool own_contact;         /* it is itself the way to a person */
    bool hidden;              /* from search engines */
    struct json *data;        /* schema.org, an array */
    struct buf body;
};

enum { page_max = 32 << 20 };

void page_begin(struct exchange *x, enum language lang, struct page *p);
void page_send(struct page *p, unsigned status);

/* The language of the address, /ru/…; where it says none, the one the browser wants most of those
 * that there are articles in. */
enum language page_language(struct exchange *x);

/* ---- words (page_words.c) ---- */

struct slice page_text(const struct page *p, const char *name);
/* The same with {name} replaced by the value. */
struct slice page_fill(const struct page *p, const char *name, const char *hole,
                       struct slice value);
/* In the form that goes with n: 1 статья, 2 статьи, 5 статей. */
struct slice page_count(const struct page *p, const char *name, size_t n);
struct slice page_date(const struct page *p, int64_t wall); /* 10 сентября 2026 */

/* ---- addresses (page_words.c) ---- */

/* "/ru" and what follows: a part ("/search") and, percent-encoded, a text. */
struct slice page_path(const struct page *p, const char *part, struct slice text);
/* With the site in front of it, where that is known. */
struct slice page_url(const struct page *p, struct slice path);
/* A parameter of the query string or the form; ptr is NULL if it is not there. */
struct slice page_arg(const struct exchange *x, const char *name);

/* ---- parts (page_parts.c) ---- */

void page_add_search(struct page *p, struct buf *out); /* the search box */

/* Where the page stands: help, the category's parts, and at its end `here`, unless empty. */
void page_add_crumbs(struct page *p, struct slice category, struct slice here);

/* "Оплата › Карты", as HTML. */
void page_add_place(struct buf *out, struct slice category);

/* The longest of an article's category paths; empty without. */
struct slice page_category(const struct article *a);

/* <li> with a link. */
void page_add_link(struct page *p, const struct article *a);

/* What an article begins with. */
struct slice page_beginning(const struct page *p, const struct article *a, size_t words);

/* ---- what goes wrong (page_trouble.c) ---- */

/* 404, its heading being the text of this name. */
void page_missing(struct exchange *x, const char *heading);

/* Leads from an address with a slash behind it, as people type it, to the page without. False if
 * there is none. */
bool page_without_slash(struct exchange *x);

/* Is there something to read? Else replies 503. */
struct reader *page_reader(struct exchange *x);

/* What a function said, as a page: 503 or 500. */
void page_err(struct exchange *x, const struct err *err);

#endif

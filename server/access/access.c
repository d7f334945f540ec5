/* access.c - see access.h */
#include "server/access/access.h"

#include "base/map.h"

void access_start(struct arena *job, struct access *a)
{
    *a = (struct access){0};
    texts_add(job, &a->audiences, SLICE("public"));
}

static void add(struct arena *job, struct texts *list, struct slice text)
{
    if (!texts_have(list, text))
        texts_add(job, list, text);
}

static void set_filter(struct arena *job, struct access *a)
{
    a->filter = a->tags.count ? filter_one_of(job, "tags", &a->tags) : NULL;
}

/* Every audience of the published articles. */
static void see_everything(struct arena *job, struct access *a, const struct reader *r)
{
    struct texts all = {0};
    struct err ignored;

    if (!r || !reader_audiences(r, job, &all, &ignored))
        return;
    for (size_t i = 0; i < all.count; i++)
        add(job, &a->audiences, all.items[i]);
}

void access_add_key(struct arena *job, struct access *a, const struct key *key,
                    const struct reader *r)
{
    a->role = key->role;
    a->name = key->name;
    a->key = key->hash;
    if (key->role >= ROLE_DESK && key->audiences.count == 0)
        see_everything(job, a, r);
    for (size_t i = 0; i < key->audiences.count; i++)
        add(job, &a->audiences, key->audiences.items[i]);
    a->tags = key->tags;
    set_filter(job, a);
}

struct slice access_print(struct arena *job, const struct access *a)
{
    struct json *o = json_object(job);

    texts_print(o, "audiences", &a->audiences);
    texts_print(o, "tags", &a->tags);
    return json_print(job, o);
}

bool access_parse(struct arena *job, struct slice text, struct access *a, struct err *err)
{
    const struct json *root;

    if (!json_parse(job, text, &root, err))
        return false;
    a->audiences = texts_parse(job, json_member(root, "audiences"));
    a->tags = texts_parse(job, json_member(root, "tags"));
    set_filter(job, a);
    return true;
}

uint64_t access_hash(struct arena *job, const struct access *a)
{
    return map_hash(access_print(job, a));
}

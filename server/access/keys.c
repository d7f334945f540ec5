/* keys.c - see keys.h */
#include "server/access/keys.h"

#include <pthread.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/id.h"
#include "base/json.h"
#include "base/sign.h"

enum { keys_file_max = 1 << 20, secret_max = 200 };

static const char secret_prefix[] = "kz_";

struct keys {
    const char *path;
    struct arena *life; /* of the path */
    pthread_mutex_t lock;
    struct arena *read; /* of what was read */
    struct key *list;
    size_t count;
    struct file_info stamp; /* of the file as it was read */
};

static const char *const names[role_count] = {"public", "search", "desk", "editor", "admin"};

const char *role_name(enum role r)
{
    return names[r];
}

bool role_parse(struct slice name, enum role *out)
{
    for (int r = ROLE_SEARCH; r < role_count; r++)
        if (slice_is(name, names[r])) {
            *out = (enum role)r;
            return true;
        }
    return false;
}

static bool read_key(struct arena *job, const struct json *o, struct key *out)
{
    out->id = json_text(json_member(o, "id"));
    out->name = json_text(json_member(o, "name"));
    out->hash = json_text(json_member(o, "hash"));
    out->audiences = texts_parse(job, json_member(o, "audiences"));
    out->tags = texts_parse(job, json_member(o, "tags"));
    return out->hash.len > 0 && role_parse(json_text(json_member(o, "role")), &out->role);
}

static bool read_file(struct arena *job, const char *path, const struct json **root,
                      struct err *err)
{
    struct slice text;

    if (!file_exists(path)) {
        *root = json_object(job);
        return true;
    }
    if (!file_read(job, path, keys_file_max, &text, err))
        return false;
    return json_parse(job, text, root, err) || err_in(err, "%s", path);
}

static const char *path_of(struct arena *job, const char *data)
{
    return arena_printf(job, "%s/keys.json", data);
}

bool keys_list(struct arena *job, const char *data, struct key **out, size_t *count,
               struct err *err)
{
    const struct json *root, *list;
    const char *path = path_of(job, data);

    if (!read_file(job, path, &root, err))
        return false;
    list = json_member(root, "keys");
    *out = ARENA_ARRAY(job, struct key, json_size(list));
    *count = 0;
    for (const struct json *i = json_first(list); i; i = json_next(i))
        if (!read_key(job, i, &(*out)[(*count)++]))
            return err_set(err, ERR_INPUT, "%s: key number %zu is not understood", path, *count);
    return true;
}

struct keys *keys_open(const char *data)
{
    struct arena *life = arena_new();
    struct keys *k = ARENA_NEW(life, struct keys);

    k->life = life;
    k->path = slice_cstr(life, slice_of(data));
    pthread_mutex_init(&k->lock, NULL);
    return k;
}

void keys_close(struct keys *k)
{
    if (!k)
        return;
    pthread_mutex_destroy(&k->lock);
    arena_free(k->read);
    arena_free(k->life);
}

/* With the lock. A file that cannot be read leaves no key valid: better shut than open. */
static void refresh(struct keys *k)
{
    struct arena *job = arena_new();
    struct file_info now = {0};
    struct err ignored;

    if (!file_info(path_of(job, k->path), &now, &ignored))
        now = (struct file_info){0};
    if (k->read && now.size == k->stamp.size && now.modified == k->stamp.modified) {
        arena_free(job);
        return;
    }
    arena_free(k->read);
    k->read = job;
    k->stamp = now;
    if (!keys_list(job, k->path, &k->list, &k->count, &ignored))
        k->count = 0;
}

static struct texts copy_texts(struct arena *job, const struct texts *list)
{
    struct texts out = {0};

    for (size_t i = 0; i < list->count; i++)
        texts_add(job, &out, slice_copy(job, list->items[i]));
    return out;
}

bool keys_find(struct keys *k, struct arena *job, struct slice secret, struct key *out)
{
    char hash[sign_hex_size];
    bool found = false;

    if (secret.len == 0 || secret.len > secret_max)
        return false;
    sign_sha256(secret, hash);
    pthread_mutex_lock(&k->lock);
    refresh(k);
    for (size_t i = 0; i < k->count; i++) {
        const struct key *key = &k->list[i];

        if (!sign_same(key->hash, slice_of(hash)))
            continue;
        found = true;
        *out = (struct key){.id = slice_copy(job, key->id),
                            .name = slice_copy(job, key->name),
                            .hash = slice_copy(job, key->hash),
                            .role = key->role,
                            .audiences = copy_texts(job, &key->audiences),
                            .tags = copy_texts(job, &key->tags)};
    }
    pthread_mutex_unlock(&k->lock);
    return found;
}

bool keys_allow(struct keys *k, struct slice hash, enum role least)
{
    bool allow = false;

    pthread_mutex_lock(&k->lock);
    refresh(k);
    for (size_t i = 0; i < k->count; i++)
        allow |= k->list[i].role >= least && sign_same(k->list[i].hash, hash);
    pthread_mutex_unlock(&k->lock);
    return allow;
}

/* ---- the command line's half ---- */

/* From reading the file to writing it again: what another command changes meanwhile would be lost. */
static bool lock(struct arena *held, const char *data, struct err *err)
{
    return file_lock_wait(held, arena_printf(held, "%s/keys.lock", data), err);
}

static bool write_file(struct arena *job, const char *data, const struct json *root,
                       struct err *err)
{
    return file_replace(path_of(job, data), json_print(job, root), 0600, err);
}

static bool add(struct arena *job, const char *data, const char *name, enum role role,
                const struct texts *audiences, const struct texts *tags, const char **secret,
                struct err *err)
{
    struct json *root = json_object(job), *list = json_add_array(root, "keys"), *o;
    char token[token_text_size], id[id_text_size], hash[sign_hex_size], time[clock_text_size];
    const struct json *old;

    if (!read_file(job, path_of(job, data), &old, err))
        return false;
    for (const struct json *i = json_first(json_member(old, "keys")); i; i = json_next(i))
        json_add_copy(list, NULL, i);
    id_token(token);
    id_new(id);
    clock_print(clock_now(), time);
    *secret = arena_printf(job, "%s%s", secret_prefix, token);
    sign_sha256(slice_of(*secret), hash);
    o = json_add_object(list, NULL);
    json_add_text(o, "id", slice_of(id));
    json_add_text(o, "name", slice_of(name));
    json_add_text(o, "role", slice_of(role_name(role)));
    json_add_text(o, "hash", slice_of(hash));
    texts_print(o, "audiences", audiences);
    texts_print(o, "tags", tags);
    json_add_text(o, "created", slice_of(time));
    return write_file(job, data, root, err);
}

bool keys_add(struct arena *job, const char *data, const char *name, enum role role,
              const struct texts *audiences, const struct texts *tags, const char **secret,
              struct err *err)
{
    struct arena *held = arena_new();
    bool ok = file_make_folder(data, err) && lock(held, data, err) &&
              add(job, data, name, role, audiences, tags, secret, err);

    arena_free(held);
    return ok;
}

static bool remove_key(struct arena *job, const char *data, const char *id, struct err *err)
{
    struct json *root = json_object(job), *list = json_add_array(root, "keys");
    const struct json *old;
    bool found = false;

    if (!read_file(job, path_of(job, data), &old, err))
        return false;
    for (const struct json *i = json_first(json_member(old, "keys")); i; i = json_next(i)) {
        if (slice_is(json_text(json_member(i, "id")), id))
            found = true;
        else
            json_add_copy(list, NULL, i);
    }
    if (!found)
        return err_set(err, ERR_NOT_FOUND, "there is no key '%s': 'kladez keys' lists them", id);
    return write_file(job, data, root, err);
}

bool keys_remove(struct arena *job, const char *data, const char *id, struct err *err)
{
    struct arena *held = arena_new();
    bool ok = lock(held, data, err) && remove_key(job, data, id, err);

    arena_free(held);
    return ok;
}

/* store.c - see store.h. The only user of SQLite. */
#include "desk/store.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/utf8.h"
#include "desk/contact.h"
#include "desk/schema.h"
#include "text/fold.h"

enum { busy_wait_ms = 5000, log_wait_ms = 200, folded_max = 1 << 20 };

struct store {
    sqlite3 *db;
};

struct statement {
    struct store *store;
    struct arena *job;
    sqlite3_stmt *st;
};

static bool refuse(struct store *s, const char *doing, struct err *err)
{
    int code = sqlite3_errcode(s->db);
    enum err_code kind = code == SQLITE_BUSY || code == SQLITE_LOCKED ? ERR_BUSY
                         : code == SQLITE_FULL || code == SQLITE_IOERR || code == SQLITE_CANTOPEN ||
                                 code == SQLITE_READONLY
                             ? ERR_IO
                             : ERR_ENGINE;

    return err_set(err, kind, "the desk's database: %s: %s", doing, sqlite3_errmsg(s->db));
}

static bool execute(struct store *s, const char *sql, struct err *err)
{
    if (sqlite3_exec(s->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return refuse(s, "cannot run a statement", err);
    return true;
}

static bool read_version(struct store *s, int64_t *version, struct err *err)
{
    struct arena *job = arena_new();
    struct statement *st = store_prepare(s, job, err, "PRAGMA user_version", "");
    bool row, ok = st && statement_step(st, &row, err);

    if (ok)
        *version = statement_int(st, 0);
    arena_free(job);
    return ok;
}

static bool migrate(struct store *s, struct err *err)
{
    int64_t version;
    char set[64];

    if (!read_version(s, &version, err))
        return false;
    if (version > (int64_t)schema_version_count)
        return err_set(err, ERR_STALE,
                       "the desk's database was written by a newer program (version %lld, this "
                       "one knows %d)",
                       (long long)version, (int)schema_version_count);
    for (; version < (int64_t)schema_version_count; version++) {
        sqlite3_snprintf(sizeof set, set, "PRAGMA user_version = %lld", (long long)version + 1);
        if (!store_begin(s, err) || !execute(s, schema_versions[version], err) ||
            !execute(s, set, err) || !store_commit(s, err)) {
            store_rollback(s);
            return err_in(err, "migration %lld", (long long)version + 1);
        }
    }
    return true;
}

static struct slice argument(sqlite3_value **values)
{
    return (struct slice){(const char *)sqlite3_value_text(values[0]),
                          (size_t)sqlite3_value_bytes(values[0])};
}

static void give(sqlite3_context *context, struct slice text)
{
    sqlite3_result_text64(context, text.ptr, text.len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* folded(TEXT): as texts are compared, without case and marks. */
static void folded(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct slice text = argument(values);
    struct arena *job = arena_new();
    struct buf out = buf_new(job, folded_max);
    char bytes[4];

    (void)count;
    for (size_t at = 0; at < text.len;) {
        struct folded f;

        fold_next(text, &at, &f);
        for (unsigned i = 0; i < f.count; i++)
            buf_add(&out, (struct slice){bytes, utf8_put(f.chars[i], bytes)});
    }
    give(context, buf_slice(&out));
    arena_free(job);
}

/* phone(TEXT): a number as numbers are compared. */
static void phone(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct arena *job = arena_new();

    (void)count;
    give(context, contact_phone(job, argument(values)));
    arena_free(job);
}

static void add_function(struct store *s, const char *name,
                         void (*call)(sqlite3_context *, int, sqlite3_value **))
{
    sqlite3_create_function_v2(s->db, name, 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, call, NULL,
                               NULL, NULL);
}

/* For the owner alone; SQLite gives its other files the same permissions. */
static void make_private(const char *path)
{
    int fd = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);

    if (fd >= 0)
        close(fd);
}

struct store *store_open(const char *path, struct err *err)
{
    struct store *s = calloc(1, sizeof *s);

    if (!s)
        abort();
    make_private(path);
    if (sqlite3_open_v2(path, &s->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK) {
        refuse(s, path, err);
        store_close(s);
        return NULL;
    }
    sqlite3_busy_timeout(s->db, busy_wait_ms);
    add_function(s, "folded", folded);
    add_function(s, "phone", phone);
    if (!execute(s,
                 "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                 "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;",
                 err) ||
        !migrate(s, err)) {
        store_close(s);
        return NULL;
    }
    return s;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    sqlite3_close(s->db);
    free(s);
}

bool store_begin(struct store *s, struct err *err)
{
    return execute(s, "BEGIN IMMEDIATE", err);
}

bool store_commit(struct store *s, struct err *err)
{
    return execute(s, "COMMIT", err);
}

void store_rollback(struct store *s)
{
    if (!sqlite3_get_autocommit(s->db))
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

bool store_checkpoint(struct store *s, struct err *err)
{
    int code;

    sqlite3_busy_timeout(s->db, log_wait_ms);
    code = sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_busy_timeout(s->db, busy_wait_ms);
    return code == SQLITE_OK || refuse(s, "cannot empty the log", err);
}

bool store_scrub(struct store *s, struct err *err)
{
    return execute(s, "VACUUM", err) && store_checkpoint(s, err);
}

static void finalize(void *what)
{
    sqlite3_finalize(what);
}

static bool bind(struct statement *st, const char *types, va_list values)
{
    int code = SQLITE_OK;

    for (int i = 1; *types && code == SQLITE_OK; types++, i++) {
        struct slice text;

        switch (*types) {
        case 'i': code = sqlite3_bind_int64(st->st, i, va_arg(values, int64_t)); break;
        case 'd': code = sqlite3_bind_double(st->st, i, va_arg(values, double)); break;
        default:
            text = va_arg(values, struct slice);
            code = text.ptr ? sqlite3_bind_text64(st->st, i, text.ptr, text.len, SQLITE_TRANSIENT,
                                                  SQLITE_UTF8)
                            : sqlite3_bind_null(st->st, i);
        }
    }
    return code == SQLITE_OK;
}

static struct statement *prepare(struct store *s, struct arena *job, struct err *err,
                                 const char *sql, const char *types, va_list values)
{
    struct statement *st = ARENA_NEW(job, struct statement);

    st->store = s;
    st->job = job;
    if (sqlite3_prepare_v2(s->db, sql, -1, &st->st, NULL) != SQLITE_OK) {
        refuse(s, sql, err);
        return NULL;
    }
    arena_defer(job, finalize, st->st);
    if (!bind(st, types, values)) {
        refuse(s, sql, err);
        return NULL;
    }
    return st;
}

struct slice store_or_null(struct slice text)
{
    return text.len ? text : (struct slice){0};
}

struct statement *store_prepare(struct store *s, struct arena *job, struct err *err,
                                const char *sql, const char *types, ...)
{
    struct statement *st;
    va_list values;

    va_start(values, types);
    st = prepare(s, job, err, sql, types, values);
    va_end(values);
    return st;
}

bool statement_step(struct statement *st, bool *row, struct err *err)
{
    int code = sqlite3_step(st->st);

    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return refuse(st->store, sqlite3_sql(st->st), err);
    *row = code == SQLITE_ROW;
    return true;
}

struct slice statement_text(struct statement *st, int column)
{
    const char *text = (const char *)sqlite3_column_text(st->st, column);
    struct slice s = {text, (size_t)sqlite3_column_bytes(st->st, column)};

    return text ? slice_copy(st->job, s) : SLICE("");
}

int64_t statement_int(struct statement *st, int column)
{
    return sqlite3_column_int64(st->st, column);
}

double statement_number(struct statement *st, int column)
{
    return sqlite3_column_double(st->st, column);
}

bool store_run(struct store *s, struct arena *job, struct err *err, const char *sql,
               const char *types, ...)
{
    struct statement *st;
    va_list values;
    bool row;

    va_start(values, types);
    st = prepare(s, job, err, sql, types, values);
    va_end(values);
    return st && statement_step(st, &row, err);
}

int64_t store_changed(struct store *s)
{
    return sqlite3_changes64(s->db);
}

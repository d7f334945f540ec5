/* runs.c - see runs.h */
#include "server/editor/runs.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/publish.h"
#include "indexer/sources.h"

enum { kinds = 2, politeness = 10 /* nice: requests go first */ };

struct runs {
    pthread_mutex_t lock;
    const char *data;
    pid_t running[kinds]; /* 0: none that we started */
};

struct runs *runs_new(const char *data)
{
    struct runs *r = calloc(1, sizeof *r);

    if (!r)
        abort();
    r->data = data;
    pthread_mutex_init(&r->lock, NULL);
    return r;
}

void runs_free(struct runs *r)
{
    if (!r)
        return;
    pthread_mutex_destroy(&r->lock);
    free(r);
}

/* Whether the process we started is still there; one that ended is forgotten. */
static bool alive(struct runs *r, enum account_of what)
{
    if (r->running[what] && waitpid(r->running[what], NULL, WNOHANG) != 0)
        r->running[what] = 0;
    return r->running[what] != 0;
}

/* This very program, even if its file was replaced meanwhile; silent, with signals as usual and
 * nothing of ours open. */
static int spawn(struct runs *r, enum account_of what, pid_t *child)
{
    char *args[] = {"kladez",        what == ACCOUNT_INDEX ? "index" : "lint", "--data",
                    (char *)r->data, what == ACCOUNT_INDEX ? "--quiet" : NULL, NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none;
    int failed;

    sigemptyset(&none);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&how);
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        posix_spawn_file_actions_addopen(&files, fd, "/dev/null", O_RDWR, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK);
    failed = posix_spawn(child, "/proc/self/exe", &files, &how, args, environ);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    return failed;
}

static bool start(struct runs *r, enum account_of what, struct err *err)
{
    struct arena *job = arena_new();
    struct texts sources;
    bool idle;

    runs_sources(r, job, &sources);
    idle = !alive(r, what) &&
           !slice_is(json_text(json_member(account_read(job, r->data, what), "state")), "running");
    arena_free(job);
    if (sources.count == 0)
        return err_set(err, ERR_CONFLICT, "nothing was indexed before that could be repeated");
    if (!idle)
        return err_set(err, ERR_CONFLICT, "such a run is under way");
    errno = spawn(r, what, &r->running[what]);
    if (errno) {
        r->running[what] = 0;
        return err_sys(err, "kladez cannot be started");
    }
    setpriority(PRIO_PROCESS, (id_t)r->running[what], politeness);
    return true;
}

bool runs_start(struct runs *r, enum account_of what, struct err *err)
{
    bool ok;

    pthread_mutex_lock(&r->lock);
    ok = start(r, what, err);
    pthread_mutex_unlock(&r->lock);
    return ok;
}

struct json *runs_read(struct runs *r, struct arena *job, enum account_of what)
{
    struct json *o;
    bool ours;

    pthread_mutex_lock(&r->lock);
    ours = alive(r, what); /* before it is read: what it wrote last is seen */
    o = account_read(job, r->data, what);
    pthread_mutex_unlock(&r->lock);
    if (ours && !slice_is(json_text(json_member(o, "state")), "running")) {
        o = json_object(job); /* it has said nothing yet, or its last word */
        json_add_text(o, "state", SLICE("running"));
    }
    return o;
}

bool runs_roll_back(struct runs *r, uint64_t generation, struct err *err)
{
    struct arena *held = arena_new();
    bool ok = build_lock(held, r->data, err) && publish_rollback(r->data, generation, err);

    arena_free(held);
    if (!ok && err->code == ERR_BUSY)
        err->code = ERR_CONFLICT;
    return ok;
}

void runs_sources(struct runs *r, struct arena *job, struct texts *out)
{
    const char **sources;
    struct err ignored;
    size_t count = 0;

    *out = (struct texts){0};
    if (!sources_recall(job, r->data, &sources, &count, &ignored))
        return;
    for (size_t i = 0; i < count; i++)
        texts_add(job, out, slice_of(sources[i]));
}

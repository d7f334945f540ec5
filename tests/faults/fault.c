/*
 * fault.c - base/fault.h as the tests link it: a plan of what goes wrong, and when.
 *
 * The environment's KLADEZ_FAULT is "kill:STEP", "kill:STEP:N", "fail:STEP" or "fail:STEP:N":
 * at the Nth time (the first, if it does not say) the step is reached, the process kills
 * itself as a crash would, or the step fails with "No space left on device". "fail:*:N" is the
 * Nth time any step is reached. Unit tests set the plan with fault_plan.
 */
#include "base/fault.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "tests/faults/fault_plan.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char plan[128];
static bool read_environment, kills;
static char step_wanted[64];
static long countdown, reached;

static void parse(const char *text)
{
    const char *step = strchr(text, ':'), *times;
    size_t len;

    memset(step_wanted, 0, sizeof step_wanted);
    countdown = 0;
    if (!step)
        return;
    kills = strncmp(text, "kill", 4) == 0;
    times = strchr(++step, ':');
    len = times ? (size_t)(times - step) : strlen(step);
    if (len >= sizeof step_wanted)
        return;
    memcpy(step_wanted, step, len);
    countdown = times ? strtol(times + 1, NULL, 10) : 1;
}

void fault_plan(const char *text)
{
    pthread_mutex_lock(&lock);
    read_environment = true;
    reached = 0;
    parse(text);
    pthread_mutex_unlock(&lock);
}

long fault_reached(void)
{
    return reached;
}

static bool is_time(const char *step)
{
    if (!read_environment) {
        const char *text = getenv("KLADEZ_FAULT");

        read_environment = true;
        if (text && strlen(text) < sizeof plan)
            parse(text);
    }
    reached++;
    if (countdown == 0 || (strcmp(step_wanted, "*") != 0 && strcmp(step_wanted, step) != 0))
        return false;
    return --countdown == 0;
}

bool fault_here(const char *step)
{
    bool now;

    pthread_mutex_lock(&lock);
    now = is_time(step);
    pthread_mutex_unlock(&lock);
    if (now && kills)
        raise(SIGKILL);
    errno = ENOSPC;
    return now;
}

/* Notes every change that a process makes to files under one folder, for the simulated power cut; or refuses one.
 *
 * Loaded before the C library (LD_PRELOAD). WRITE_LOG names the file of notes, WRITE_LOG_UNDER the folder to watch.
 * What goes to standard output is noted too: there the program says what it has saved. With REFUSE_FROM the change of
 * that number (counted from 0) and REFUSE_COUNT - 1 further ones fail with the error number REFUSE_WITH.
 *
 * One note is: operation, length of path, offset, length of data (all 64 bit), then path and data.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum operation { CREATED = 1, WRITTEN, LENGTH_SET, FLUSHED, REMOVED, RENAMED, FOLDER_MADE, FOLDER_REMOVED, SAID };

#define MOST_FILES 4096
static char *watched[MOST_FILES]; /* path of each open descriptor under the folder, or NULL */
static const char *under;
static int notes = -1;

#define THE_REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int is_watching(void)
{
    static int begun;
    if (!begun) {
        const char *file = getenv("WRITE_LOG");
        begun = 1;
        under = getenv("WRITE_LOG_UNDER");
        if (file && under)
            notes = THE_REAL(open)(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    }
    return notes >= 0;
}

static int is_under(const char *path)
{
    return is_watching() && path && strncmp(path, under, strlen(under)) == 0;
}

static void note(enum operation operation, const char *path, uint64_t offset, const void *data, uint64_t length)
{
    uint64_t head[4] = {operation, strlen(path), offset, data ? length : 0};
    size_t whole = sizeof head + head[1] + head[3];
    char *line = malloc(whole);
    memcpy(line, head, sizeof head);
    memcpy(line + sizeof head, path, head[1]);
    if (data)
        memcpy(line + sizeof head + head[1], data, head[3]);
    if (THE_REAL(write)(notes, line, whole) != (ssize_t)whole)
        abort();
    free(line);
}

static const char *path_of(int descriptor)
{
    return descriptor >= 0 && descriptor < MOST_FILES ? watched[descriptor] : NULL;
}

static long number_in(const char *name, long otherwise)
{
    const char *text = getenv(name);
    return text ? atol(text) : otherwise;
}

/* Whether the change that is about to be made is one of those that fail. */
static int is_refused(void)
{
    static long made, from = -2, count, with;
    if (from == -2) {
        from = number_in("REFUSE_FROM", -1);
        count = number_in("REFUSE_COUNT", 1);
        with = number_in("REFUSE_WITH", ENOSPC);
    }
    long mine = made++;
    if (from < 0 || mine < from || mine >= from + count)
        return 0;
    errno = with;
    return 1;
}

static int is_there(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0;
}

static void opened(int descriptor, const char *path, int flags, int was_there)
{
    if (descriptor < 0 || descriptor >= MOST_FILES)
        return;
    free(watched[descriptor]);
    watched[descriptor] = NULL;
    if (!is_under(path))
        return;
    watched[descriptor] = strdup(path);
    if ((flags & O_CREAT) && !was_there)
        note(CREATED, path, 0, NULL, 0);
    else if (flags & O_TRUNC)
        note(LENGTH_SET, path, 0, NULL, 0);
}

#define OPENING(name)                                                                                                  \
    int name(const char *path, int flags, ...)                                                                         \
    {                                                                                                                  \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        int mode = va_arg(rest, int);                                                                                  \
        va_end(rest);                                                                                                  \
        int was_there = is_there(path);                                                                                \
        if ((flags & O_CREAT) && is_under(path) && is_refused())                                                       \
            return -1;                                                                                                 \
        int descriptor = THE_REAL(name)(path, flags, mode);                                                            \
        opened(descriptor, path, flags, was_there);                                                                    \
        return descriptor;                                                                                             \
    }
OPENING(open)
OPENING(open64)

#define OPENING_AT(name)                                                                                               \
    int name(int folder, const char *path, int flags, ...)                                                             \
    {                                                                                                                  \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        int mode = va_arg(rest, int);                                                                                  \
        va_end(rest);                                                                                                  \
        int was_there = is_there(path);                                                                                \
        int descriptor = THE_REAL(name)(folder, path, flags, mode);                                                    \
        opened(descriptor, path, flags, was_there);                                                                    \
        return descriptor;                                                                                             \
    }
OPENING_AT(openat)
OPENING_AT(openat64)

#define WRITING_AT(name, offset_type)                                                                                  \
    ssize_t name(int descriptor, const void *data, size_t length, offset_type offset)                                  \
    {                                                                                                                  \
        if (path_of(descriptor) && is_refused())                                                                       \
            return -1;                                                                                                 \
        ssize_t done = THE_REAL(name)(descriptor, data, length, offset);                                               \
        if (done > 0 && path_of(descriptor))                                                                           \
            note(WRITTEN, path_of(descriptor), offset, data, done);                                                    \
        return done;                                                                                                   \
    }
WRITING_AT(pwrite, off_t)
WRITING_AT(pwrite64, off64_t)

ssize_t write(int descriptor, const void *data, size_t length)
{
    off_t offset = path_of(descriptor) ? lseek(descriptor, 0, SEEK_CUR) : 0;
    if (descriptor == STDOUT_FILENO && is_watching())
        note(SAID, "", 0, data, length);
    if (path_of(descriptor) && is_refused())
        return -1;
    ssize_t done = THE_REAL(write)(descriptor, data, length);
    if (done > 0 && path_of(descriptor))
        note(WRITTEN, path_of(descriptor), offset, data, done);
    return done;
}

#define SETTING_LENGTH(name, offset_type)                                                                              \
    int name(int descriptor, offset_type length)                                                                       \
    {                                                                                                                  \
        int answer = THE_REAL(name)(descriptor, length);                                                               \
        if (answer == 0 && path_of(descriptor))                                                                        \
            note(LENGTH_SET, path_of(descriptor), length, NULL, 0);                                                    \
        return answer;                                                                                                 \
    }
SETTING_LENGTH(ftruncate, off_t)
SETTING_LENGTH(ftruncate64, off64_t)

#define FLUSHING(name)                                                                                                 \
    int name(int descriptor)                                                                                           \
    {                                                                                                                  \
        if (path_of(descriptor) && is_refused())                                                                       \
            return -1;                                                                                                 \
        int answer = THE_REAL(name)(descriptor);                                                                       \
        if (answer == 0 && path_of(descriptor))                                                                        \
            note(FLUSHED, path_of(descriptor), 0, NULL, 0);                                                            \
        return answer;                                                                                                 \
    }
FLUSHING(fsync)
FLUSHING(fdatasync)

#define REMOVING(name, operation)                                                                                      \
    int name(const char *path)                                                                                         \
    {                                                                                                                  \
        int answer = THE_REAL(name)(path);                                                                             \
        if (answer == 0 && is_under(path))                                                                             \
            note(operation, path, 0, NULL, 0);                                                                         \
        return answer;                                                                                                 \
    }
REMOVING(unlink, REMOVED)
REMOVING(rmdir, FOLDER_REMOVED)

int mkdir(const char *path, mode_t mode)
{
    if (is_under(path) && is_refused())
        return -1;
    int answer = THE_REAL(mkdir)(path, mode);
    if (answer == 0 && is_under(path))
        note(FOLDER_MADE, path, 0, NULL, 0);
    return answer;
}

int rename(const char *from, const char *to)
{
    if (is_under(from) && is_refused())
        return -1;
    int answer = THE_REAL(rename)(from, to);
    if (answer == 0 && is_under(from))
        note(RENAMED, from, 0, to, strlen(to));
    return answer;
}

int close(int descriptor)
{
    if (path_of(descriptor)) {
        free(watched[descriptor]);
        watched[descriptor] = NULL;
    }
    return THE_REAL(close)(descriptor);
}

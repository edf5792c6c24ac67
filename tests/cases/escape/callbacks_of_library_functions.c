//!flags -m=1
//!args -D_GNU_SOURCE
/* What the library hands to a function that it is given. */
#include <ftw.h>
#include <pthread.h>
#include <search.h>
#include <signal.h>
#include <stdlib.h>

const void *kept;

static int look(const void *a, const void *b) { return *(const char *)a - *(const char *)b; }
static int keep(const void *a, const void *b) { kept = b; return a < b; }
static int look_at_three(const void *a, const void *b, void *c) { return *(const char *)a - *(const char *)b + *(char *)c; }
static int keep_the_third(const void *a, const void *b, void *c) { kept = c; return a < b; }
static void walk(const void *node, VISIT visit, int depth) { (void)node, (void)visit, (void)depth; }
static void walk_and_keep(const void *node, VISIT visit, int depth) { kept = *(void *const *)node; (void)visit, (void)depth; }
static void *run(void *p) { *(char *)p = 1; return NULL; }
static void *hand_back(void *p) { return p; }
static void at_end(void) { kept = NULL; }
static void on_signal(int number) { (void)number; }
static int on_file(const char *path, const struct stat *st, int type) { (void)path, (void)st; return type; }
static int on_file_and_keep(const char *path, const struct stat *st, int type) { kept = st; return path && type; }

void searched(void)
{
	char *p = malloc(8), key = 3; //! missed escape HeapCouldBeStack

	bsearch(&key, p, 8, 1, look);
	free(p);
}

void searched_by_one_that_keeps(void)
{
	char *p = malloc(8), key = 3; //! analysis escape Escapes "passed to keep"

	bsearch(&key, p, 8, 1, keep);
	free(p);
}

void found_and_kept(void)
{
	char *p = malloc(8), key = 3; //! analysis escape Escapes "stored in global kept"

	kept = bsearch(&key, p, 8, 1, look);
}

void sorted_with_a_context(void)
{
	char *p = malloc(8), *context = malloc(1); //! missed escape HeapCouldBeStack "malloc(8)" //! missed escape HeapCouldBeStack "malloc(1)"

	qsort_r(p, 8, 1, look_at_three, context);
	free(p);
	free(context);
}

void sorted_with_a_context_that_is_kept(void)
{
	char *p = malloc(8), *context = malloc(1); //! missed escape HeapCouldBeStack "malloc(8)" //! analysis escape Escapes "malloc(1)"

	qsort_r(p, 8, 1, keep_the_third, context);
	free(p);
}

void in_a_tree(void)
{
	void *root = NULL;
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	tsearch(p, &root, look);
	twalk(root, walk);
	tdelete(p, &root, look);
	free(p);
}

void in_a_tree_whose_keys_are_kept(void)
{
	void *root = NULL;
	char *p = malloc(8); //! analysis escape Escapes "passed to walk_and_keep"

	tsearch(p, &root, look);
	twalk(root, walk_and_keep);
}

void to_a_thread(void)
{
	pthread_t thread;
	char *p = malloc(8); //! analysis escape Escapes "passed to pthread_create, which keeps it"

	pthread_create(&thread, NULL, run, p);
}

void *from_a_thread(pthread_t thread)
{
	pthread_t other;
	void *result = NULL;

	pthread_create(&other, NULL, hand_back, malloc(8)); //! analysis escape Escapes "passed to pthread_create, which keeps it"
	pthread_join(thread, &result);
	return result;
}

void handlers(const char *path)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	atexit(at_end);
	signal(SIGTERM, on_signal);
	ftw(path, on_file, 8);
	ftw(path, on_file_and_keep, 8);
	free(p);
}

void by_whom_nobody_knows(int (*compare)(const void *, const void *))
{
	char *p = malloc(8); //! analysis escape Escapes "unknown callback of qsort"

	qsort(p, 8, 1, compare);
	free(p);
}

int main(void) { return 0; }

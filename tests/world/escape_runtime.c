/*
 * The run-time side of escape_sound.sh: linked into a program whose allocation sites were marked by escape_cc, it watches
 * whether a block that whynot calls local to a function is still in use after that function has returned.
 *
 * escape_cc inserts three calls: whynot_enter() where a function with marked sites starts, whynot_site() behind each marked
 * call with the pointer that it returned, and whynot_leave() before the function returns, with its pointer if it returns one. The allocator's functions are
 * replaced by ones that keep a table of all live blocks and pass on to glibc's own.
 *
 * A claim is one block from one site in one activation of its function, which is told by its frame address. When the
 * activation ends with the block alive, the block is marked as left behind. Then these are violations:
 *	freed, realloc     somebody gives it back later: so somebody still had it
 *	reachable          at the end of the process, a pointer to it is found from global variables through live blocks;
 *	                   conservatively, any word that looks like one counts
 *	return             at the return, a pointer to it is found in the same way, or from its callers' frames, or is returned; only
 *	                   the first few times, and in the main thread
 *	overlap            of HeapCouldBeStack only: the site gives a second block while the same activation's first one is alive,
 *	                   so one local buffer could not hold both
 * A block left behind that nobody ever touches is a leak, and no violation. A frame that longjmp() jumped over ends when a
 * function is entered, or a block is freed, above it.
 *
 * Lines are appended to the file that WHYNOT_ESCAPE_LOG names: "violation KIND SITE PROGRAM SIZE PID ADDRESS..." with the
 * addresses of the callers, relative to the program, and at the end of each process "hits SITE CLAIMS LEFT" for each site that was met.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MOST_SITES = 4096, MOST_CALLERS = 8, MOST_SHIFT = 32, MOST_SAID = 8, MOST_OVERLAP = 64, MOST_LAYERS = 4, MOST_SEARCHED = 4, MAIN_STACK = 8 << 20 };

enum site_flags { SITE_ONE_AT_A_TIME = 1 };

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);
extern void *__libc_stack_end;
extern char __executable_start, etext;

void whynot_enter(void *frame);
void whynot_leave(void *frame, void *value);
void whynot_site(void *p, int site, int flags, void *frame);
void whynot_site_out(void **p, int site, int flags, void *frame);

struct block {
	uintptr_t base;          /* 0: a free slot; 1: one that was used */
	size_t size;
	uint64_t serial;         /* tells blocks at the same address apart */
	int left[MOST_LAYERS];   /* the sites whose functions have returned: an allocator may be called through others */
	int n_left;
	int claimed;             /* the site of the claim that is still open, or -1 */
	uintptr_t frame;         /* of that claim */
	const void *thread;
	bool marked;
};

struct claim {
	uintptr_t base, frame;
	uint64_t serial;
	int site;
};

/* What is said of one site. */
struct site {
	unsigned long n_claims, n_left;
	unsigned n_said, n_searched;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct block *blocks;
static size_t n_slots, n_used;   /* n_used: slots that are not free, used ones included */
static uint64_t last_serial;
static struct site sites[MOST_SITES];

/* The open claims of this thread, the newest last. */
static __thread struct claim *claims;
static __thread size_t n_claims, claims_cap;
static __thread char thread_mark;

/* ---- the table of live blocks: open addressing, memory from mmap, under the lock ---------------------------------------- */

static void *pages(size_t bytes)
{
	void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		_exit(99);
	return p;
}

static size_t slot_of(uintptr_t base)
{
	return (size_t)((base >> 4) * 0x9e3779b97f4a7c15u) & (n_slots - 1);
}

static struct block *find_block(uintptr_t base)
{
	if (!n_slots || base < 4096)
		return NULL;
	for (size_t i = slot_of(base); blocks[i].base; i = (i + 1) & (n_slots - 1))
		if (blocks[i].base == base)
			return &blocks[i];
	return NULL;
}

static void place_block(struct block b)
{
	size_t i = slot_of(b.base);

	while (blocks[i].base)
		i = (i + 1) & (n_slots - 1);
	blocks[i] = b;
	n_used++;
}

static void grow(void)
{
	struct block *old = blocks;
	size_t n_old = n_slots, n_live = 0;

	for (size_t i = 0; i < n_old; i++)
		n_live += old[i].base > 1;
	n_slots = 1024;
	while (n_slots < n_live * 4)
		n_slots *= 2;
	blocks = pages(n_slots * sizeof *blocks);
	n_used = 0;
	for (size_t i = 0; i < n_old; i++)
		if (old[i].base > 1)
			place_block(old[i]);
	if (old)
		munmap(old, n_old * sizeof *old);
}

static void add_block(void *p, size_t size)
{
	if (!p)
		return;
	pthread_mutex_lock(&lock);
	if (n_used * 2 >= n_slots)
		grow();
	place_block((struct block){ .base = (uintptr_t)p, .size = size, .serial = ++last_serial, .claimed = -1 });
	pthread_mutex_unlock(&lock);
}

/* ---- saying ------------------------------------------------------------------------------------------------------------- */

static void say(const char *format, ...)
{
	const char *path = getenv("WHYNOT_ESCAPE_LOG");
	char line[512];
	va_list ap;
	int fd, len;

	va_start(ap, format);
	len = vsnprintf(line, sizeof line, format, ap);
	va_end(ap);
	fd = path ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666) : -1;
	if (fd < 0 || write(fd, line, (size_t)len) != len)
		fprintf(stderr, "escape_runtime: WHYNOT_ESCAPE_LOG cannot be written: %s", line);
	if (fd >= 0)
		close(fd);
}

static int first_base(struct dl_phdr_info *info, size_t size, void *base)
{
	(void)size;
	*(uintptr_t *)base = info->dlpi_addr;
	return 1;
}

/* Return addresses by the chain of frame pointers, which escape_cc keeps in all that it compiles. */
static void write_callers(void *frame, char *text, size_t cap)
{
	uintptr_t base = 0, *at = frame;
	size_t len = 0;

	dl_iterate_phdr(first_base, &base);
	text[0] = '\0';
	for (int i = 0; i < MOST_CALLERS && at; i++) {
		uintptr_t *next = (uintptr_t *)at[0];

		len += (size_t)snprintf(text + len, cap - len, " %lx", (unsigned long)(at[1] - base - 1));
		if (next <= at || (uintptr_t)next - (uintptr_t)at > 1u << 20 || (uintptr_t)next % sizeof *next)
			break;
		at = next;
	}
}

static void violation(const char *kind, int site, size_t size, void *frame)
{
	char callers[MOST_CALLERS * 18 + 1] = "";

	if (sites[site].n_said++ >= MOST_SAID)
		return;
	if (frame)
		write_callers(frame, callers, sizeof callers);
	say("violation %s %d %s %zu %d%s\n", kind, site, program_invocation_short_name, size, (int)getpid(), callers);
}

/* ---- what can be reached ---------------------------------------------------------------------------------------------------- */

struct sorted {
	struct block **items;
	size_t n, cap;
	struct block **todo;     /* marked, and still to be looked through */
	size_t n_todo;
	bool only_starts;        /* a pointer into a block does not count, only one to its start */
	size_t n_objects;
};

/* A heap sort, since qsort() may allocate. */
static void sift(struct block **items, size_t i, size_t n)
{
	for (size_t child; (child = 2 * i + 1) < n; i = child) {
		struct block *swap = items[i];

		if (child + 1 < n && items[child + 1]->base > items[child]->base)
			child++;
		if (items[child]->base <= swap->base)
			return;
		items[i] = items[child];
		items[child] = swap;
	}
}

static void sort_range(struct block **items, size_t n)
{
	for (size_t i = n / 2; i--;)
		sift(items, i, n);
	while (n > 1) {
		struct block *last = items[--n];

		items[n] = items[0];
		items[0] = last;
		sift(items, 0, n);
	}
}

static void mark_word(struct sorted *s, uintptr_t word)
{
	size_t low = 0, high = s->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->items[mid]->base <= word)
			low = mid + 1;
		else
			high = mid;
	}
	if (!low || word - s->items[low - 1]->base > (s->only_starts ? 0 : s->items[low - 1]->size) || s->items[low - 1]->marked)
		return;
	s->items[low - 1]->marked = true;
	s->todo[s->n_todo++] = s->items[low - 1];
}

static void mark_range(struct sorted *s, uintptr_t from, uintptr_t to)
{
	from = (from + sizeof from - 1) & ~(sizeof from - 1);
	for (; from + sizeof from <= to; from += sizeof from) {
		uintptr_t word;

		memcpy(&word, (const void *)from, sizeof word);
		mark_word(s, word);
	}
}

/* In libraries, glibc's allocator has words that point between blocks. */
static int mark_segments(struct dl_phdr_info *info, size_t size, void *context)
{
	struct sorted *s = context;

	(void)size;
	s->only_starts = s->n_objects++ > 0;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *h = &info->dlpi_phdr[i];

		if (h->p_type == PT_LOAD && h->p_flags & PF_W)
			mark_range(s, info->dlpi_addr + h->p_vaddr, info->dlpi_addr + h->p_vaddr + h->p_memsz);
	}
	return 0;
}

static void sort_blocks(struct sorted *s)
{
	*s = (struct sorted){ .n = 0 };
	for (size_t i = 0; i < n_slots; i++)
		s->n += blocks[i].base > 1;
	s->cap = s->n;
	s->items = pages((s->cap + 1) * sizeof *s->items);
	s->todo = pages((s->cap + 1) * sizeof *s->todo);
	s->n = 0;
	for (size_t i = 0; i < n_slots; i++)
		if (blocks[i].base > 1)
			s->items[s->n++] = &blocks[i];
	sort_range(s->items, s->n);
}

/* Marks every block that is found from global variables, from the stack above `frame`, and from the value. */
static void mark_reachable(struct sorted *s, uintptr_t frame, uintptr_t value)
{
	sort_blocks(s);
	for (size_t i = 0; i < s->n; i++)
		s->items[i]->marked = false;
	mark_word(s, value);
	mark_range(s, frame, (uintptr_t)__libc_stack_end);
	dl_iterate_phdr(mark_segments, s);
	s->only_starts = false;
	while (s->n_todo) {
		struct block *b = s->todo[--s->n_todo];

		mark_range(s, b->base, b->base + b->size);
	}
}

static void end_marking(struct sorted *s)
{
	munmap(s->items, (s->cap + 1) * sizeof *s->items);
	munmap(s->todo, (s->cap + 1) * sizeof *s->todo);
}

/* ---- claims ------------------------------------------------------------------------------------------------------------- */

static bool is_open(const struct claim *c)
{
	const struct block *b = find_block(c->base);

	return b && b->serial == c->serial;
}

/* Under the lock: the claim's activation is over. */
static void leave_behind(const struct claim *c)
{
	struct block *b = find_block(c->base);

	if (!b || b->serial != c->serial)
		return;
	if (b->n_left < MOST_LAYERS)
		b->left[b->n_left++] = c->site;
	sites[c->site].n_left++;
	if (b->claimed == c->site && b->frame == c->frame)
		b->claimed = -1;
}

/* The stack grows down: activations at and below `frame` are over. */
static void end_activations(uintptr_t frame)
{
	if (!n_claims || claims[n_claims - 1].frame > frame)
		return;
	pthread_mutex_lock(&lock);
	while (n_claims && claims[n_claims - 1].frame <= frame)
		leave_behind(&claims[--n_claims]);
	pthread_mutex_unlock(&lock);
}

/* Under the lock: of the claims that end with this frame, is there one to look for? A search costs, so the first few do. */
static bool wants_search(uintptr_t frame)
{
	if (!n_claims || (uintptr_t)&frame > (uintptr_t)__libc_stack_end || frame > (uintptr_t)__libc_stack_end ||
	    (uintptr_t)__libc_stack_end - frame > MAIN_STACK)
		return false;
	for (size_t i = n_claims; i-- && claims[i].frame == frame;)
		if (is_open(&claims[i]) && sites[claims[i].site].n_searched < MOST_SEARCHED) {
			sites[claims[i].site].n_searched++;
			return true;
		}
	return false;
}

void whynot_enter(void *frame)
{
	end_activations((uintptr_t)frame);
}

/* `value` is what the function returns, if that is a pointer. */
void whynot_leave(void *frame, void *value)
{
	struct sorted s;

	end_activations((uintptr_t)frame - 1);
	pthread_mutex_lock(&lock);
	if (wants_search((uintptr_t)frame)) {
		mark_reachable(&s, (uintptr_t)frame + 2 * sizeof frame, (uintptr_t)value);
		end_marking(&s);
		for (size_t i = n_claims; i-- && claims[i].frame == (uintptr_t)frame;) {
			const struct block *b = is_open(&claims[i]) ? find_block(claims[i].base) : NULL;

			if (b && b->marked)
				violation("return", claims[i].site, b->size, frame);
		}
	}
	pthread_mutex_unlock(&lock);
	end_activations((uintptr_t)frame);
}

/* Drops claims of blocks that are gone. */
static void make_room(void)
{
	size_t kept = 0;

	for (size_t i = 0; i < n_claims; i++)
		if (is_open(&claims[i]))
			claims[kept++] = claims[i];
	n_claims = kept;
	if (n_claims * 2 >= claims_cap) {
		size_t cap = claims_cap ? claims_cap * 2 : 256;
		struct claim *bigger = pages(cap * sizeof *bigger);

		if (n_claims)
			memcpy(bigger, claims, n_claims * sizeof *claims);
		if (claims)
			munmap(claims, claims_cap * sizeof *claims);
		claims = bigger;
		claims_cap = cap;
	}
}

/* An allocator may put a head of its own, of any length, in front of what it hands out. Blocks lie at multiples of 16. */
static struct block *block_around(uintptr_t p)
{
	uintptr_t aligned = p & ~(uintptr_t)15;

	for (unsigned shift = 0; shift <= MOST_SHIFT; shift += 16) {
		struct block *b = find_block(aligned - shift);

		if (b)
			return p - b->base < b->size || p == b->base ? b : NULL;
	}
	return NULL;
}

static bool has_overlap(int site, uintptr_t frame)
{
	size_t n = 0;

	for (size_t i = n_claims; i-- && claims[i].frame == frame && n++ < MOST_OVERLAP;)
		if (claims[i].site == site && is_open(&claims[i]))
			return true;
	return false;
}

void whynot_site(void *p, int site, int flags, void *frame)
{
	struct block *b;
	bool overlap = false;

	if (!p || site < 0 || site >= MOST_SITES)
		return;
	end_activations((uintptr_t)frame - 1);
	pthread_mutex_lock(&lock);
	b = block_around((uintptr_t)p);
	if (b) {
		if (n_claims == claims_cap)
			make_room();
		overlap = flags & SITE_ONE_AT_A_TIME && has_overlap(site, (uintptr_t)frame);
		sites[site].n_claims++;
		b->claimed = site;
		b->frame = (uintptr_t)frame;
		b->thread = &thread_mark;
		claims[n_claims++] = (struct claim){ b->base, (uintptr_t)frame, b->serial, site };
	}
	pthread_mutex_unlock(&lock);
	if (overlap)
		violation("overlap", site, b->size, __builtin_frame_address(0));
}

/* For functions that give their memory through a parameter. */
void whynot_site_out(void **p, int site, int flags, void *frame)
{
	if (p)
		whynot_site(*p, site, flags, frame);
}

/* ---- the allocator's functions -------------------------------------------------------------------------------------------- */

/*
 * The frame of who called the allocator's function with this frame; 0 if it is not one of the program's own functions, which
 * alone are known to keep frame pointers.
 */
static uintptr_t caller_of(void *frame)
{
	uintptr_t *at = frame;

	return at[1] >= (uintptr_t)&__executable_start && at[1] < (uintptr_t)&etext ? at[0] : 0;
}

/* Takes the block out of the table, and tells if that should not happen. */
static void remove_block(void *p, const char *kind, void *frame)
{
	struct block *b, was = { .claimed = -1 };

	if (!p)
		return;
	pthread_mutex_lock(&lock);
	b = find_block((uintptr_t)p);
	if (b) {
		was = *b;
		b->base = 1;
	}
	pthread_mutex_unlock(&lock);
	/* Its function was left by longjmp(), and no other function has been entered since. */
	if (was.claimed >= 0 && was.n_left < MOST_LAYERS && was.thread == &thread_mark && was.frame < caller_of(frame))
		was.left[was.n_left++] = was.claimed;
	for (int i = 0; i < was.n_left; i++)
		violation(kind, was.left[i], was.size, frame);
}

void *malloc(size_t size)
{
	void *p = __libc_malloc(size);

	add_block(p, size);
	return p;
}

void *calloc(size_t n, size_t size)
{
	void *p = __libc_calloc(n, size);

	add_block(p, n * size);
	return p;
}

/* glibc's may fail and keep the old block: the table is then wrong for one that nobody counts on after such a failure. */
void *realloc(void *old, size_t size)
{
	void *p;

	remove_block(old, "realloc", __builtin_frame_address(0));
	p = __libc_realloc(old, size);
	add_block(p, size);
	return p;
}

void free(void *p)
{
	remove_block(p, "freed", __builtin_frame_address(0));
	__libc_free(p);
}

void *memalign(size_t alignment, size_t size)
{
	void *p = __libc_memalign(alignment, size);

	add_block(p, size);
	return p;
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
	void *p = memalign(alignment, size);

	if (!p)
		return 12; /* ENOMEM */
	*out = p;
	return 0;
}

/* ---- start and end of the process -------------------------------------------------------------------------------------------- */

static void take_lock(void)
{
	pthread_mutex_lock(&lock);
}

static void give_lock(void)
{
	pthread_mutex_unlock(&lock);
}

/* A child that is forked while another thread allocates must not find the lock taken. */
__attribute__((constructor)) static void at_the_start(void)
{
	pthread_atfork(take_lock, give_lock, give_lock);
}

__attribute__((destructor)) static void at_the_end(void)
{
	struct sorted s;
	bool any_left = false;

	for (int i = 0; i < MOST_SITES; i++)
		any_left |= sites[i].n_left > 0;
	if (any_left) {
		mark_reachable(&s, (uintptr_t)__libc_stack_end, 0);
		for (size_t i = 0; i < s.n; i++)
			for (int k = 0; k < s.items[i]->n_left && s.items[i]->marked; k++)
				violation("reachable", s.items[i]->left[k], s.items[i]->size, NULL);
	}
	for (int i = 0; i < MOST_SITES; i++)
		if (sites[i].n_claims)
			say("hits %d %lu %lu\n", i, sites[i].n_claims, sites[i].n_left);
}

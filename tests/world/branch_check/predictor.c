/*
 * The run-time part of branches_predicted.py: every conditional jump of the program calls branch_seen, and a TAGE predictor
 * (Seznec and Michaud, "A case for (partially) tagged geometric history length branch prediction", 2006) guesses it. When the
 * program ends, what happened at each jump is appended to the file $BRANCHES_OUT.
 *
 * Compiled with -mgeneral-regs-only, since the jumps' surroundings keep their vector registers. Not for programs with threads.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* As branches_predicted.py writes them into the section branch_sites. */
struct site {
	uint64_t executed, taken, mispredicted;
	const char *place;
};

extern struct site __start_branch_sites[], __stop_branch_sites[];

enum { N_TABLES = 12, LOG_ENTRIES = 10, LOG_BASE = 13, HISTORY = 1024, TAG_BITS = 11 };

/* Geometric, from 4 to 640. */
static const unsigned lengths[N_TABLES] = { 4, 6, 10, 16, 25, 40, 64, 101, 160, 254, 403, 640 };

struct entry {
	uint16_t tag;
	int8_t counter;     /* -4..3: taken if not negative */
	uint8_t useful;     /* 0..3 */
};

/* The youngest bits of the history, folded into `width` bits by exclusive or. */
struct folded {
	uint32_t value;
	unsigned length, width, out;
};

static struct entry tables[N_TABLES][1 << LOG_ENTRIES];
static int8_t base[1 << LOG_BASE];                 /* -2..1 */
static uint8_t history[HISTORY];
static unsigned head;                              /* of the history; the youngest is at head */
static struct folded index_fold[N_TABLES], tag_fold[N_TABLES], tag_fold2[N_TABLES];
static int use_alternative;                        /* whether new entries are to be believed, -8..7 */
static unsigned tick;
static uint32_t noise = 1;
static int is_ready;

static void fold_init(struct folded *f, unsigned length, unsigned width)
{
	*f = (struct folded){ 0, length, width, length % width };
}

static void fold_shift(struct folded *f)
{
	f->value = (f->value << 1) | history[head];
	f->value ^= (uint32_t)history[(head + f->length) % HISTORY] << f->out;
	f->value ^= f->value >> f->width;
	f->value &= (1u << f->width) - 1;
}

static void finish(void)
{
	const char *path = getenv("BRANCHES_OUT");
	FILE *f = path ? fopen(path, "a") : NULL;

	if (!f)
		return;
	for (struct site *s = __start_branch_sites; s < __stop_branch_sites; s++)
		if (s->executed)
			fprintf(f, "%lu\t%lu\t%lu\t%s\n", s->executed, s->taken, s->mispredicted, s->place);
	fclose(f);
}

static void start(void)
{
	is_ready = 1;
	for (unsigned i = 0; i < N_TABLES; i++) {
		fold_init(&index_fold[i], lengths[i], LOG_ENTRIES);
		fold_init(&tag_fold[i], lengths[i], TAG_BITS);
		fold_init(&tag_fold2[i], lengths[i], TAG_BITS - 1);
	}
	atexit(finish);
}

static void count(int8_t *counter, int up, int low, int high)
{
	if (up && *counter < high)
		++*counter;
	if (!up && *counter > low)
		--*counter;
}

static uint32_t next_noise(void)
{
	noise ^= noise << 13;
	noise ^= noise >> 17;
	noise ^= noise << 5;
	return noise;
}

/* A mispredicted jump gets an entry in a table of longer history than the one that was wrong. */
static void allocate(struct entry *found[N_TABLES], const uint16_t *tags, int provider, int taken)
{
	int first = provider + 1, done = 0;

	if (first < N_TABLES - 1 && (next_noise() & 1))
		first++;
	for (int i = first; i < N_TABLES && !done; i++) {
		if (found[i]->useful)
			continue;
		*found[i] = (struct entry){ tags[i], (int8_t)(taken ? 0 : -1), 0 };
		done = 1;
	}
	for (int i = first; i < N_TABLES && !done; i++)
		found[i]->useful--;
}

static void age(void)
{
	if (++tick & ((1u << 18) - 1))
		return;
	for (unsigned i = 0; i < N_TABLES; i++)
		for (unsigned k = 0; k < 1u << LOG_ENTRIES; k++)
			tables[i][k].useful >>= 1;
}

/* Guesses, learns, and returns whether the guess was right. */
static int predict(uint32_t pc, int taken)
{
	struct entry *found[N_TABLES];
	uint16_t tags[N_TABLES];
	int8_t *simple = &base[pc & ((1 << LOG_BASE) - 1)];
	int provider = -1, other = -1, guess, alternative, longest;

	for (int i = 0; i < N_TABLES; i++) {
		uint32_t at = (pc ^ pc >> (LOG_ENTRIES - i % 4) ^ index_fold[i].value) & ((1 << LOG_ENTRIES) - 1);

		tags[i] = (uint16_t)((pc ^ tag_fold[i].value ^ tag_fold2[i].value << 1) & ((1 << TAG_BITS) - 1));
		found[i] = &tables[i][at];
		if (found[i]->tag == tags[i]) {
			other = provider;
			provider = i;
		}
	}
	alternative = other >= 0 ? found[other]->counter >= 0 : *simple >= 0;
	longest = provider >= 0 ? found[provider]->counter >= 0 : alternative;
	guess = longest;
	if (provider >= 0) {
		int is_new = !found[provider]->useful && (found[provider]->counter == 0 || found[provider]->counter == -1);

		if (is_new && use_alternative >= 0)
			guess = alternative;
		if (is_new && longest != alternative)
			use_alternative += alternative == taken ? use_alternative < 7 : -(use_alternative > -8);
		if (longest != alternative) {
			if (longest == taken && found[provider]->useful < 3)
				found[provider]->useful++;
			if (longest != taken && found[provider]->useful)
				found[provider]->useful--;
		}
		count(&found[provider]->counter, taken, -4, 3);
		if (!found[provider]->useful && other < 0)
			count(simple, taken, -2, 1);
	} else {
		count(simple, taken, -2, 1);
	}
	if (guess != taken && provider < N_TABLES - 1)
		allocate(found, tags, provider, taken);
	age();
	return guess == taken;
}

void branch_record(struct site *s, int taken);

void branch_record(struct site *s, int taken)
{
	uint32_t number = (uint32_t)(s - __start_branch_sites);

	if (!is_ready)
		start();
	s->executed++;
	s->taken += (unsigned)taken;
	/* The number stands for the address: scattered, as addresses are. */
	s->mispredicted += !predict(number * 0x9e3779b1u >> 7, taken);
	head = (head + HISTORY - 1) % HISTORY;
	history[head] = (uint8_t)taken;
	for (unsigned i = 0; i < N_TABLES; i++) {
		fold_shift(&index_fold[i]);
		fold_shift(&tag_fold[i]);
		fold_shift(&tag_fold2[i]);
	}
}

/* %rdi: the site; %al: taken. Keeps every register but those two, which the jump's surroundings save, and not the flags. */
__asm__(".text\n.globl branch_seen\n.type branch_seen,@function\nbranch_seen:\n"
	"pushq %rbp\nmovq %rsp, %rbp\n"
	"pushq %rcx\npushq %rdx\npushq %rsi\npushq %r8\npushq %r9\npushq %r10\npushq %r11\npushq %rbx\n"
	"movq %rsp, %rbx\nandq $-16, %rsp\ncld\n"
	"movzbl %al, %esi\ncall branch_record@PLT\n"
	"movq %rbx, %rsp\n"
	"popq %rbx\npopq %r11\npopq %r10\npopq %r9\npopq %r8\npopq %rsi\npopq %rdx\npopq %rcx\npopq %rbp\nret\n"
	".size branch_seen, .-branch_seen\n");

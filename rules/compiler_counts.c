/* The summary's line about remarks: what was read, what became of it, and how many findings each level has for the size of the code. */
#include "rules/compiler_judge.h"

/* Lines of the project's files that are not blank. A file counts once, in its first configuration. */
static uint64_t n_lines(const struct program *p)
{
	uint64_t n = 0;

	for (size_t i = 0; i < p->n_files; i++) {
		const struct program_file *f = &p->files[i];
		const struct file_facts *facts = f->n_variants ? &p->variants[p->variants_by_file[f->first_variant]].facts : NULL;

		if (facts && facts->contents.n && !(f->flags & FILE_FLAG_SYSTEM))
			n += facts->contents.items[0].n_lines;
	}
	return n;
}

void count_remarks(struct judge *j)
{
	const struct program *p = j->program;
	uint64_t lines = n_lines(p), n[LEVEL_EVERYTHING + 1] = { 0 };
	struct strbuf note = STRBUF_INIT;

	if (!p->n_remarks_read)
		return;
	for (size_t i = 0; i < p->n_remarks; i++)
		n[j->remarks[i].level]++;
	strbuf_addf(&note, "%llu remark%s read: %llu exact repeat%s", (unsigned long long)p->n_remarks_read, plural(p->n_remarks_read),
		    (unsigned long long)p->n_remarks_repeated, plural(p->n_remarks_repeated));
	for (int level = LEVEL_VERDICT; level <= LEVEL_EVERYTHING; level++) {
		strbuf_addf(&note, ", %llu from -m=%d", (unsigned long long)n[level], level);
		if (lines)
			strbuf_addf(&note, " (%.1f per 1,000 lines)", (double)n[level] * 1000 / (double)lines);
	}
	emit_note(j->emitter, note.text);
	strbuf_release(&note);
}

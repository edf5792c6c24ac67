/* What a function does with its pointer parameters: the contract that its callers can count on. */
#include "rules/escape_judge.h"


static void begin(struct judging *j, uint32_t name, uint32_t param, const char *words)
{
	const struct escape_body *b = &j->s->f->bodies[0];
	const struct fact_location *l = &b->locations[param];
	struct srcloc at = judging_place(j, b, l->at);
	const char *text = sid_is_none(l->name) ? "(unnamed)" : program_text(j->s->ep->program, l->name);

	emit_begin(j->e, name, j->s->f->name, at);
	emit_text(j->e, words);
	emit_arg(j->e, "Param", text, at);
}

static void emit_leak(struct judging *j, uint32_t name, uint32_t param, const char *words, const struct escape_path *path)
{
	struct strbuf sink = STRBUF_INIT;

	escape_path_words(j->s, path, &sink);
	begin(j, name, param, words);
	if (path->end == PATH_RESULT) {
		emit_text(j->e, " to result");
	} else {
		emit_text(j->e, ": ");
		emit_arg(j->e, "Sink", sink.text, escape_path_place(j->s, path));
	}
	escape_path_emit(j->s, path, j->e);
	emit_end(j->e);
	judging_count(j, path);
	strbuf_release(&sink);
}

static bool keep_place(struct judging *j, struct kept_place *place, uint32_t content)
{
	struct path_goal goal = { .outside = true, .own = GRAPH_NONE, .known = true };
	struct strbuf how = STRBUF_INIT;
	struct escape_path path;

	escape_path_find(j->s, content, &goal, &path);
	if (path.end != PATH_NONE) {
		escape_path_how(j->s, &path, &how);
		*place = (struct kept_place){ .at = escape_path_place(j->s, &path), .how = arena_strdup(&j->s->ep->memory, how.text),
					      .unknown = escape_path_unknown(j->s, &path) };
	}
	escape_path_release(&path);
	strbuf_release(&how);
	return place->how;
}

static bool is_kept_param(const struct summary_edge *e)
{
	return e->in == VISIBLE_OUTSIDE && e->what >= VISIBLE_PARAMS;
}

/* What only flows in an impossible order bring outside is not outside; then nobody there writes it either. */
static void refine(struct judging *j)
{
	struct solver *s = j->s;
	struct path_goal goal = { .outside = true, .own = GRAPH_NONE };
	uint64_t never = 0;

	for (uint32_t i = 0; i < s->f->summary.n_edges; i++) {
		uint32_t what = s->f->summary.edges[i].what - VISIBLE_PARAMS;
		struct escape_path path;

		if (!is_kept_param(&s->f->summary.edges[i]) || what >= 64)
			continue;
		escape_path_find(s, s->contents[what], &goal, &path);
		never |= path.is_refuted ? (uint64_t)1 << what : 0;
		escape_path_release(&path);
	}
	if (!never)
		return;
	s->f->never_outside |= never;
	if (solver_run(s, s->ep, s->f))
		solver_summarise(s, false);
}

bool judge_places(struct judging *j)
{
	struct summary *sum = &j->s->f->summary;
	bool all = true;

	refine(j);
	if (!sum->places)
		sum->places = ARENA_ARRAY(&j->s->ep->memory, struct kept_place, sum->n_edges);
	for (uint32_t i = 0; i < sum->n_edges; i++)
		if (is_kept_param(&sum->edges[i]) && !sum->places[i].how)
			all &= keep_place(j, &sum->places[i], j->s->contents[sum->edges[i].what - VISIBLE_PARAMS]);
	return all;
}

/* The parameter's content, if it leaks where the parameter itself does not. */
static void judge_content(struct judging *j, uint32_t param, bool is_returned)
{
	for (uint32_t d = 1; d < GRAPH_DEPTH && !escape_is_text(j->s, param); d++) {
		uint32_t content = j->s->contents[param * GRAPH_DEPTH + d];
		struct path_goal goal = { .outside = true, .result = !is_returned, .own = GRAPH_NONE };
		struct escape_path path;

		escape_path_find(j->s, content, &goal, &path);
		if (path.end != PATH_NONE)
			emit_leak(j, PARAM_CONTENT_LEAKS, param, "leaking param content: ", &path);
		escape_path_release(&path);
		if (path.end != PATH_NONE)
			return;
	}
}

static void judge_param(struct judging *j, uint32_t param)
{
	uint32_t content = j->s->contents[param * GRAPH_DEPTH];
	struct path_goal goal = { .outside = true, .params = true, .own = content };
	struct escape_path path;
	bool is_returned;

	if (content == GRAPH_NONE)
		return;
	escape_path_find(j->s, content, &goal, &path);
	if (path.end != PATH_NONE) {
		emit_leak(j, PARAM_LEAKS, param, "leaking param: ", &path);
		escape_path_release(&path);
		return;
	}
	escape_path_release(&path);
	goal = (struct path_goal){ .result = true, .own = GRAPH_NONE };
	escape_path_find(j->s, content, &goal, &path);
	is_returned = path.end != PATH_NONE;
	if (is_returned) {
		emit_leak(j, PARAM_LEAKS_TO_RESULT, param, "leaking param: ", &path);
	} else {
		begin(j, PARAM_DOES_NOT_ESCAPE, param, "");
		emit_text(j->e, " does not escape");
		emit_end(j->e);
	}
	escape_path_release(&path);
	judge_content(j, param, is_returned);
}

void judge_params(struct judging *j)
{
	const struct escape_body *b = &j->s->f->bodies[0];

	for (uint32_t i = 0; i < j->s->f->n_params && i < b->fact->locations.n; i++)
		if (b->locations[i].kind == LOCATION_KIND_PARAM)
			judge_param(j, i);
}

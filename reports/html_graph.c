/*
 * Cycles of includes: what the finding says, step by step, and the same as a picture. A picture needs no layout program: the
 * files of a cycle stand on a ring in the order of the cycle, other includes among them are chords. That is how the few files of a
 * cycle read best (Tufte's small multiples rather than one large graph), it is exact, and it is the same on every machine.
 */
#include "reports/html_private.h"

#include "analyzer/base/arena.h"

#include <math.h>
#include <string.h>

/* Few files need little room, and can be read on a phone then. */
enum { WIDTH = 720, WIDTH_OF_FEW = 480, FEW = 4, MARGIN_X = 150, MARGIN_Y = 44, NODE_HEIGHT = 26, MOST_NODES = 60 };

struct edge {
	uint32_t from, to;      /* nodes */
	const char *title;
	bool is_of_cycle, is_cheapest;
};

struct ring {
	VEC(const char *) nodes;
	VEC(struct edge) edges;
	double x[MOST_NODES], y[MOST_NODES], half_width[MOST_NODES];
	double width, height;
};

static bool is_cycle(const struct finding *f)
{
	return !strcmp(f->rule, "include-cycle") && !strcmp(f->name, "IncludeCycle");
}

static uint32_t node_of(const struct ring *g, const char *path)
{
	uint32_t i;

	for (i = 0; i < g->nodes.n && strcmp(g->nodes.items[i], path); i++)
		;
	return i;
}

/* Each step names the file it stands in; it leads to the file of the next one. */
static void add_steps(struct ring *g, const struct finding *f)
{
	uint32_t n = 0;

	for (size_t i = f->n_message_args; i < f->n_args; i++)
		if (f->args[i].loc.path && strcmp(f->args[i].key, "String") && g->nodes.n < MOST_NODES &&
		    node_of(g, f->args[i].loc.path) == g->nodes.n) {
			VEC_PUSH(&g->nodes, f->args[i].loc.path);
			VEC_PUSH(&g->edges, ((struct edge){ n, n + 1, f->args[i].value, true, strstr(f->args[i].value, "cheapest to cut") != NULL }));
			n++;
		}
	if (n)
		VEC_LAST(&g->edges)->to = 0;
}

/* The other files of the same component, and all includes among them. */
static void add_component(struct ring *g, const struct exhibit *x, struct arena *memory)
{
	uint32_t component = 0;

	for (size_t i = 0; i < x->n_includes && !component; i++)
		if (!strcmp(x->includes[i].from, g->nodes.items[0]) && node_of(g, x->includes[i].to) < g->nodes.n)
			component = x->includes[i].cycle;
	for (size_t i = 0; component && i < x->n_includes; i++)
		if (x->includes[i].cycle == component && node_of(g, x->includes[i].from) == g->nodes.n && g->nodes.n < MOST_NODES)
			VEC_PUSH(&g->nodes, x->includes[i].from);
	for (size_t i = 0; component && i < x->n_includes; i++) {
		const struct exhibit_include *e = &x->includes[i];
		struct edge edge = { node_of(g, e->from), node_of(g, e->to), NULL, false, false };
		bool known = e->cycle != component || edge.from == g->nodes.n || edge.to == g->nodes.n;

		for (size_t k = 0; k < g->edges.n && !known; k++)
			known = g->edges.items[k].from == edge.from && g->edges.items[k].to == edge.to;
		if (known)
			continue;
		edge.title = arena_printf(memory, "%s includes %s: %u names used, %u lines", e->from, e->to, e->n_names, e->n_lines);
		VEC_PUSH(&g->edges, edge);
	}
}

/* On an ellipse, from the top on, clockwise. */
static void place_nodes(struct ring *g)
{
	double n = (double)g->nodes.n, tall = 160 + 34 * n;

	g->width = g->nodes.n <= FEW ? WIDTH_OF_FEW : WIDTH;
	g->height = tall > 760 ? 760 : tall;
	for (size_t i = 0; i < g->nodes.n; i++) {
		double angle = 2 * M_PI * (double)i / n - M_PI / 2, chars = (double)strlen(g->nodes.items[i]);

		g->x[i] = g->width / 2 + (g->width / 2 - MARGIN_X) * cos(angle);
		g->y[i] = g->height / 2 + (g->height / 2 - MARGIN_Y) * sin(angle);
		g->half_width[i] = 3.7 * (chars > 38 ? 38 : chars) + 10;
	}
}

/* Moves (x, y) from the middle of the node to its border, in the direction of (to_x, to_y). */
static void to_border(double half_width, double *x, double *y, double to_x, double to_y)
{
	double dx = to_x - *x, dy = to_y - *y, half_height = NODE_HEIGHT / 2.0 + 2;
	double by_x = fabs(dx) < 1e-9 ? 1e9 : half_width / fabs(dx), by_y = fabs(dy) < 1e-9 ? 1e9 : half_height / fabs(dy);
	double t = by_x < by_y ? by_x : by_y;

	*x += t * dx;
	*y += t * dy;
}

/* A curve that bends to the left of its way, so that two files that include each other have two. */
static void put_edge(const struct ring *g, const struct edge *e, struct out *o)
{
	double x1 = g->x[e->from], y1 = g->y[e->from], x2 = g->x[e->to], y2 = g->y[e->to];
	/* Two files would otherwise have one line between them. */
	double bend = g->nodes.n == 2 ? 0.6 : e->is_of_cycle ? 0.16 : 0.10;
	double cx = (x1 + x2) / 2 + bend * (y2 - y1), cy = (y1 + y2) / 2 - bend * (x2 - x1);

	to_border(g->half_width[e->from], &x1, &y1, cx, cy);
	to_border(g->half_width[e->to] + 3, &x2, &y2, cx, cy);
	out_printf(o, "<path class=\"%s\" d=\"M%.1f %.1fQ%.1f %.1f %.1f %.1f\" marker-end=\"url(#arrow)\"><title>",
		   e->is_cheapest ? "edge cheapest" : e->is_of_cycle ? "edge cycle" : "edge", x1, y1, cx, cy, x2, y2);
	html_put_word(o, e->title);
	out_puts(o, "</title></path>\n");
	if (e->is_cheapest)
		out_printf(o, "<text class=\"cut\" x=\"%.1f\" y=\"%.1f\">&#9986; cut here</text>\n", cx + 0.2 * (cx - g->width / 2), cy);
}

/* Of a long path the end, which tells more. */
static void put_node(const struct ring *g, size_t i, struct out *o)
{
	const char *path = g->nodes.items[i];
	size_t len = strlen(path), shown = len > 38 ? 37 : len;

	/* Not in the middle of a character. */
	while (shown < len && shown && ((unsigned char)path[len - shown] & 0xc0) == 0x80)
		shown--;
	out_printf(o, "<g><title>");
	html_put_word(o, path);
	out_printf(o, "</title><rect class=\"node\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" rx=\"5\"/><text class=\"name\" x=\"%.1f\" y=\"%.1f\">%s",
		   g->x[i] - g->half_width[i], g->y[i] - NODE_HEIGHT / 2.0, 2 * g->half_width[i], NODE_HEIGHT, g->x[i], g->y[i] + 4,
		   shown < len ? "&#8230;" : "");
	html_put_text(o, path + len - shown, shown);
	out_puts(o, "</text></g>\n");
}

static void put_picture(struct ring *g, struct out *o)
{
	place_nodes(g);
	out_printf(o, "<svg class=\"graph\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"the includes of this cycle, as listed above\">\n"
		      "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">"
		      "<path d=\"M0 0L8 4L0 8z\"/></marker></defs>\n", g->width, g->height);
	for (size_t i = 0; i < g->edges.n; i++)
		put_edge(g, &g->edges.items[i], o);
	for (size_t i = 0; i < g->nodes.n; i++)
		put_node(g, i, o);
	out_puts(o, "</svg>\n");
}

static void put_steps(const struct finding *f, struct out *o)
{
	out_puts(o, "<ol>\n");
	for (size_t i = f->n_message_args; i < f->n_args; i++) {
		const struct finding_arg *step = &f->args[i];

		if (!strcmp(step->key, "String"))
			continue;
		out_puts(o, strstr(step->value, "cheapest to cut") ? "<li class=\"cheapest\">" : "<li>");
		html_put_word(o, step->value);
		if (step->loc.path) {
			out_puts(o, " <span class=\"place\">");
			html_put_word(o, step->loc.path);
			out_printf(o, ":%u</span>", step->loc.line);
		}
		out_puts(o, "</li>\n");
	}
	out_puts(o, "</ol>\n");
}

static void put_cycle(const struct report *r, const struct finding *f, struct out *o)
{
	struct arena memory = { 0 };
	struct ring g = { .height = 0 };
	struct strbuf message = STRBUF_INIT;

	finding_message(f, &message);
	out_puts(o, "<section class=\"cycle\"><h3>");
	html_put_text(o, message.text, message.len);
	out_puts(o, "</h3>\n");
	put_steps(f, o);
	add_steps(&g, f);
	if (g.nodes.n) {
		add_component(&g, r->exhibit, &memory);
		put_picture(&g, o);
	}
	out_puts(o, "</section>\n");
	VEC_RELEASE(&g.nodes);
	VEC_RELEASE(&g.edges);
	strbuf_release(&message);
	arena_release(&memory);
}

void html_put_cycles(const struct report *r, struct out *o)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_findings; i++)
		if (is_cycle(&r->findings[i])) {
			put_cycle(r, &r->findings[i], o);
			n++;
		}
	if (!n)
		out_puts(o, "<p>No header includes itself on any way, as far as this run can see.</p>\n");
}

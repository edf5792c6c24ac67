#include "analyzer/frontend/declarations.h"
#include "analyzer/base/hash.h"
#include "analyzer/frontend/cxtext.h"

#include <string.h>

void declarations_init(struct declarations *d, struct sources *sources, struct intern *text)
{
	*d = (struct declarations){ .sources = sources, .text = text, .name = STRBUF_INIT };
}

void declarations_release(struct declarations *d)
{
	VEC_RELEASE(&d->items);
	arena_release(&d->memory);
	VEC_RELEASE(&d->types);
	table_release(&d->by_address);
	table_release(&d->by_symbol);
	table_release(&d->by_type);
	strbuf_release(&d->name);
}

uint32_t entity_kind_of(enum CXCursorKind kind)
{
	switch (kind) {
	case CXCursor_FunctionDecl: return ENTITY_KIND_FUNCTION;
	case CXCursor_VarDecl: return ENTITY_KIND_VARIABLE;
	case CXCursor_TypedefDecl:
	case CXCursor_TypeAliasDecl: return ENTITY_KIND_TYPEDEF;
	case CXCursor_StructDecl: return ENTITY_KIND_STRUCT;
	case CXCursor_UnionDecl: return ENTITY_KIND_UNION;
	case CXCursor_ClassDecl: return ENTITY_KIND_CLASS;
	case CXCursor_EnumDecl: return ENTITY_KIND_ENUM;
	case CXCursor_EnumConstantDecl: return ENTITY_KIND_ENUMERATOR;
	case CXCursor_FieldDecl: return ENTITY_KIND_FIELD;
	case CXCursor_MacroDefinition: return ENTITY_KIND_MACRO;
	case CXCursor_CXXMethod:
	case CXCursor_Constructor:
	case CXCursor_Destructor:
	case CXCursor_ConversionFunction: return ENTITY_KIND_METHOD;
	case CXCursor_Namespace:
	case CXCursor_NamespaceAlias: return ENTITY_KIND_NAMESPACE;
	case CXCursor_FunctionTemplate:
	case CXCursor_ClassTemplate:
	case CXCursor_ClassTemplatePartialSpecialization:
	case CXCursor_TypeAliasTemplateDecl:
	case CXCursor_ConceptDecl: return ENTITY_KIND_TEMPLATE;
	case CXCursor_UsingDirective:
	case CXCursor_UsingDeclaration: return ENTITY_KIND_OTHER;
	default: return n_ENTITY_KIND;
	}
}

static bool is_function(enum CXCursorKind kind)
{
	return kind == CXCursor_FunctionDecl || kind == CXCursor_CXXMethod || kind == CXCursor_Constructor ||
	       kind == CXCursor_Destructor || kind == CXCursor_ConversionFunction || kind == CXCursor_FunctionTemplate;
}

static bool is_local(CXCursor cursor, enum CXCursorKind kind)
{
	if (kind == CXCursor_MacroDefinition)
		return false;
	for (CXCursor c = clang_getCursorSemanticParent(cursor);; c = clang_getCursorSemanticParent(c)) {
		if (is_function(c.kind))
			return true;
		if (c.kind == CXCursor_Namespace || !clang_isDeclaration(c.kind))
			return false;
	}
}

static uint32_t find_symbol(struct declarations *d, const struct declaration *new)
{
	uint64_t key = ((uint64_t)new->name.v << 32 | new->source << 5 | new->kind) + 1;
	uint32_t *at = table_at(&d->by_symbol, key);

	if (*at == TABLE_NEW)
		*at = d->n_symbols++;
	return *at;
}

/* clang describes what has no name in words ("struct (unnamed at a.c:3:1)"); only functions have a real '(' in theirs. */
static bool is_description(const struct strbuf *name, bool is_callable)
{
	return !is_callable && strchr(name->text, '(') != NULL;
}

/* clang declares these itself, at the place of their first use. */
static bool is_builtin(const struct strbuf *name, uint32_t kind)
{
	static const char *const prefixes[] = { "__builtin_", "__sync_", "__atomic_" };

	for (size_t i = 0; kind == ENTITY_KIND_FUNCTION && i < sizeof prefixes / sizeof *prefixes; i++)
		if (!strncmp(name->text, prefixes[i], strlen(prefixes[i])))
			return true;
	return false;
}

static uint64_t hash_of(const struct declarations *d, sid text)
{
	return hash_bytes(intern_text(d->text, text), intern_length(d->text, text));
}

static sid path_of(const struct declarations *d, uint32_t source)
{
	return source == SOURCE_NONE ? (sid){ 0 } : d->sources->items.items[source].path;
}

static uint64_t kind_and_size(CXType canonical)
{
	bool is_function = canonical.kind == CXType_FunctionProto || canonical.kind == CXType_FunctionNoProto;
	uint64_t parts[2] = { canonical.kind, is_function ? 0 : (uint64_t)clang_Type_getSizeOf(canonical) };

	return hash_bytes(parts, sizeof parts);
}

/* In C all struct s of a unit are one type, whichever of its declarations was seen first. */
static bool is_known_by_name(const struct declarations *d, const struct declaration *new)
{
	return !d->is_cxx && !new->is_local && !sid_is_none(new->name) &&
	       (new->kind == ENTITY_KIND_STRUCT || new->kind == ENTITY_KIND_UNION || new->kind == ENTITY_KIND_ENUM);
}

/* The system's headers declare some types several times, always alike: va_list, size_t. */
static bool is_system_typedef(const struct declarations *d, const struct declaration *new)
{
	return new->kind == ENTITY_KIND_TYPEDEF && new->source != SOURCE_NONE && d->sources->items.items[new->source].is_system;
}

static uint64_t digest_of(struct declarations *d, const struct declaration *new, CXCursor cursor)
{
	uint64_t parts[4] = { new->kind, new->offset, hash_of(d, new->name), hash_of(d, path_of(d, new->source)) };

	if (is_known_by_name(d, new))
		parts[1] = parts[3] = 0;
	if (is_system_typedef(d, new)) {
		parts[1] = kind_and_size(clang_getCanonicalType(clang_getCursorType(cursor)));
		parts[3] = 0;
	}
	return hash_bytes(parts, sizeof parts);
}

static struct declaration ask(struct declarations *d, CXCursor cursor, uint32_t kind)
{
	struct declaration new = { .kind = kind };

	cxtext_name(cursor, &d->name);
	new.is_callable = is_function(cursor.kind);
	if (!is_description(&d->name, new.is_callable))
		new.name = intern_add(d->text, d->name.text, d->name.len);
	new.source = SOURCE_NONE;
	if (!is_builtin(&d->name, kind))
		new.source = sources_locate(d->sources, clang_getCursorLocation(cursor), &new.offset, NULL);
	if (kind == ENTITY_KIND_TYPEDEF && new.source != SOURCE_NONE)
		sources_classify(d->sources, new.source, clang_getCursorLocation(cursor));
	new.is_local = kind == n_ENTITY_KIND || is_local(cursor, cursor.kind);
	if (kind == n_ENTITY_KIND)
		new.kind = ENTITY_KIND_OTHER;
	new.symbol = find_symbol(d, &new);
	new.digest = digest_of(d, &new, cursor);
	return new;
}

uint32_t declarations_add(struct declarations *d, CXCursor cursor)
{
	uint32_t kind, *at;
	struct declaration new, *kept;

	if ((!clang_isDeclaration(cursor.kind) && cursor.kind != CXCursor_MacroDefinition) || !cursor.data[0])
		return DECLARATION_NONE;
	at = table_at(&d->by_address, table_pointer_key(cursor.data[0]));
	if (*at == TABLE_NEW) {
		kind = entity_kind_of(cursor.kind);
		*at = (uint32_t)d->items.n;
		new = ask(d, cursor, kind);
		kept = arena_memdup(&d->memory, &new, sizeof new);
		VEC_PUSH(&d->items, kept);
		return (uint32_t)d->items.n - 1;
	}
	return *at;
}

/* Takes off pointers, references and arrays. */
static CXType strip(CXType type)
{
	for (;;) {
		CXType inner = { .kind = CXType_Invalid };

		switch (type.kind) {
		case CXType_Pointer:
		case CXType_LValueReference:
		case CXType_RValueReference:
			inner = clang_getPointeeType(type);
			break;
		case CXType_ConstantArray:
		case CXType_IncompleteArray:
		case CXType_VariableArray:
			inner = clang_getArrayElementType(type);
			break;
		default:
			return type;
		}
		if (inner.kind == CXType_Invalid)
			return type;
		type = inner;
	}
}

static uint32_t declaration_of(struct declarations *d, CXType type)
{
	CXCursor cursor = clang_getTypeDeclaration(type), definition;

	if (cursor.kind == CXCursor_NoDeclFound || clang_isInvalid(cursor.kind))
		return DECLARATION_NONE;
	definition = clang_getCursorDefinition(cursor);
	return declarations_add(d, clang_Cursor_isNull(definition) ? cursor : definition);
}

static CXType strip_arrays(CXType type)
{
	CXType element = clang_getArrayElementType(type);

	while (element.kind != CXType_Invalid) {
		type = element;
		element = clang_getArrayElementType(type);
	}
	return clang_getCanonicalType(type);
}

/* Where the struct, union or enum that the type stands for is defined; 0 for other types. */
static uint64_t definition_digest(struct declarations *d, CXType canonical)
{
	CXCursor definition;
	uint32_t source, offset;
	uint64_t parts[2];

	if (canonical.kind != CXType_Record && canonical.kind != CXType_Enum)
		return 0;
	definition = clang_getCursorDefinition(clang_getTypeDeclaration(canonical));
	if (clang_Cursor_isNull(definition))
		return 0;
	source = sources_locate(d->sources, clang_getCursorLocation(definition), &offset, NULL);
	parts[0] = hash_of(d, path_of(d, source));
	parts[1] = offset;
	return hash_bytes(parts, sizeof parts);
}

const struct type_facts *declarations_type(struct declarations *d, CXType type)
{
	struct type_facts new = { false, DECLARATION_NONE, DECLARATION_NONE, 0 };
	CXType canonical;
	uint32_t *at;

	if (!type.data[0])
		type.kind = CXType_Invalid;
	at = table_at(&d->by_type, table_pointer_key(type.data[0]) + 1);
	if (*at != TABLE_NEW)
		return &d->types.items[*at];
	*at = (uint32_t)d->types.n;
	if (type.kind != CXType_Invalid) {
		canonical = clang_getCanonicalType(type);
		new.digest = kind_and_size(canonical) ^ definition_digest(d, canonical);
		new.named = declaration_of(d, strip(type));
		new.complete = declaration_of(d, strip(canonical));
		new.is_value = !d->is_cxx && strip_arrays(canonical).kind == CXType_Record;
	}
	VEC_PUSH(&d->types, new);
	return VEC_LAST(&d->types);
}

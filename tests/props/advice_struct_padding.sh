#!/bin/bash
# advice_struct_padding.sh WHYNOT: a struct put into the proposed order has the promised size and is not reported any more.
. "$(dirname "$0")/cases.bash"
taken=0

# reorder FILE LINE ORDER: rewrites the struct that starts at the line; a member is what ends in a ';' outside inner braces.
reorder()
{
	awk -v start="$2" -v order="$3" '
	function flush(    i, n, names) {
		n = split(order, names, ", ")
		for (i = 1; i <= n; i++) {
			if (!(names[i] in member))
				exit 1
			printf "%s", member[names[i]]
			n_left--
		}
		if (n_left)
			exit 1
	}
	NR < start || done { print; next }
	NR == start { print; next }
	depth == 0 && /^\t*}/ { flush(); done = 1; print; next }
	{
		text = text $0 "\n"
		code = $0
		sub(/\/\/.*/, "", code)
		depth += gsub(/{/, "{", code) - gsub(/}/, "}", code)
		if (depth == 0 && code ~ /;[ \t]*$/) {
			name = code
			sub(/(\[[^]]*\])?;[ \t]*$/, "", name)
			sub(/.*[^A-Za-z0-9_]/, "", name)
			if (match(code, /\(\*[A-Za-z0-9_]+\)/))
				name = substr(code, RSTART + 2, RLENGTH - 3)
			member[name] = text
			text = ""
			n_left++
		}
	}' "$1" >"$1.new" || fail "cannot put $1:$2 into the order $3"
	mv "$1.new" "$1"
}

# has_size FILE RECORD BYTES: as the compiler sees it; an unnamed struct goes by its typedef.
has_size()
{
	local name
	for name in "$2" "${2#* }"; do
		{
			cat "$1"
			echo "_Static_assert(sizeof($name) == $3, \"size\");"
		} >"$work/sized.c"
		if "$clang" -w -fsyntax-only -I"$(dirname "$1")" "$work/sized.c" 2>"$work/errors"; then
			return
		fi
	done
	cat "$work/errors" >&2
	fail "$2 of $1 has not the promised $3 bytes"
}

# The first proposal in the file as "LINE|RECORD|BYTES|ORDER", or nothing. Left out is what cannot be rewritten or measured
# here: a struct that a macro makes, one inside a function, unnamed members.
proposal()
{
	check "$work/text" --root "$work" -m=2 --only=struct-padding --remarks=off "$1" -- -I"$(dirname "$1")"
	sed -nE 's/^[^:]+:([0-9]+):[0-9]+: note: ([^:]+): .*; ([0-9]+) bytes in the order (.*) \[struct-padding.*/\1|\2|\3|\4/p' \
		"$work/text" | grep -v -e '|struct from_a_macro|' -e '|struct in_a_function|' -e '(unnamed)' | head -n 1
}

copy_cases "$work/project"
for file in "$work"/project/struct-padding/*.c; do
	former=
	while IFS='|' read -r line record bytes order < <(proposal "$file") && [ -n "$line" ]; do
		[ "$record" != "$former" ] || fail "$record is reported again in the proposed order"
		reorder "$file" "$line" "$order"
		has_size "$file" "$record" "$bytes"
		former=$record
		taken=$((taken + 1))
		[ "$taken" -lt 100 ] || fail "there is no end to it"
	done
done
echo "$taken proposals taken"
[ "$taken" -ge 6 ] || fail "there is too little advice to take"

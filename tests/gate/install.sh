#!/bin/bash
# install.sh WHYNOT: what `make install` and the Debian package put where, and that it works from there: the program, its manual page and
# the shells' completions, all of which know every option, and the CMake package with its target.
set -euo pipefail
build=$(realpath "${BUILD:-build}")
tests=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAIL: $*" >&2; exit 1; }

cmake --install "$build" --prefix "$work/usr" >"$work/log" || { cat "$work/log"; fail "install"; }
whynot=$work/usr/bin/whynot
"$whynot" --version | grep -q '^whynot [0-9]' || fail "the installed program does not run"

# Every option in every text.
"$whynot" --help | sed -nE 's/^  (-[a-z], | +)?(--[a-z-]+).*/\2/p' >"$work/options"
[ "$(wc -l <"$work/options")" -ge 20 ] || fail "--help has too few options"
man=$work/usr/share/man/man1/whynot.1
bash_file=$work/usr/share/bash-completion/completions/whynot
zsh_file=$work/usr/share/zsh/vendor-completions/_whynot
while read -r option; do
	grep -qF -- "${option//-/\\-}" "$man" || fail "$option is not in the manual page"
	grep -qw -- "$option" "$bash_file" || fail "$option is not in bash's completion"
	grep -q -- "'$option[=\[]" "$zsh_file" || fail "$option is not in zsh's completion"
done <"$work/options"
if command -v groff >/dev/null; then
	groff -man -Tutf8 -ww "$man" >"$work/page" 2>"$work/errors"
	[ ! -s "$work/errors" ] || { cat "$work/errors"; fail "groff warns about the manual page"; }
	grep -q 'could not be analysed' "$work/page" || fail "the manual page is cut"
else
	echo "install.sh: no groff here: the manual page is not formatted"
fi
if command -v zsh >/dev/null; then
	zsh -n "$zsh_file" || fail "zsh's completion"
else
	echo "install.sh: no zsh here: its completion is not parsed"
fi

# completes WORDS... -- EXPECTED: what bash offers for the last word.
completes()
{
	local words=() got
	while [ "$1" != -- ]; do words+=("$1"); shift; done
	shift
	got=$(cd "$work" && WORDS="${words[*]}" bash -c '. "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _whynot; printf "%s\n" "${COMPREPLY[@]}"' \
		"$bash_file" "${words[@]}" | sort | xargs)
	[ "$got" = "$*" ] || fail "bash completes '${words[*]}' to '$got' instead of '$*'"
}
completes whynot --base -- --baseline --baseline-update
completes whynot db -- db-check
completes whynot --fail-level = er -- error
completes whynot --color a -- always auto
completes whynot --format = s -- sarif
completes whynot -m '' -- 1 2 3

# A project of CMake's.
mkdir "$work/project" && cp "$tests/docs/example/"* "$work/project"
cat >"$work/project/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.20)
project(example LANGUAGES C)
find_package(whynot 0 REQUIRED)
add_library(queue queue.c)
whynot_add_check()
whynot_add_check(NAME lint OPTIONS --only=unused-include --exit-zero --sarif=${CMAKE_BINARY_DIR}/lint.sarif)
END
for generator in Ninja "Unix Makefiles"; do
	folder="$work/built ${generator%% *}"
	cmake -G "$generator" -DCMAKE_PREFIX_PATH="$work/usr" -S "$work/project" -B "$folder" >"$work/log" 2>&1 || { cat "$work/log"; fail "cmake"; }
	if cmake --build "$folder" --target whynot-check >"$work/log" 2>&1; then
		fail "$generator: the target does not fail on findings"
	fi
	grep -q '^queue.c:2:1: warning: <math.h> is not used' "$work/log" || { cat "$work/log"; fail "$generator: the target shows no finding"; }
	cmake --build "$folder" --target lint >"$work/log" 2>&1 || { cat "$work/log"; fail "$generator: a target with options"; }
	jq -e '.runs[0].results | length > 0' "$folder/lint.sarif" >/dev/null || fail "$generator: no report from a target with options"
done
sed -i 's/^whynot_add_check()/whynot_add_check(COLOUR red)/' "$work/project/CMakeLists.txt"
cmake -G Ninja -DCMAKE_PREFIX_PATH="$work/usr" -S "$work/project" -B "$work/wrong" >"$work/log" 2>&1 && fail "a wrong argument is accepted"
grep -q 'whynot_add_check takes NAME and OPTIONS' "$work/log" || fail "a wrong argument is not said"

# The package.
if grep -q '^WHYNOT_SANITIZE:BOOL=ON' "$build/CMakeCache.txt"; then
	echo "install.sh: a build with sanitizers is not packaged"
elif command -v dpkg-shlibdeps >/dev/null; then
	(cd "$build" && cpack -G DEB -B "$work/deb" >"$work/log" 2>&1) || { cat "$work/log"; fail "cpack"; }
	deb=$(ls "$work"/deb/*.deb)
	dpkg-deb -f "$deb" Depends | grep -Eq 'clang-[0-9]+.*libc6' || fail "the package depends on '$(dpkg-deb -f "$deb" Depends)'"
	dpkg-deb -x "$deb" "$work/root"
	for file in bin/whynot share/man/man1/whynot.1 share/bash-completion/completions/whynot share/cmake/whynot/whynot-config.cmake; do
		[ -f "$work/root/usr/$file" ] || fail "the package has no $file"
	done
	(cd "$tests/docs/example" && "$work/root/usr/bin/whynot" check -q --exit-zero queue.c -- -O2 >"$work/text")
	grep -q 'math.h' "$work/text" || fail "the packaged program finds nothing"
else
	echo "install.sh: no dpkg-dev here: the package is not built"
fi
echo "install: all as it should be"

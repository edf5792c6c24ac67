#!/bin/bash
# database.sh PROJECT DIR: builds the project that fetch.sh put into DIR/PROJECT, with gcc as its own
# makefiles want it, and prints the folder that holds its compile_commands.json as the last line.
#
# Projects: lua5.4 zlib jq sqlite3 redis curl tinyxml2. A database that is there is used again. What the build says
# is in DIR/PROJECT.log and shown when it fails (exit 1).
set -euo pipefail

fail()
{
	echo "database.sh: $*" >&2
	exit 1
}

need()
{
	local tool
	for tool in "$@"; do
		command -v "$tool" >/dev/null || fail "$project needs the command '$tool', which is missing"
	done
}

# Entries that bear recorded count only once the build has passed, so the name is given at the end.
record()
{
	bear --append --output "$source/recorded.json" -- "$@"
}

# The package's patch expects a generated header and libtool. For each file libtool is asked for a C
# and for a C++ object: the stand-in compiles the first as it is and leaves the second.
build_lua5.4()
{
	need bear make gcc dpkg-buildflags
	local libtool="sh -c '[ \"\$\$2\" = --tag=CC ] || exit 0; shift 2; exec \"\$\$@\"' libtool"
	printf '#define DEB_HOST_MULTIARCH "%s"\n' "$(dpkg-architecture -qDEB_HOST_MULTIARCH)" \
		>"$source/src/lua5.4-deb-multiarch.h"
	record make -C "$source/src" -j"$jobs" o SYSCFLAGS=-DLUA_USE_LINUX LIBTOOL="$libtool"
}

# The package leaves out a Windows resource that cmake wants to see on every system.
build_zlib()
{
	need cmake ninja gcc
	mkdir -p "$source/win32"
	touch "$source/win32/zlib1.rc"
	cmake -S "$source" -B "$source/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_COMPILER=gcc \
		-DCMAKE_EXPORT_COMPILE_COMMANDS=ON
	cmake --build "$source/build" -j "$jobs"
	cp "$source/build/compile_commands.json" "$source/recorded.json"
}

# The package builds against a library that comes as a package of its own, so both are built.
build_jq()
{
	need bear make gcc cmake ninja autoreconf libtoolize
	local onig=$dir/libonig
	"$(dirname "$0")/fetch.sh" libonig "$dir"
	cmake -S "$onig" -B "$onig/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_COMPILER=gcc \
		-DBUILD_SHARED_LIBS=OFF -DBUILD_TEST=OFF -DCMAKE_INSTALL_PREFIX="$onig/installed" -DCMAKE_INSTALL_LIBDIR=lib
	record cmake --build "$onig/build" --target install -j "$jobs"
	cd "$source"
	autoreconf -i
	./configure CC=gcc --disable-docs --disable-valgrind --disable-maintainer-mode --disable-shared \
		--with-oniguruma="$onig/installed"
	record make -j"$jobs"
}

# The shell is built from the amalgamation, one unit of 8 MB. Its small tools are built before it.
build_sqlite3()
{
	need bear make gcc tclsh
	cd "$source"
	./configure CC=gcc --disable-shared --disable-tcl --disable-readline
	record make -j"$jobs" sqlite3 showdb showjournal showwal sqldiff
}

# Its own allocator is left out: its configure script takes longer than all of the compiling.
build_redis()
{
	need bear make gcc
	record make -C "$source" -j"$jobs" V=1 CC=gcc MALLOC=libc USE_SYSTEMD=no BUILD_TLS=no
}

# The library alone, with nothing that comes as a package of its own. Configuring it makes all that its sources need.
build_curl()
{
	need cmake ninja gcc
	cmake -S "$source" -B "$source/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_COMPILER=gcc \
		-DCMAKE_EXPORT_COMPILE_COMMANDS=ON -DBUILD_CURL_EXE=OFF -DBUILD_SHARED_LIBS=OFF -DBUILD_STATIC_LIBS=ON \
		-DBUILD_TESTING=OFF -DBUILD_LIBCURL_DOCS=OFF -DBUILD_MISC_DOCS=OFF -DENABLE_CURL_MANUAL=OFF \
		-DCURL_ENABLE_SSL=OFF -DCURL_USE_LIBPSL=OFF -DCURL_USE_LIBSSH2=OFF -DUSE_LIBIDN2=OFF -DUSE_NGHTTP2=OFF \
		-DCURL_ZLIB=OFF -DCURL_BROTLI=OFF -DCURL_ZSTD=OFF
	cp "$source/build/compile_commands.json" "$source/recorded.json"
}

# C++, and without a compiler of gcc's.
build_tinyxml2()
{
	local clang
	need cmake ninja
	clang=$(compgen -c clang++- | grep -E '^clang\+\+-[0-9]+$' | sort -t- -k2n | tail -n 1)
	need "$clang"
	cmake -S "$source" -B "$source/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER="$clang" \
		-DCMAKE_EXPORT_COMPILE_COMMANDS=ON
	cmake --build "$source/build" -j "$jobs"
	cp "$source/build/compile_commands.json" "$source/recorded.json"
}

[ $# -eq 2 ] || fail "usage: database.sh PROJECT DIR"
project=$1
dir=$(cd "$2" && pwd)
source=$dir/$project
jobs=$(nproc)
declare -F "build_$project" >/dev/null || fail "no recipe for '$project'"
[ -d "$source" ] || fail "$source is missing: run fetch.sh $project $dir first"

if [ ! -s "$source/compile_commands.json" ]; then
	rm -f "$source/recorded.json"
	# Not as a condition: 'set -e' would be off inside.
	set +e
	(set -e; "build_$project") >"$dir/$project.log" 2>&1 </dev/null
	status=$?
	set -e
	if [ $status -ne 0 ] || ! grep -q '"file"' "$source/recorded.json"; then
		tail -n 30 "$dir/$project.log" >&2
		fail "the build of $project failed; the whole log is $dir/$project.log"
	fi
	mv "$source/recorded.json" "$source/compile_commands.json"
fi
echo "$source"

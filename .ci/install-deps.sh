#!/bin/bash
# install-deps.sh build|demo|test|bench: installs what whynot needs for that and is missing, each word
# including the ones before it. Silent when nothing is missing. Debian 12, 13 and Ubuntu 24.04; elsewhere
# it explains what is needed and exits 1.
#
# WHYNOT_LLVM_VERSION=N asks for that LLVM; without it, any installed one from 19 on will do, else the
# newest that apt offers is installed.
set -euo pipefail

oldest_llvm=19

fail()
{
	echo "install-deps: $*" >&2
	exit 1
}

elsewhere()
{
	cat >&2 <<-END
		install-deps: only Debian 12, 13 and Ubuntu 24.04 are set up automatically. whynot needs
		  to build: cmake >= 3.25, ninja, pkg-config, gcc >= 12 or clang, libclang, libLLVM and clang
		            of one version >= $oldest_llvm with their C headers, libyaml, jansson, zlib
		  for the demo: make, bear
		  for the tests: cmocka, git, python3, jq, xmllint, pre-commit, groff, zsh, file, python3-jsonschema,
		                 LLVM's tools (llvm-remarkutil, FileCheck), its runtime library for profiles; for the HTML page chromium, node >= 18 and npm
		With these, cmake -S . -B build -G Ninja && cmake --build build && ctest --test-dir build
	END
	exit 1
}

# What apt says is of interest only when it fails.
run_apt()
{
	local log status=0
	log=$(mktemp)
	"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 \
		-o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1 || status=$?
	[ $status -eq 0 ] || tail -n 40 "$log" >&2
	rm -f "$log"
	return $status
}

has()
{
	[ -n "${installed[$1]:-}" ]
}

# $1 commands given as command:package, so that a tool from elsewhere counts; $2 packages.
want()
{
	local pair package
	for pair in $1; do
		command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
	done
	for package in $2; do
		has "$package" || missing+=("$package")
	done
}

llvm_packages()
{
	echo "libclang-$1-dev llvm-$1-dev clang-$1"
	# llvm-remarkutil and FileCheck; what programs that write profiles are linked with
	case $mode in
	test | bench) echo "llvm-$1 llvm-$1-tools libclang-rt-$1-dev" ;;
	esac
	# To compare with; opt-viewer is in llvm-N-tools.
	[ "$mode" != bench ] || echo "clang-tidy-$1"
}

# The newest version whose packages are all in the list of names on stdin; nothing when there is none.
newest_llvm()
{
	local names version package complete
	names=" $(tr '\n' ' ') "
	for version in ${WHYNOT_LLVM_VERSION:-$(grep -oE ' clang-[0-9]+ ' <<<"$names" | grep -oE '[0-9]+' | sort -rnu)}; do
		[ "$version" -ge $oldest_llvm ] || break
		complete=yes
		for package in $(llvm_packages "$version"); do
			[[ $names == *" $package "* ]] || complete=no
		done
		if [ $complete = yes ]; then
			echo "$version"
			return
		fi
	done
}

# The HTML page is tried in a browser if one can be had; the test says so if not. Packages of npm are pinned by the lock file.
install_browser()
{
	local folder=tests/browser
	missing=()
	command -v chromium chromium-browser google-chrome >/dev/null || missing+=(chromium)
	want "node:nodejs npm:npm" ""
	if [ ${#missing[@]} -gt 0 ]; then
		as_root=()
		[ "$(id -u)" -eq 0 ] || as_root=(sudo)
		echo "install-deps: the tests of the HTML page need packages that are missing; installing with apt-get: ${missing[*]}"
		if ! { refresh_lists && run_apt install --no-install-recommends -y "${missing[@]}"; }; then
			echo "install-deps: they cannot be had here; the HTML page will not be tried in a browser" >&2
			return 0
		fi
	fi
	if ! cmp -s $folder/package-lock.json $folder/node_modules/.whynot-lock; then
		if ! (cd $folder && npm ci --ignore-scripts --no-fund --no-audit --silent); then
			echo "install-deps: npm cannot fetch what tests/browser needs; the HTML page will not be tried in a browser" >&2
			return 0
		fi
		cp $folder/package-lock.json $folder/node_modules/.whynot-lock
	fi
}

collect_missing()
{
	local name
	declare -gA installed=()
	for name in $(dpkg-query -W -f '${db:Status-Status}:${Package}\n' | sed -n 's/^installed://p'); do
		installed[$name]=yes
	done
	missing=()
	want "cmake:cmake ninja:ninja-build pkg-config:pkg-config gcc:gcc" "libc6-dev libyaml-dev libjansson-dev zlib1g-dev"
	# The database of the demo's project is made with bear.
	[ "$mode" = build ] || want "make:make bear:bear dpkg-source:dpkg-dev" ""
	case $mode in
	test | bench) want "git:git python3:python3 jq:jq xmllint:libxml2-utils pre-commit:pre-commit groff:groff-base zsh:zsh file:file" \
		"libcmocka-dev python3-jsonschema" ;;
	esac
	[ "$mode" != bench ] || want "autoreconf:autoconf automake:automake libtoolize:libtool tclsh:tcl hyperfine:hyperfine \
include-what-you-use:iwyu" "python3-yaml python3-pygments"
	llvm=$(printf '%s\n' "${!installed[@]}" | newest_llvm)
}

refresh_lists()
{
	run_apt update || echo "install-deps: apt-get update failed, going on with the lists that are there" >&2
}

cd "$(dirname "$0")/.."
mode=${1:-}
case $mode in
build | demo | test | bench) ;;
*) fail "usage: install-deps.sh build|demo|test|bench" ;;
esac
[[ ${WHYNOT_LLVM_VERSION:-$oldest_llvm} =~ ^[0-9]+$ ]] || fail "WHYNOT_LLVM_VERSION='$WHYNOT_LLVM_VERSION' is no number"
[ "${WHYNOT_LLVM_VERSION:-$oldest_llvm}" -ge $oldest_llvm ] || fail "LLVM $oldest_llvm is the oldest that works"
if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
	elsewhere
fi
collect_missing
if [ ${#missing[@]} -eq 0 ] && [ -n "$llvm" ]; then
	[ "$mode" != test ] || install_browser
	exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || fail "packages are missing and there is no sudo; run '.ci/install-deps.sh $mode' as root"
	as_root=(sudo)
fi
refresh_lists
if [ -z "$llvm" ]; then
	llvm=$(apt-cache pkgnames | newest_llvm)
	if [ -z "$llvm" ]; then
		echo "install-deps: apt offers no complete LLVM ${WHYNOT_LLVM_VERSION:->= $oldest_llvm} here" >&2
		elsewhere
	fi
	for package in $(llvm_packages "$llvm"); do
		has "$package" || missing+=("$package")
	done
fi
echo "install-deps: 'make $mode' needs packages that are missing; installing with apt-get: ${missing[*]}"
for attempt in 1 2 3; do
	if run_apt install --no-install-recommends -y "${missing[@]}"; then
		break
	fi
	[ "$attempt" -lt 3 ] || fail "apt-get could not install them"
	sleep $((attempt * 5))
	refresh_lists
done
collect_missing
if [ ${#missing[@]} -gt 0 ] || [ -z "$llvm" ]; then
	fail "still missing after the installation: ${missing[*]:-LLVM}"
fi
[ "$mode" != test ] || install_browser

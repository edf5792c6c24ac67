#!/bin/bash
# fetch.sh PACKAGE DIR: Debian source package PACKAGE, patches applied, in DIR/PACKAGE.
#
# The machine's package sources are read but never changed: a private apt configuration in DIR/.apt
# holds the same archives as deb-src, with its own lists and cache. Works as any user.
# Exit 0: DIR/PACKAGE is there (it stays as it is when it was there before). Exit 1: it cannot be had.
set -euo pipefail

fail()
{
	echo "fetch.sh: $*" >&2
	exit 1
}

# Hooks are cleared because they may clean or report on the machine's own lists. The sandbox user of
# apt could not enter a folder below a home directory.
private_config()
{
	cat >"$apt/apt.conf" <<-END
		#clear APT::Update::Pre-Invoke;
		#clear APT::Update::Post-Invoke;
		#clear APT::Update::Post-Invoke-Success;
		Dir::Etc::sourcelist "/dev/null";
		Dir::Etc::sourceparts "$apt/sources.list.d";
		Dir::State::lists "$apt/lists";
		Dir::Cache "$apt/cache";
		Dir::Cache::archives "$apt/cache/archives";
		APT::Sandbox::User "root";
		Acquire::Languages "none";
		Acquire::Retries "3";
	END
}

# An archive may name a version whose files are gone or have not arrived yet: then the next older one.
download()
{
	local version versions
	versions=$(apt-cache -c "$apt/apt.conf" showsrc --only-source "$package" |
		sed -n 's/^Version: //p' | sort -Vru)
	for version in $versions; do
		rm -f "$apt/download/${package}_"*
		if (cd "$apt/download" && apt-get -c "$apt/apt.conf" -qq --only-source --download-only \
			source "$package=$version"); then
			return 0
		fi
	done
	return 1
}

[ $# -eq 2 ] || fail "usage: fetch.sh PACKAGE DIR"
package=$1
[[ $package =~ ^[a-z0-9][a-z0-9+.-]+$ ]] || fail "'$package' is no package name"
if [ -d "$2/$package" ]; then
	exit 0
fi
for tool in apt-get dpkg-source; do
	command -v "$tool" >/dev/null || fail "$tool is missing: source packages need Debian or Ubuntu and dpkg-dev"
done
mkdir -p "$2"
dir=$(cd "$2" && pwd)
apt=$dir/.apt
mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/download"
"$(dirname "$0")/sources.sh" deb-src "$apt/sources.list.d" || fail "there is nowhere to fetch $package from"
private_config

# Lists of an earlier run may do; they are read anew only when they do not.
if ! download >"$apt/log" 2>&1; then
	apt-get -c "$apt/apt.conf" -qq update >"$apt/log" 2>&1 || true
	if ! download >>"$apt/log" 2>&1; then
		cat "$apt/log" >&2
		fail "the source package of $package cannot be had (apt's words are above)"
	fi
fi
dsc=$(find "$apt/download" -name "${package}_*.dsc")
rm -rf "$apt/unpack"
dpkg-source --no-copy -x "$dsc" "$apt/unpack" >"$apt/log" 2>&1 || {
	cat "$apt/log" >&2
	fail "$dsc cannot be unpacked"
}
# Renamed at the end, so that the folder is whole or not there.
mv "$apt/unpack" "$dir/$package"

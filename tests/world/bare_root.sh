#!/bin/bash
# bare_root.sh DIR [RELEASE]: proves that `make demo` and `make test`, each alone, work on a bare machine. Run by
# hand, as root. It needs debootstrap, git and 6 GB in DIR.
#
# DIR/base is a minimal root of RELEASE (this machine's; or another one of the same distribution, such as
# trixie on bookworm), made by debootstrap from this machine's archive, plus make (what a user types first)
# and the machine's package sources and keyrings. Each target runs in a copy of it, in a clean clone of
# what is committed. DIR/base is used again by the next run.
#
# With DEB=FILE it is the package of `cpack -G DEB` that is tried instead: apt installs it into the bare root, and the program finds what
# is to be found in tests/docs/example.
set -euo pipefail

fail()
{
	echo "bare_root.sh: $*" >&2
	exit 1
}

# Prints the suite and the address of the machine's own archive, as apt has them.
archive()
{
	# shellcheck disable=SC2016 # apt's own variables
	apt-get indextargets --format '$(CODENAME) $(RELEASE) $(REPO_URI)' 'Created-By: Packages' |
		awk -v codename="$codename" '$1 == codename && $2 !~ /-(updates|security|backports)$/ { print $3; exit }'
}

# A proxy or other ways of access are settings of apt's downloads; hooks and the rest stay behind.
copy_apt_settings()
{
	local root=$1 folder
	rm -f "$root/etc/apt/sources.list"
	cp "$dir"/sources/* "$root/etc/apt/sources.list.d/"
	apt-config dump | grep '^Acquire::' >"$root/etc/apt/apt.conf.d/50machine"
	for folder in /etc/apt/keyrings /etc/apt/trusted.gpg.d /usr/share/keyrings /etc/ssl/certs \
		/usr/share/ca-certificates /usr/local/share/ca-certificates; do
		if [ -d "$folder" ]; then
			mkdir -p "$root$folder"
			cp -aL "$folder/." "$root$folder"
		fi
	done
	cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
}

make_base()
{
	local uri components=main
	uri=$(archive)
	[ -n "$uri" ] || fail "apt has no archive of $codename in its lists: run apt-get update first"
	! grep -qs universe "$dir"/sources/* || components=main,universe
	rm -rf "$dir/base.part"
	debootstrap --variant=minbase --include=make --components="$components" "$release" "$dir/base.part" "$uri" \
		>"$dir/debootstrap.log" 2>&1 || {
		tail -n 20 "$dir/debootstrap.log" >&2
		fail "debootstrap failed; the whole log is $dir/debootstrap.log"
	}
	copy_apt_settings "$dir/base.part"
	mv "$dir/base.part" "$dir/base"
}

# Ends what a copy of the root still has mounted, also after a failure.
unmount()
{
	local target
	for target in demo test deb; do
		! mountpoint -q "$dir/$target/proc" || umount "$dir/$target/proc"
	done
}

# Only what a login would have: nothing of this machine's environment reaches the root.
try()
{
	local target=$1 root=$dir/$1 status=0
	rm -rf "$root"
	cp -a "$dir/base" "$root"
	git clone -q --no-hardlinks "$repository" "$root/root/whynot"
	mount -t proc proc "$root/proc"
	echo "bare_root.sh: make $target, log in $dir/$target.log"
	chroot "$root" /usr/bin/env -i HOME=/root TERM=dumb LC_ALL=C.UTF-8 \
		PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		make -C /root/whynot "$target" >"$dir/$target.log" 2>&1 </dev/null || status=$?
	umount "$root/proc"
	tail -n 15 "$dir/$target.log"
	if [ $status -eq 0 ]; then
		echo "bare_root.sh: make $target passed on bare $release in ${SECONDS} s"
	else
		echo "bare_root.sh: make $target FAILED on bare $release (exit code $status)"
		failed=yes
	fi
	SECONDS=0
}

try_package()
{
	local root=$dir/deb status=0
	rm -rf "$root"
	cp -a "$dir/base" "$root"
	mkdir "$root/root/try"
	cp "$DEB" "$root/root/try/whynot.deb"
	cp "$repository"/tests/docs/example/* "$root/root/try"
	mount -t proc proc "$root/proc"
	chroot "$root" /usr/bin/env -i HOME=/root TERM=dumb LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
		PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin sh -ec '
			cd /root/try
			apt-get -qq update
			apt-get -qq install --no-install-recommends -y ./whynot.deb
			whynot --version
			whynot check -m=1 --sarif=r.sarif queue.c -- -O2 >text || [ $? -eq 1 ]
			grep math.h text
			test -s r.sarif
		' >"$dir/deb.log" 2>&1 </dev/null || status=$?
	umount "$root/proc"
	tail -n 6 "$dir/deb.log"
	[ $status -eq 0 ] || fail "the package does not install or does not run on bare $release; the log is $dir/deb.log"
	echo "bare_root.sh: the package installs and runs on bare $release"
}

[ $# -eq 1 ] || [ $# -eq 2 ] || fail "usage: bare_root.sh DIR [RELEASE]"
[ "$(id -u)" -eq 0 ] || fail "chroot and mount need root"
for tool in debootstrap git; do
	command -v "$tool" >/dev/null || fail "$tool is missing"
done
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
mkdir -p "$1"
dir=$(cd "$1" && pwd)
# shellcheck disable=SC1091 # the system's own file
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
release=${2:-$codename}
"$here/sources.sh" deb "$dir/sources"
sed -i "s/\b$codename\b/$release/g" "$dir"/sources/*
unmount
trap unmount EXIT
[ -d "$dir/base" ] || make_base
if [ -n "${DEB:-}" ]; then
	try_package
	exit
fi
failed=no
SECONDS=0
for target in demo test; do
	try "$target"
done
[ $failed = no ]

#!/bin/sh
# install.sh SUDO PACKAGE... - installs the Debian packages that are missing, if any.
set -eu
sudo=$1
shift
missing=
for package; do
    dpkg -s "$package" 2>/dev/null | grep -q '^Status: install ok' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
echo "Installing:$missing"
$sudo apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing \
    > /dev/null

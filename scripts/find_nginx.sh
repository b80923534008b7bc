#!/bin/sh
# What the slow tests of deploying stand behind: nginx. Debian's where we are root.
set -u
PATH="$PATH:/usr/sbin"
if command -v nginx >/dev/null; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Debian's nginx-light ..."
  # In run level 1 a package does not start its service: the tests run an nginx of their own.
  apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    nginx-light >/dev/null
fi
if command -v nginx >/dev/null; then exit 0; fi
echo "Not found and not to be installed: nginx. Install it and run make test-all again." >&2
exit 1

#!/bin/sh
# A Chromium and a Chinese face for the browser tests: the one on the PATH, else Debian's where we are root, else
# Playwright's own; else say what to install and fail. Nothing is skipped.
set -u
found() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
if found >/dev/null && fc-list :lang=zh 2>/dev/null | grep -q .; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Debian's chromium and fonts-noto-cjk ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk fontconfig >/dev/null
fi
if found >/dev/null; then exit 0; fi
echo "Trying Playwright's own Chromium ..."
if python -m playwright install chromium; then exit 0; fi
echo "No Chromium was found and none could be installed. Install Debian's packages chromium and fonts-noto-cjk" >&2
echo "(apt-get install chromium fonts-noto-cjk), or any Chromium that is on the PATH, and run make test again." >&2
exit 1

#!/bin/sh
# What the slow tests read our files with: LibreOffice, poppler's PDF tools, minisign. Debian's where we are root.
set -u
missing() { for tool in soffice pdftotext pdffonts minisign; do command -v "$tool" >/dev/null || echo "$tool"; done; }
if [ -z "$(missing)" ]; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Debian's LibreOffice, poppler-utils and minisign ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    libreoffice-writer libreoffice-calc libreoffice-impress poppler-utils minisign unzip >/dev/null
fi
if [ -z "$(missing)" ]; then exit 0; fi
echo "Not found and not to be installed: $(missing | tr '\n' ' '). Install LibreOffice, poppler-utils and minisign" >&2
echo "and run make test-all again." >&2
exit 1

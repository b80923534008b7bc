"""Writes every host name that a process looks up or connects to into the file NETWORK_AUDIT."""

import os
import sys

_TARGET = os.environ.get("NETWORK_AUDIT")


def _note(event: str, args: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event == "socket.connect" and isinstance(args[1], tuple):
        host = args[1][0]
    elif event in ("socket.gethostbyname", "socket.gethostbyaddr"):
        host = args[0]
    else:
        return
    with open(str(_TARGET), "a", encoding="utf-8") as file:
        file.write(f"{event} {host!r}\n")


if _TARGET:
    sys.addaudithook(_note)

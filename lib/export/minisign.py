"""Signatures in the form of minisign (ed25519), so that its own program checks what the board signed."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from lib.errors import BoardError
from lib.words import mark

PLAIN, HASHED = b"Ed", b"ED"
"""What was signed: the bytes themselves, or their BLAKE2b-512."""
NO_PASSWORD = b"\0\0"
SECRET_LENGTH, PUBLIC_LENGTH, SIGNATURE_LENGTH = 158, 42, 74


class KeyFault(BoardError):
    """A file that is no key of minisign, or one that a password guards."""


@dataclass(frozen=True)
class SecretKey:
    """The office's key."""

    number: bytes
    key: Ed25519PrivateKey

    @classmethod
    def read(cls, name: str, content: str) -> SecretKey:
        """A secret key file without a password (`minisign -G -W`).

        Raises KeyFault.
        """
        raw = _decoded(name, content, SECRET_LENGTH)
        if raw[2:4] != NO_PASSWORD:
            raise KeyFault(
                name,
                mark("the key is guarded by a password, which a scheduler cannot type"),
                mark("make one for the board with `minisign -G -W`, readable by it alone"),
            )
        return cls(raw[54:62], Ed25519PrivateKey.from_private_bytes(raw[62:94]))

    def sign(self, content: bytes, comment: str) -> bytes:
        """The signature file. It bears no time, so the same content has the same signature."""
        signature = self.key.sign(_digest(content))
        whole = self.key.sign(signature + comment.encode())
        first = base64.b64encode(HASHED + self.number + signature).decode()
        second = base64.b64encode(whole).decode()
        return f"untrusted comment: {comment}\n{first}\ntrusted comment: {comment}\n{second}\n".encode()


@dataclass(frozen=True)
class PublicKey:
    """What a reader checks with."""

    number: bytes
    key: Ed25519PublicKey

    @classmethod
    def read(cls, name: str, content: str) -> PublicKey:
        """A public key file of minisign, or its second line.

        Raises KeyFault.
        """
        raw = _decoded(name, content, PUBLIC_LENGTH)
        return cls(raw[2:10], Ed25519PublicKey.from_public_bytes(raw[10:]))

    def fits(self, content: bytes, signature: bytes) -> bool:
        """Whether a signature file is this key's over `content`, its trusted comment included."""
        lines = signature.decode("utf-8", errors="replace").splitlines()
        try:
            first = base64.b64decode(lines[1], validate=True)
            whole = base64.b64decode(lines[3], validate=True)
            comment = lines[2].removeprefix("trusted comment: ")
        except (IndexError, ValueError):
            return False
        kind, number, signed = first[:2], first[2:10], first[10:]
        if len(first) != SIGNATURE_LENGTH or number != self.number or kind not in (PLAIN, HASHED):
            return False
        try:
            self.key.verify(signed, content if kind == PLAIN else _digest(content))
            self.key.verify(whole, signed + comment.encode())
        except InvalidSignature:
            return False
        return True


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=64).digest()


def _decoded(name: str, content: str, length: int) -> bytes:
    lines = [line for line in content.splitlines() if line and not line.startswith("untrusted comment:")]
    try:
        raw = base64.b64decode(lines[0], validate=True)
    except (IndexError, ValueError):
        raw = b""
    if len(raw) != length or raw[:2] != PLAIN:
        raise KeyFault(name, mark("not a key of minisign"), mark("make a pair of keys with `minisign -G -W`"))
    return raw

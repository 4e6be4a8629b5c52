"""Digests and seals: SM3 (GB/T 32905) beside SHA-256, keyed with HMAC where a secret must stand behind."""

from __future__ import annotations

import hashlib
import hmac

from cryptography.hazmat.primitives import hashes
from django.conf import settings

CHUNK = 1 << 20


class TwinDigest:
    """SHA-256 and SM3 of the same bytes, fed piece by piece."""

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()
        self._sm3 = hashes.Hash(hashes.SM3())
        self.size = 0

    def update(self, data: bytes) -> None:
        """Take the next piece."""
        self._sha256.update(data)
        self._sm3.update(data)
        self.size += len(data)

    def finish(self) -> tuple[str, str]:
        """Return SHA-256 and SM3 in hexadecimal; no piece may follow."""
        return self._sha256.hexdigest(), self._sm3.finalize().hex()


def sm3(data: bytes) -> str:
    """Return the SM3 digest in hexadecimal."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize().hex()


def lookup_hash(value: str, purpose: str) -> str:
    """Return the keyed hash by which an encrypted value is found; ``purpose`` keeps kinds of value apart."""
    return hmac.digest(settings.LOOKUP_KEY.encode(), f"{purpose}:{value}".encode(), "sha256").hex()


def audit_seal(text: str) -> str:
    """Return the seal over the end of the audit chain, which nobody can make without the key."""
    return hmac.digest(settings.AUDIT_KEY.encode(), text.encode(), "sha256").hex()

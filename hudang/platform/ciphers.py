"""Encryption of single fields: AES-256-GCM with a key id, so that keys can be changed one after another."""

from __future__ import annotations

import base64
import os
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

KEY_ID = "k1"
_NONCE = 12


@lru_cache(maxsize=4)
def _cipher(key: str) -> AESGCM:
    return AESGCM(bytes.fromhex(key))


def encrypt(plain: str) -> str:
    """Return ``k1:base64(nonce + ciphertext)``; the empty text stays empty."""
    if not plain:
        return ""
    nonce = os.urandom(_NONCE)
    sealed = _cipher(settings.FIELD_KEY).encrypt(nonce, plain.encode(), KEY_ID.encode())
    return f"{KEY_ID}:{base64.b64encode(nonce + sealed).decode()}"


def decrypt(stored: str) -> str:
    """Return the text that was encrypted; raises ``cryptography.exceptions.InvalidTag`` when it was altered."""
    if not stored:
        return ""
    key_id, _, body = stored.partition(":")
    raw = base64.b64decode(body)
    return _cipher(settings.FIELD_KEY).decrypt(raw[:_NONCE], raw[_NONCE:], key_id.encode()).decode()


class EncryptedField(models.TextField):  # type: ignore[type-arg]
    """A text that is encrypted in the database and plain in Python. It cannot be filtered on."""

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way in."""
        return encrypt(value) if value else ""

    def from_db_value(self, value: str | None, *_: Any) -> str:
        """Decrypt on the way out."""
        return decrypt(value or "")

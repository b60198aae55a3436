"""Keyed digests after the national standard (SM3), through the well-kept library."""

from cryptography.hazmat.primitives import hashes, hmac


def hmac_sm3(key: bytes, message: bytes) -> str:
    """HMAC-SM3 of `message` as 64 hexadecimal digits."""
    digest = hmac.HMAC(key, hashes.SM3())
    digest.update(message)
    return digest.finalize().hex()


def sm3(message: bytes) -> str:
    """SM3 digest as 64 hexadecimal digits."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(message)
    return digest.finalize().hex()

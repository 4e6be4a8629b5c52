"""平台: file storage, ciphers, digests, background jobs."""

"""Rules of classification: pure functions on frozen facts, each result with its reasons."""

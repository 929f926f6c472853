"""Fixtures of the tests of documents and questions."""

from tests.reference import _small_extract, small_reference

__all__ = ["_small_extract", "small_reference"]

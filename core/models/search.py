"""What the site's search knows: one row for each record that can be found, and the words it has ever met."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now

PUBLIC, OFFICE = Q(is_public=True), Q(is_public=False)


class SearchEntry(models.Model):
    """One record as the search knows it (mục tìm kiếm). Written by `core.search` alone, from what its app tells.

    `kind` names the source, `record_id` the record. Whoever does not hold the source's right at `agency_id` sees the
    row only while `is_public`. `names` holds the words of title and codes, `head` these and the summary with weights
    (A title, B codes, C summary), `search` all words, body included. `plain_body` has a letter for each letter of
    `body`, so that a place found in it is a place in `body`. `digest` tells whether anything has changed,
    `written_at` when it last did.
    """

    kind = models.CharField("loại", max_length=32)
    record_id = models.BigIntegerField("số của bản ghi")
    agency_id = models.BigIntegerField("đơn vị", null=True)
    is_public = models.BooleanField("công khai")
    title = models.TextField("tên")
    url = models.TextField("địa chỉ")
    office_url = models.TextField("địa chỉ trong nghiệp vụ", blank=True)
    summary = models.TextField("tóm tắt", blank=True)
    body = models.TextField("nội dung", blank=True)
    codes = ArrayField(models.CharField(max_length=100), verbose_name="số, mã", default=list)
    dated_on = models.DateField("ngày", null=True)
    boost = models.SmallIntegerField("ưu tiên", default=0)
    plain_title = models.TextField("tên đã bỏ dấu", blank=True)
    plain_body = models.TextField("nội dung đã bỏ dấu", blank=True)
    title_words = models.PositiveSmallIntegerField("số từ của tên", default=0)
    names = SearchVectorField("từ của tên và mã")
    head = SearchVectorField("từ của tên, mã, tóm tắt")
    search = SearchVectorField("mọi từ")
    digest = models.CharField("dấu vết nội dung", max_length=64)
    written_at = models.DateTimeField("ghi lúc", db_default=Now())

    class Meta:
        verbose_name = "mục tìm kiếm"
        verbose_name_plural = "mục tìm kiếm"
        constraints = [models.UniqueConstraint(fields=["kind", "record_id"], name="search_entry_once_for_a_record")]
        indexes = [
            GinIndex(fields=["search"], name="search_public_words", condition=PUBLIC, fastupdate=False),
            GinIndex(fields=["search"], name="search_office_words", condition=OFFICE, fastupdate=False),
            GinIndex(fields=["names"], name="search_public_names", condition=PUBLIC, fastupdate=False),
            GinIndex(fields=["names"], name="search_office_names", condition=OFFICE, fastupdate=False),
            GinIndex(
                fields=["plain_title"], name="search_title_trigrams", opclasses=["gin_trgm_ops"], fastupdate=False
            ),
            models.Index(
                "kind", F("boost").desc(), F("dated_on").desc(nulls_last=True), F("id").desc(),
                name="search_newest_of_kind", condition=PUBLIC,
            ),
            models.Index(fields=["kind", "agency_id"], name="search_of_agency", condition=OFFICE),
            models.Index(fields=["kind", "id"], name="search_public_of_kind", condition=PUBLIC),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"


class SearchWord(models.Model):
    """A folded word that some entry holds (từ đã gặp): what a mistyped word is corrected to.

    A word may stand here twice: two transactions that meet it for the first time must not wait for each other. Words
    stay when their last entry goes, until the index is built again; nobody is shown a word, only entries he may see.
    """

    word = models.CharField("từ", max_length=60)

    class Meta:
        verbose_name = "từ đã gặp"
        verbose_name_plural = "từ đã gặp"
        indexes = [
            models.Index(fields=["word"], name="search_word"),
            # On lower(word), which is the word: trigrams of `word` would serve `=` too, thousands of times slower.
            GinIndex(OpClass(Lower("word"), name="gin_trgm_ops"), name="search_word_trigrams", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.word

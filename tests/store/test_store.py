from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from bulletin import store


@pytest.fixture
def blobs(tmp_path: Path) -> store.Store:
    return store.Store(tmp_path)


@given(data=st.binary(max_size=2000))
@profile(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_goes_in_comes_out_under_its_digest(blobs: store.Store, data: bytes) -> None:
    digest = blobs.put(data)
    assert digest == hashlib.sha256(data).hexdigest()
    assert blobs.get(digest) == data


def test_the_same_bytes_twice_are_one_file(blobs: store.Store) -> None:
    assert blobs.put(b"once") == blobs.put(b"once")
    assert list(blobs.digests()) == [hashlib.sha256(b"once").hexdigest()]


def test_a_flipped_bit_is_never_handed_out(blobs: store.Store) -> None:
    digest = blobs.put(b"whole")
    blobs.path(digest).write_bytes(b"whule")
    with pytest.raises(store.StoreError, match="damaged"):
        blobs.get(digest)


def test_a_damaged_file_is_mended_by_putting_it_again(blobs: store.Store) -> None:
    digest = blobs.put(b"whole")
    blobs.path(digest).write_bytes(b"whule")
    assert blobs.get(blobs.put(b"whole")) == b"whole"


def test_what_is_missing_is_said_to_be(blobs: store.Store) -> None:
    with pytest.raises(store.StoreError, match="missing"):
        blobs.get("0" * 64)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "0" * 63, "G" * 64, "0" * 64 + "\n", "/" * 64, "0" * 65])
def test_only_a_digest_names_a_file(blobs: store.Store, digest: str) -> None:
    with pytest.raises(store.StoreError, match="not a digest"):
        blobs.get(digest)


@pytest.mark.parametrize("url", ["s3://bucket", "file://host/path", "/srv/store", "http://example.org/"])
def test_a_store_is_a_folder(url: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        store.folder(url)


def test_the_stores_lie_outside_what_is_served() -> None:
    roots = [Path(settings.STATIC_ROOT), *map(Path, settings.STATICFILES_DIRS)]
    for url in (settings.STORE_URL, settings.DRAFTS_URL):
        assert not any(store.folder(url).is_relative_to(root) for root in roots)

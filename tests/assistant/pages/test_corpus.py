"""The list of documents and sources in the corpus tab."""

from __future__ import annotations

import re

import pytest

from tests.assistant.doors import open_door


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    with open_door(tmp_path_factory.mktemp("page-corpus")) as client:
        yield client.services


def rows(services, wanted):
    from assistant.pages.corpus import documents_html  # and Gradio, where these tests run

    html = documents_html(services, wanted, "fr")
    return re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td>', html)


def test_cited_sources_are_found_by_publisher_and_year(services):
    assert rows(services, "afpc 2016") == [("Brochure citée", "AFPC", "2016-04")]


def test_documents_come_first_and_can_be_read(services):
    found = rows(services, "")
    assert found[-1][0] == "Brochure citée"
    assert len(found) > 1
    assert all('class="view"' in title for title, _, _ in found[:-1])

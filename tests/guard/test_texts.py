"""The texts that the guard is tuned to (dev) and judged on (held_out) agree with their source."""

import json
from pathlib import Path

import pytest

from tests.data.guard import build

HERE = Path(build.__file__).parent
LABELS = {
    *("PERSON", "PERSONNUMMER", "PHONE", "EMAIL", "URL"),
    *("PLATE", "ADDRESS", "DATE_OF_BIRTH", "CASE_NUMBER"),
}


def texts_of(name: str) -> list[dict]:
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("name", build.SETS)
def test_the_file_is_what_its_source_says(name):
    assert (HERE / f"{name}.jsonl").read_text("utf-8") == build.jsonl(name)


@pytest.mark.parametrize("name", build.SETS)
def test_spans_fit_their_texts(name):
    for item in texts_of(name):
        last = 0
        for span in item["spans"]:
            assert span["label"] in LABELS, item
            assert last <= span["start"] < span["end"] <= len(item["text"]), item
            words = item["text"][span["start"] : span["end"]]
            assert words == words.strip(), item
            last = span["end"]


@pytest.mark.parametrize("name", build.SETS)
def test_no_mark_is_left_in_a_text(name):
    for item in texts_of(name):
        assert not set("{}") & set(item["text"]), item
        assert not build.SLOT.search(item["text"].replace("@exempel", "")) or "EMAIL" in {
            span["label"] for span in item["spans"]
        }, item


def test_ids_and_texts_are_unique_over_both_sets():
    every = [item for name in build.SETS for item in texts_of(name)]
    assert len({item["id"] for item in every}) == len(every)
    assert len({item["text"] for item in every}) == len(every)


@pytest.mark.parametrize("name", build.SETS)
def test_the_mixture_is_as_it_was_meant(name):
    items = texts_of(name)
    assert len(items) >= 300
    assert 0.25 <= sum(not item["spans"] for item in items) / len(items) <= 0.5
    assert 0.2 <= sum(item["hard"] for item in items) / len(items) <= 0.4
    assert {span["label"] for item in items for span in item["spans"]} == LABELS


def test_the_two_sets_share_no_full_name_and_few_first_names():
    dev, held_out = (
        {
            item["text"][span["start"] : span["end"]].casefold()
            for item in texts_of(name)
            for span in item["spans"]
            if span["label"] == "PERSON" and span["end"] - span["start"] > 2
        }
        for name in build.SETS
    )
    assert len(dev & held_out) <= 0.05 * len(held_out)

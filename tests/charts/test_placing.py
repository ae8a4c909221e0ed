"""Labels find room beside their point."""

import pytest

from stations.charts.placing import Box, boxes_along, place_beside

FRAME = Box(0, 0, 200, 200)


def test_overlap_is_the_shared_area():
    assert Box(0, 0, 10, 10).overlap(Box(5, 5, 10, 10)) == 25
    assert Box(0, 0, 10, 10).overlap(Box(10, 0, 10, 10)) == 0


@pytest.mark.parametrize("point", [(100, 100), (0, 0), (200, 0), (0, 200), (200, 200), (100, 0), (0, 100)])
def test_label_lies_in_the_frame_and_off_its_point(point):
    box = place_beside(point, 80, 17, frame=FRAME, taken=())

    assert box.overlap(FRAME) == pytest.approx(box.area)
    assert box.overlap(Box(point[0] - 3, point[1] - 3, 6, 6)) == 0


def test_label_keeps_clear_of_what_is_taken():
    taken = (*boxes_along((100, 100), (160, 40)), Box(100, 80, 90, 20))

    box = place_beside((100, 100), 80, 17, frame=FRAME, taken=taken)

    assert [other for other in taken if box.overlap(other)] == []


def test_boxes_along_follow_a_line_to_both_ends():
    boxes = boxes_along((0, 0), (80, 40))

    assert (boxes[0], boxes[-1]) == (Box(-4, -4, 8, 8), Box(76, 36, 8, 8))

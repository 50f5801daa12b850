"""What the ablation takes away must be there, under the name by which it is taken."""

import pytest

from benchmarks.answer_ablation import PARTS, without


@pytest.mark.parametrize("part", PARTS)
def test_every_part_can_be_taken_away(part: str) -> None:
    with without(PARTS[part]):
        pass

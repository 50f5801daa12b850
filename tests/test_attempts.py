"""Wrong passwords: a few are free, then each has to wait longer than the one before."""

from web.attempts import FORGOTTEN, FREE, LONGEST, MOST_KEPT, Attempts


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def guess(attempts: Attempts, clock: Clock, address: str, name: str) -> list[int]:
    """The waits of as many guesses as are free and five more, each made as early as it may be."""
    waits = []
    for _ in range(FREE["both"] + 5):
        waited = 0
        while wait := attempts.begin(address, name):
            clock.now += wait
            waited += wait
        waits.append(waited)
    return waits


def test_the_wait_grows_for_one_name_from_one_address() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    assert guess(attempts, clock, "10.0.0.1", "li") == [0] * FREE["both"] + [1, 2, 4, 8, 16]
    assert attempts.begin("10.0.0.2", "li") == attempts.begin("10.0.0.1", "wang") == 0
    for _ in range(3):
        waits = guess(attempts, clock, "10.0.0.1", "li")
    assert waits == [LONGEST["both"]] * (FREE["both"] + 5)


def test_many_names_from_one_address_wait_too() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    for number in range(FREE["address"]):
        assert attempts.begin("10.0.0.1", f"user{number}") == 0
    assert attempts.begin("10.0.0.1", "another") == 1
    assert attempts.begin("10.0.0.2", "another") == 0


def test_one_name_from_many_addresses_waits_but_never_long() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    for number in range(FREE["name"] + 20):
        clock.now += attempts.begin(f"10.0.1.{number}", "li")
        attempts.begin(f"10.0.1.{number}", "li")
    assert 0 < attempts.begin("10.9.9.9", "li") <= LONGEST["name"]


def test_many_at_once_are_no_way_around_it() -> None:
    attempts = Attempts(Clock())
    tried = [attempts.begin("10.0.0.1", "li") for _ in range(100)]
    assert tried.count(0) == FREE["both"]


def test_the_right_password_frees_the_name_but_not_what_was_guessed_at_others() -> None:
    attempts = Attempts(Clock())
    for number in range(FREE["address"] - 1):
        assert attempts.begin("10.0.0.1", f"user{number}") == 0
    for _ in range(30):
        assert attempts.begin("10.0.0.1", "li") == 0
        attempts.right("10.0.0.1", "li")
    assert attempts.begin("10.0.0.1", "user") == 0
    assert attempts.begin("10.0.0.1", "li") == 1


def test_what_was_wrong_is_forgotten() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    for _ in range(FREE["both"]):
        attempts.begin("10.0.0.1", "li")
    assert attempts.begin("10.0.0.1", "li") == 1
    clock.now += FORGOTTEN + 1
    assert guess(attempts, clock, "10.0.0.1", "li")[: FREE["both"]] == [0] * FREE["both"]


def test_addresses_of_one_household_count_as_one() -> None:
    attempts = Attempts(Clock())
    for number in range(FREE["both"]):
        assert attempts.begin(f"2001:db8:1:2::{number + 1:x}", "li") == 0
    assert attempts.begin("2001:db8:1:2:ffff::9", "li") == 1
    assert attempts.begin("2001:db8:1:3::1", "li") == 0


def test_a_flood_of_names_does_not_free_its_address() -> None:
    attempts = Attempts(Clock())
    for number in range(MOST_KEPT + FREE["address"]):
        attempts.begin("10.0.0.1", f"user{number}")
    assert attempts.begin("10.0.0.1", "li") > 0

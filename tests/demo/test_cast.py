from itertools import islice

from samhandling.demo.cast import people


def test_the_same_people_come_every_time_and_none_comes_twice():
    first = list(islice(people("vasterbotten"), 500))

    assert first == list(islice(people("vasterbotten"), 500))
    assert len(set(first)) == 500


def test_every_county_has_its_own_people():
    assert next(people("varmland")) != next(people("vasterbotten"))


def test_addresses_belong_to_nobody():
    assert {name.email.split("@")[1] for name in islice(people("x"), 200)} == {"example.se"}

"""No form asks for what its children cannot read; a file of its own: a thousand seeds run beside the rest."""

import pytest
import seeds

from phonics.errors import Invalid
from phonics.levels import forms
from phonics.levels.blocklist import blocked_word
from phonics.levels.loader import load
from phonics.levels.segments import decodable_with
from phonics.levels.sequence import ORDER, RANK

TOO_SMALL = ["K1", "K2", "S5"]


@pytest.mark.parametrize("level", [level for level in ORDER if level not in TOO_SMALL])
def test_every_item_of_a_form_is_readable_there(level):
    taught = load().taught_by(level)
    for seed in seeds.THOUSAND:
        for form in forms.make(forms.Blueprint(level), seed):
            for word in form.real:
                assert decodable_with(word.segments, taught), word.text
                assert RANK[word.level] <= RANK[level]
                assert not blocked_word(word.text, word.phones)
            assert all(decodable_with(one.segments, taught) for one in form.pseudo)


@pytest.mark.parametrize("level", TOO_SMALL)
def test_a_level_too_small_for_forms_says_what_is_short(level):
    with pytest.raises(Invalid, match=r"only|no"):
        forms.make(forms.Blueprint(level), 1)

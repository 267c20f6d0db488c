"""Our notation in the two alphabets of the build."""

import pytest

from phonics.errors import Invalid
from phonics.voice import arpabet


def test_a_sentence_is_written_for_the_voice() -> None:
    assert arpabet.for_voice("DH AH0 | N EH1 K S T | W ER1 D | IH0 Z , | SH IH1 P .") == "ðə nˈɛkst wˈɜɹd ɪz, ʃˈɪp."


def test_an_unstressed_er_is_a_schwa_and_r() -> None:
    assert arpabet.for_voice("R UW1 S T ER0") == "ɹˈustəɹ"


@pytest.mark.parametrize(
    ("phones", "spoken"),
    [("R AE B IH T", "R AE1 B IH0 T"), ("B AX N AE N AX", "B AX0 N AE1 N AX0"), ("DH AX", "DH AX1"), ("SH", "SH")],
)
def test_the_first_full_vowel_takes_the_stress(phones: str, spoken: str) -> None:
    assert " ".join(arpabet.stressed(phones.split())) == spoken


def test_a_given_stress_stays() -> None:
    assert arpabet.stressed(["R", "IH0", "L", "AE1", "K", "S"]) == ("R", "IH0", "L", "AE1", "K", "S")


def test_the_aligner_knows_no_schwa_and_no_stress() -> None:
    assert arpabet.for_aligner(["B", "AX0", "L", "UW1", "N"]) == ["B", "AH", "L", "UW", "N"]


def test_punctuation_is_not_a_word() -> None:
    assert arpabet.words_of("W EH1 L | D AH1 N !") == [["W", "EH1", "L"], ["D", "AH1", "N"]]


def test_a_phone_that_is_not_arpabet_is_refused() -> None:
    with pytest.raises(Invalid):
        arpabet.for_voice("S QQ1 T")

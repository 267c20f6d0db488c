"""ARPAbet, the notation of our word list, in the two alphabets the build speaks: the voice's and the aligner's.

`spoken` strings are ARPAbet with stress digits, words divided by `|`, and the punctuation that shapes the tune:
`"W EH1 L | D AH1 N !"`.
"""

from collections.abc import Sequence

from phonics.errors import Invalid

VOWELS = {
    "AA": "ɑ", "AE": "æ", "AH": "ʌ", "AO": "ɔ", "AW": "W", "AX": "ə", "AY": "I", "EH": "ɛ", "ER": "ɜɹ",
    "EY": "A", "IH": "ɪ", "IY": "i", "OW": "O", "OY": "Y", "UH": "ʊ", "UW": "u",
}  # fmt: skip
CONSONANTS = {
    "B": "b", "CH": "ʧ", "D": "d", "DH": "ð", "F": "f", "G": "ɡ", "HH": "h", "JH": "ʤ", "K": "k", "L": "l",
    "M": "m", "N": "n", "NG": "ŋ", "P": "p", "R": "ɹ", "S": "s", "SH": "ʃ", "T": "t", "TH": "θ", "V": "v",
    "W": "w", "Y": "j", "Z": "z", "ZH": "ʒ",
}  # fmt: skip
PUNCTUATION = ",.!?"
# Unstressed, these two are written as schwa.
WEAK = {"AH": "ə", "ER": "əɹ"}
STRESS_MARK = {"1": "ˈ", "2": "ˌ"}


def stressed(phones: Sequence[str]) -> tuple[str, ...]:
    """Return the phones with a stress digit on every vowel.

    Phones that already carry digits stay. Else the first vowel that is not a schwa takes the stress, as in nearly all
    words a beginner meets (RAbbit, baNAna with AX).
    """
    if any(phone[-1].isdigit() for phone in phones):
        return tuple(phones)
    full = [i for i, phone in enumerate(phones) if phone in VOWELS and phone != "AX"]
    loud = full[0] if full else next((i for i, phone in enumerate(phones) if phone in VOWELS), -1)
    return tuple(p + ("1" if i == loud else "0") if p in VOWELS else p for i, p in enumerate(phones))


def bare(phone: str) -> str:
    """Return the phone without its stress digit."""
    return phone.rstrip("012")


def words_of(spoken: str) -> list[list[str]]:
    """Return the phones of each word, punctuation left out, stress kept."""
    words = [[token for token in word.split() if token not in PUNCTUATION] for word in spoken.split("|")]
    return [word for word in words if word]


def for_voice(spoken: str) -> str:
    """Return the string the voice reads, for example `ðə nˈɛkst wˈɜɹd ɪz, ʃˈɪp.`

    :raises Invalid: for a phone that is not ARPAbet
    """
    return " ".join("".join(_symbol(token) for token in word.split()) for word in spoken.split("|"))


def _symbol(token: str) -> str:
    if token in PUNCTUATION or token in CONSONANTS:
        return CONSONANTS.get(token, token)
    phone, stress = bare(token), token[-1]
    if phone not in VOWELS:
        raise Invalid("Not an ARPAbet phone: %(phone)s", phone=token)
    if stress in STRESS_MARK:
        return STRESS_MARK[stress] + VOWELS[phone]
    return WEAK.get(phone, VOWELS[phone])


def for_aligner(phones: Sequence[str]) -> list[str]:
    """Return the phones as the acoustic model names them: no stress, schwa as AH."""
    return ["AH" if bare(phone) == "AX" else bare(phone) for phone in phones]

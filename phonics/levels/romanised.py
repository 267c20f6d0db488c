"""A Thai word in Roman letters, as on road signs (lamyai, krathong): its nearest English sounds."""

# The Royal Thai General System of Transcription (Royal Institute, B.E. 2542), longest first.
_SOUNDS = {
    "uea": "UW AX",
    "ng": "NG",
    "kh": "K",
    "ph": "P",
    "th": "T",
    "ch": "CH",
    "ae": "AE",
    "ai": "AY",
    "ao": "AW",
    "ia": "IY AX",
    "oe": "ER",
    "oi": "OY",
    "ua": "UW AX",
    "ue": "UW",
    "a": "AA",
    "e": "EH",
    "i": "IY",
    "o": "AO",
    "u": "UW",
} | {letter: letter.upper() for letter in "kgtdnbpfmrlwsvz"}
_SOUNDS |= {"h": "HH", "j": "JH", "y": "Y", "c": "K"}


def pronounce(word: str) -> tuple[str, ...]:
    """Return the phones of a romanised Thai word, () if it holds letters Thai is not written with."""
    phones: list[str] = []
    place = 0
    while place < len(word):
        part = next((word[place : place + size] for size in (3, 2, 1) if word[place : place + size] in _SOUNDS), "")
        if not part:
            return ()
        phones += _SOUNDS[part].split()
        place += len(part)
    return tuple(phones)

"""The online voice: one text in, MP3 bytes out. Only ever called from a job, never in a request."""

import requests
from gtts import gTTS
from gtts.tts import gTTSError

from phonics.errors import Invalid, Unavailable

# What one call to the service may carry; more would be split into several.
LONGEST_TEXT = 100
TIMEOUT_S = (3.0, 10.0)
SOURCE = "gTTS (Google Translate)"
LICENCE = "not for redistribution"


def fetch(text: str, lang: str = "en", timeout: float | tuple[float, float] = TIMEOUT_S) -> bytes:
    """Return the MP3 of the text.

    :param timeout: seconds to wait, for both or (to connect, to answer): without it the library waits for ever
    :raises Invalid: for an empty text, one over 100 characters, or a language the service does not speak
    :raises Unavailable: if the service cannot be reached, refuses, is too slow, or answers without sound
    """
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise Invalid("A text for the online voice has 1 to %(most)s characters", most=LONGEST_TEXT)
    try:
        voice = gTTS(text, lang=lang, timeout=timeout)
    except ValueError as error:
        raise Invalid("The online voice does not speak %(lang)s", lang=lang) from error
    try:
        data = b"".join(voice.stream())
    except (gTTSError, requests.RequestException, ValueError, AssertionError) as error:
        raise Unavailable("The online voice does not answer: %(reason)s", reason=str(error)) from error
    if not _is_mp3(data):
        raise Unavailable("The online voice answered without sound")
    return data


def _is_mp3(data: bytes) -> bool:
    return data[:3] == b"ID3" or (len(data) > 100 and data[0] == 0xFF and data[1] >= 0xE0)

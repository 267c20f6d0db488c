"""The online voice: one text in, MP3 bytes out. Only ever called from a job or a command, never in a request."""

import requests
from gtts import gTTS
from gtts.tts import gTTSError
from urllib3.exceptions import ReadTimeoutError

from phonics.errors import Invalid, Unavailable
from phonics.voice import mp3
from phonics.voice.online import NoConnection

# What one call to the service may carry; more would be split into several.
LONGEST_TEXT = 100
# To connect, to answer: without it the library waits for ever.
TIMEOUT_S = (3.0, 10.0)


def fetch(text: str, lang: str = "en") -> bytes:
    """Return the MP3 of the text.

    :raises Invalid: for an empty text, one over 100 characters, or a language the service does not speak
    :raises NoConnection: if the service cannot be reached
    :raises Unavailable: if it refuses, is too slow, or answers without sound, or with half of it
    """
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise Invalid("A text for the online voice has 1 to %(most)s characters", most=LONGEST_TEXT)
    try:
        voice = gTTS(text, lang=lang, timeout=TIMEOUT_S)
    except ValueError as error:
        raise Invalid("The online voice does not speak %(lang)s", lang=lang) from error
    try:
        data = b"".join(voice.stream())
    except (gTTSError, requests.RequestException, ValueError, AssertionError) as error:
        trouble = NoConnection if _unreached(error) else Unavailable
        raise trouble("The online voice does not answer: %(reason)s", reason=_reason(error)) from error
    if not _sounds(data):
        raise Unavailable("The online voice answered without sound")
    return data


def _unreached(error: Exception) -> bool:
    """Return whether nobody was there; the library keeps what happened only as the error's context."""
    return any(isinstance(one, requests.ConnectionError) and not _stalled(one) for one in (error, error.__context__))


def _stalled(error: BaseException | None) -> bool:
    """Return whether an answer began and did not end."""
    return bool(error and error.args and isinstance(error.args[0], ReadTimeoutError))


def _reason(error: Exception) -> str:
    if isinstance(error.__context__, requests.Timeout) or _stalled(error.__context__):
        return "too slow"
    return "no connection" if _unreached(error) else str(error)


def _sounds(data: bytes) -> bool:
    try:
        return mp3.seconds(data) > 0
    except Invalid:
        return False

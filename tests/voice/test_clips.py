"""The whole chain, where the audio extra is installed; and what it says where it is not."""

import importlib.util

import pytest

from phonics.errors import Invalid, Unavailable
from phonics.services import audio
from phonics.voice import clips, loudness, mp3, synth
from phonics.voice.align import Span
from phonics.voice.wanted import Wanted, sounds
from phonics.voice.wave import DECODER_DELAY_S, RATE

TOOLS = ("hibari", "pocketsphinx", "lameenc")
installed = all(importlib.util.find_spec(name) for name in TOOLS)
with_tools = pytest.mark.skipif(not installed, reason="needs requirements-audio.lock")
SHIP = Wanted("word", "ship", "SH IH1 P", segments=(((0, 1), 1), ((2,), 1), ((3,), 1)))


def test_cues_start_after_the_decoders_own_delay() -> None:
    spans = [Span("SH", 1.30, 1.46), Span("IH", 1.46, 1.61), Span("P", 1.61, 1.77)]
    first, second, third = clips._cues(SHIP, spans, cut_at=1.28)
    assert (first.start, first.end) == (pytest.approx(0.066, abs=0.001), second.start)
    assert (third.letters, third.end) == ((3,), pytest.approx(0.536, abs=0.001))


def test_a_silent_segment_lights_up_for_no_time() -> None:
    comb = Wanted("word", "comb", "K OW1 M", segments=(((0,), 1), ((1,), 1), ((2,), 1), ((3,), 0)))
    cues = clips._cues(comb, [Span("K", 0.0, 0.1), Span("OW", 0.1, 0.3), Span("M", 0.3, 0.5)], 0.0)
    assert cues[3].start == cues[3].end == cues[2].end


def test_a_letter_of_two_phones_lights_up_for_both() -> None:
    box = Wanted("word", "box", "B AA1 K S", segments=(((0,), 1), ((1,), 1), ((2,), 2)))
    spans = [Span("B", 0.0, 0.1), Span("AA", 0.1, 0.3), Span("K", 0.3, 0.4), Span("S", 0.4, 0.6)]
    cues = clips._cues(box, spans, 0.0)
    assert [cue.letters for cue in cues] == [(0,), (1,), (2,), (2,)]
    assert cues[2].end == cues[3].start


def test_a_sentence_has_a_cue_for_each_word() -> None:
    wish = Wanted("sentence", "A cat.", "AX0 | K AE1 T .", segments=(((0,), 1), ((2, 3, 4), 3)))
    spans = [Span("AH", 0.0, 0.1), Span("K", 0.15, 0.2), Span("AE", 0.2, 0.4), Span("T", 0.4, 0.5)]
    cues = clips._cues(wish, spans, 0.0)
    assert [cue.letters for cue in cues] == [(0,), (2, 3, 4)]
    assert cues[1].end - cues[1].start == pytest.approx(0.35)


def test_short_words_get_more_bits() -> None:
    assert clips.kbps(SHIP) > clips.kbps(Wanted("word", "elephant", "EH1 L AX0 F AX0 N T"))
    assert clips.kbps(Wanted("sound", "S", "S AA1 K", (0, 0), "hold")) == clips.WAYS["sound"].kbps


def test_every_kind_that_is_wanted_has_its_way() -> None:
    assert set(clips.WAYS) == {wish.kind for wish in audio.wanted()}


def test_segments_that_do_not_fit_the_phones_are_refused() -> None:
    with pytest.raises(Invalid):
        clips._cues(SHIP, [Span("SH", 0.0, 0.1)], 0.0)


@pytest.mark.skipif(installed, reason="the audio extra is installed")
def test_without_the_tools_it_says_what_to_install() -> None:
    with pytest.raises(Unavailable, match=r"requirements-audio\.lock"):
        clips.make(SHIP)


@with_tools
def test_a_word_is_said_and_cut() -> None:
    made = clips.make(SHIP)
    wave = mp3.decode(made.data)
    assert 0.4 < made.seconds < 0.9
    assert loudness.lufs(wave) == pytest.approx(-18, abs=1.5)
    assert [cue.letters for cue in made.cues] == [(0, 1), (2,), (3,)]
    assert made.cues[-1].end <= made.seconds


@with_tools
def test_breath_comes_slowly_or_it_is_heard_as_a_stop() -> None:
    """The first 10 ms of hat lie far under the next 60."""
    wave = mp3.decode(clips.make(Wanted("word", "hat", "HH AE1 T")).data)
    begins = int(DECODER_DELAY_S * RATE)
    first, then = wave[begins : begins + 240], wave[begins + 1200 : begins + 2400]
    assert loudness.rms_db(first) < loudness.rms_db(then) - 15


@with_tools
def test_a_sentence_is_said_whole_with_its_words_in_order() -> None:
    spoken = "AX0 | B IH1 G | R EH1 D | HH AE1 T ."
    words = (((0,), 1), ((2, 3, 4), 3), ((6, 7, 8), 3), ((10, 11, 12), 3))
    made = clips.make(Wanted("sentence", "A big red hat.", spoken, segments=words))
    assert 0.8 < made.seconds < 2.5
    assert [cue.letters for cue in made.cues] == [letters for letters, _ in words]
    assert all(cue.start < cue.end <= made.seconds for cue in made.cues)


@with_tools
def test_the_same_wish_sounds_the_same_twice() -> None:
    assert clips.make(SHIP) == clips.make(SHIP)


@with_tools
@pytest.mark.parametrize("name", ["S", "AE", "P", "K.S"])
def test_a_sound_is_held_or_cut(name: str) -> None:
    made = clips.make(sounds()[name])
    assert 0.3 < made.seconds < 0.9
    assert made.cues == ()


@with_tools
def test_a_symbol_the_voice_lacks_is_refused() -> None:
    with pytest.raises(Invalid):
        synth.draw("SH QQ1 P", 1.0)

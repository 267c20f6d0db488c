"""The words of a test for a whole class: what subtests are called, and all that its pages' scripts may say."""

from flask_babel import gettext as _

from phonics.assess.subtests import Subtest
from phonics.web.i18n import both


def kind_of_items(subtest: Subtest) -> str:
    """Return what a subtest is called: its own title, else what it asks."""
    return both(subtest.title_th, subtest.title_en) or {
        "letter_name": _("Letter names"),
        "letter_sound": _("Letter sounds"),
        "phoneme_isolation": _("First and last sounds"),
        "blending": _("Blending by ear"),
        "segmentation": _("Taking words apart"),
        "real_word": _("Words"),
        "pseudo_word": _("Made-up words"),
        "dictation": _("Dictation"),
        "passage": _("Reading passage"),
        "comprehension": _("Questions on the text"),
        "picture_vocabulary": _("Words and pictures"),
        "sentence": _("Sentences"),
        "rubric": _("The teacher’s rating"),
    }.get(subtest.kind.value, subtest.kind.value)


def sayings() -> dict[str, str]:
    """Return what the grid's script may say."""
    return {
        "cell": _("{name}, item {n}, {shown}"),
        "cell_last": _("{name}, last item"),
        "cell_seconds": _("{name}, seconds used"),
        "empty": _("nothing yet"),
        "whole": _("complete"),
        "gap": _("item {n} is empty"),
        "after": _("item {n} stands after the last one"),
        "unread": _("item {n}: “{cell}” cannot be read"),
        "no_seconds": _("how many seconds?"),
        "bad_last": _("last item: {first} to {last}, or 0"),
        "bad_seconds": _("seconds: a number"),
        "saving": _("saving…"),
        "saved": _("saved"),
        "unsent": _("kept here, not sent yet"),
        "save_n": _("Save complete lines: {n}"),
        "save_none": _("No line is complete yet"),
        "waits": _("Not complete: {n}"),
        "kept": _("Everything typed is kept on this device."),
        "all_saved": _("Saved: {n} of {of} children."),
        "undo_none": _("nothing to take back"),
        "undo_n": _("take back cells: {n}"),
        "pasted": _("{n} cells pasted."),
        "pasted_odd": _("{n} cells pasted; cannot be read: {where}."),
        "too_far": _("{n} cells lay outside the sheet and were left out."),
        "cannot_keep": _("This device cannot keep anything (a private window, or full). Save each line at once."),
    }

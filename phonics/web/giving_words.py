"""Every word the marking page's script may say."""

from flask_babel import gettext as _


def sayings_by_ear() -> dict[str, str]:
    """Return what is said otherwise where the child listens and does not read."""
    return {
        "last": _("last one asked"),
        "pick": _("Tap the last one you asked."),
        "of_read": _("{k} of {n} joined correctly ({share} %)"),
        "of_read_none": _("nothing was asked"),
    }


def sayings() -> dict[str, str]:
    """Return the sentences by their names."""
    return _of_marks() | _of_the_clock() | _of_the_end()


def _of_marks() -> dict[str, str]:
    return {
        "right": _("right"),
        "correct": _("right"),
        "incorrect": _("wrong"),
        "self_corrected": _("self-corrected"),
        "no_response": _("no answer"),
        "accent": _("Thai accent: right"),
        "not_reached": _("not reached"),
        "last": _("last one read"),
        "row_wrong": _("All wrong"),
        "undo_mark": _("take back item {n}"),
        "undo_row": _("take back row {n}"),
        "undo_last": _("take back the last-item bracket"),
        "undo_insertion": _("take back the word put in after {n}"),
        "undo_none": _("nothing to take back"),
        "last_none": _("tap, then tap the item"),
        "last_chosen": _("chosen: item {n}"),
        "pick": _("Tap the last one the child read."),
        "pick_insert": _("Tap the word after which a word was put in."),
        "inserted": _("put in: {n}"),
        "unmarked": _("Still without a mark: {items}. Or choose the last one asked."),
    }


def _of_the_clock() -> dict[str, str]:
    return {
        "pause": _("Pause"),
        "pause_more": _("stop the clock for now"),
        "go_on": _("Continue"),
        "go_on_more": _("the clock stands at {time}"),
        "time_up": _("Time is up. Tap the last one the child read."),
        "time_up_short": _("time is up"),
        "interrupted": _("This test was interrupted at {time}. Nothing is lost."),
        "left": _("{time} left of {of}"),
        "used": _("{time} used"),
        "of_time": _("of {of}"),
        "no_limit": _("no limit"),
        "stop": _("{k} wrong: by the rule it may stop here."),
        "stopped_here": _("Stopped by the rule. Was it a slip? Tap it right, then go on."),
    }


def _of_the_end() -> dict[str, str]:
    return {
        "finish": _("Finish"),
        "finish_more": _("see the score"),
        "next": _("Next part"),
        "next_more": _("{n} to come"),
        "mended": _("Back"),
        "reason": _("Please say why, in a few words."),
        "aside_done": _("Set aside with your reason. It does not count."),
        "stored": _("Kept on this tablet. It goes by itself when the network is back."),
        "refused": _(
            "The server did not take this test. It is kept on this tablet; "
            "please tell the person who looks after the system."
        ),
        "cannot_keep": _(
            "This tablet cannot keep anything (a private window, or full). Please use another one, or a normal window."
        ),
        "of_read": _("{k} of {n} read correctly ({share} %)"),
        "of_read_none": _("nothing was read"),
        "rated": _("{k} of {n} points"),
        "self_corrected_n": _("{k} of these self-corrected"),
        "seconds": _("in {time} minutes"),
        "stopped": _("stopped by the rule"),
    }

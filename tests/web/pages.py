"""What the tests of the curriculum's pages share."""

import re

DOORS = ("/levels", "/levels/5", "/levels/5/words/ship", "/levels/5/cards", "/levels/5/sheet", "/texts/check", "/words")


def words(response) -> str:  # type: ignore[no-untyped-def]
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.get_data(as_text=True)))


def check(client, text: str, level: int = 5):  # type: ignore[no-untyped-def]
    return client.post("/texts/check", data={"text": text, "level": str(level)})

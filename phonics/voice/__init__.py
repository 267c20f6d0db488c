"""How it sounds: the clip library and the tools that build it."""

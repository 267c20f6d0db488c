"""What we show: roll-ups and charts; frames in, SVG or CSV bytes out."""

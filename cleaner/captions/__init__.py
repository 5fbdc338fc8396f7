"""Captions: which blocks are captions, what is in them, and how they are written into the text."""

from cleaner.captions.form import CaptionFormat, caption_changes
from cleaner.captions.place import Captions, read_captions
from cleaner.captions.read import Known, Reader, read_caption, read_credit

__all__ = [
    "CaptionFormat",
    "Captions",
    "Known",
    "Reader",
    "caption_changes",
    "read_caption",
    "read_captions",
    "read_credit",
]

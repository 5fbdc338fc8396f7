"""HTML → blocks and metadata. Nothing outside this folder imports trafilatura or lxml."""

from cleaner.html.page import Page, read_page

__all__ = ["Page", "read_page"]

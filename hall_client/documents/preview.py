"""Pages of a PDF as pictures, for the preview on screen and for pixel printers."""

from io import BytesIO
from threading import Lock

import pypdfium2

# PDFium keeps global state: one call at a time.
_pdfium = Lock()


def page_count(pdf: bytes) -> int:
    """Number of pages of a PDF."""
    with _pdfium, pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def page_image(pdf: bytes, page: int, dpi: int) -> bytes:
    """Return one page (counted from 0) as PNG; IndexError when there is no such page."""
    with _pdfium, pypdfium2.PdfDocument(pdf) as document:
        if not 0 <= page < len(document):
            raise IndexError(f"page {page} of {len(document)}")
        picture = document[page].render(scale=dpi / 72).to_pil()
    out = BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()

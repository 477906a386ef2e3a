"""What an independent reader sees in a PDF: text, fonts, barcodes."""

import re
import shutil
import subprocess
from io import BytesIO
from typing import Any

import pypdf
import pypdfium2
import zxingcpp
from PIL import Image

from hall_client.documents.preview import page_image

POPPLER = shutil.which("pdftotext")


def text_of(pdf: bytes) -> str:
    """All text without blanks, by poppler where it is installed, else by PDFium."""
    if POPPLER:
        run = subprocess.run([POPPLER, "-", "-"], input=pdf, capture_output=True, check=True)
        return squeezed(run.stdout.decode())
    with pypdfium2.PdfDocument(pdf) as document:
        return squeezed("".join(page.get_textpage().get_text_range() for page in document))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def page_texts(pdf: bytes) -> list[str]:
    return [squeezed(page.extract_text()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Every font of the file, by name: is its program embedded?"""
    found: dict[str, bool] = {}
    reader = pypdf.PdfReader(BytesIO(pdf))
    for number in range(1, len(reader.xref[0]) + 1):
        thing: Any = reader.get_object(number)
        if isinstance(thing, dict) and thing.get("/Type") == "/Font":
            descriptor = thing.get("/FontDescriptor")
            embedded = descriptor is not None and "/FontFile2" in descriptor.get_object()
            found[str(thing["/BaseFont"])] = embedded
    return found


def codes_of(pdf: bytes, dpi: int, page: int = 0) -> set[tuple[str, str]]:
    picture = Image.open(BytesIO(page_image(pdf, page, dpi)))
    return {(str(one.format), one.text) for one in zxingcpp.read_barcodes(picture)}

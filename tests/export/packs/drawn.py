"""PDFs drawn page by page with PDFium, the engine of Chromium's own viewer."""

import pypdfium2

BEYOND = 3.0  # points that words may reach over an edge: italics and measuring


def drawn(data: bytes) -> list[str]:
    """The words of each page. Fails where a page is blank, or words lie beyond it."""
    found = []
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document, 1):
            picture = page.render(scale=0.5).to_pil().convert("L")
            low, high = picture.getextrema()
            assert low < high, f"page {number} is blank"
            wide, high = page.get_size()
            words = page.get_textpage()
            for n in range(words.count_rects()):
                left, bottom, right, top = words.get_rect(n)
                inside = left >= -BEYOND and right <= wide + BEYOND
                inside = inside and bottom >= -BEYOND and top <= high + BEYOND
                said = words.get_text_bounded(left, bottom, right, top)
                assert inside, f"page {number}: {said!r} lies beyond the page"
            found.append(words.get_text_range())
    return found

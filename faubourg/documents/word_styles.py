"""The styles of our Word documents: the colours of the screens, fonts that every office has."""

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

BRAND_900, BRAND_800, BRAND_700, BRAND_500 = "0A2B36", "0E3F4E", "125566", "2F7F92"
BRAND_200, BRAND_50 = "CBE1E6", "F1F7F8"
INK, INK_2, INK_3 = "1B2225", "475056", "5F686D"
LINE = "C9C5BB"
SERIF, SANS = "Georgia", "Calibri"
UNKNOWN = "Non donné"

# name: font, size, bold, colour, space before, space after
_BUILT_IN = {
    "Normal": (SANS, 10, False, INK, 0, 6),
    "Title": (SERIF, 24, True, BRAND_900, 6, 6),
    "Subtitle": (SANS, 12, False, INK_2, 0, 10),
    "Heading 1": (SERIF, 17, True, INK, 20, 8),
    "Heading 2": (SERIF, 13, True, BRAND_800, 16, 6),
    "Heading 3": (SANS, 11, True, INK, 12, 4),
    "Heading 4": (SANS, 10, True, INK_2, 10, 4),
    "Caption": (SANS, 9, True, INK_2, 10, 4),
    "List Bullet": (SANS, 10, False, INK, 0, 3),
    "Header": (SANS, 8, False, INK_2, 0, 0),
    "Footer": (SANS, 8, False, INK_2, 0, 0),
}
_OWN = {
    "Surtitre": (SANS, 10, True, BRAND_700, 0, 4),
    "Chapeau": (SERIF, 12, False, INK_2, 0, 8),
    "Note": (SANS, 8.5, False, INK_2, 0, 4),
    "Aide": (SANS, 9, False, INK_2, 0, 4),
    UNKNOWN: (SANS, 10, False, INK_3, 0, 6),
    "Titre du sommaire": (SERIF, 17, True, INK, 0, 8),
    # The names that Word itself gives to the lines of a contents field.
    "toc 1": (SANS, 10, True, INK, 6, 2),
    "toc 2": (SANS, 10, False, INK, 0, 2),
    "toc 3": (SANS, 9.5, False, INK_2, 0, 1),
    "toc 4": (SANS, 9.5, False, INK_2, 0, 1),
}
_ITALIC = {"Aide", UNKNOWN}


def dress(word: WordDocument) -> None:
    """Sets the styles of a new document, its language and the styles that python-docx's template lacks."""
    for name, look in _BUILT_IN.items():
        _look(word.styles[name], *look)
    for name, look in _OWN.items():
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles["Normal"]
        style.quick_style = True
        _look(style, *look)
        style.font.italic = name in _ITALIC
    for level in (2, 3, 4):
        word.styles[f"toc {level}"].paragraph_format.left_indent = Pt(12 * (level - 1))
    word.styles["Caption"].paragraph_format.keep_with_next = True
    _french(word)


def _look(style: ParagraphStyle, font: str, size: float, bold: bool, colour: str, before: int, after: int) -> None:
    style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # A theme font would win over the name.
    for attribute in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[attribute]
    for script in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), font)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    for border in style.element.findall(".//" + qn("w:pBdr")):
        border.getparent().remove(border)


def _french(word: WordDocument) -> None:
    """French for spelling, hyphenation and screen readers, in the defaults and in the theme's own setting."""
    run = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = run.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        run.append(language)
    for attribute in ("w:val", "w:eastAsia"):
        language.set(qn(attribute), "fr-FR")

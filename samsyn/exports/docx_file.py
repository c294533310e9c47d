"""A Word file below its paragraphs: fields, lists, table heads, languages, and the same bytes twice.

What python-docx has no word for is written here as the file's own XML (ISO/IEC 29500, called by its
element's name).
"""

import io
import zipfile
from datetime import datetime
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
MS_DOS = 0
"""The system that a zip file says it was made on, whatever it was made on."""
WORD_2013 = "15"
"""The way of laying out that Word has kept since; an older one opens "in compatibility mode"."""


def element(name: str, /, *below: Any, **attributes: str | int) -> Any:
    """An element of the word processing vocabulary: element("tblHeader", val="1")."""
    made = OxmlElement(f"w:{name}")
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute.rstrip('_')}"), str(value))
    for one in below:
        made.append(one)
    return made


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field such as PAGE, with what it shows until Word works it out anew."""
    begin_field(paragraph, code)
    paragraph.add_run(shown)
    end_field(paragraph)


def begin_field(paragraph: Paragraph, code: str) -> None:
    """Begins a field: what follows, up to its end, is what it shows."""
    words = element("instrText")
    words.set(qn("xml:space"), "preserve")
    words.text = f" {code} "
    for one in (element("fldChar", fldCharType="begin"), words):
        paragraph.add_run()._r.append(one)
    paragraph.add_run()._r.append(element("fldChar", fldCharType="separate"))


def end_field(paragraph: Paragraph) -> None:
    """Ends the field that was begun last."""
    paragraph.add_run()._r.append(element("fldChar", fldCharType="end"))


def add_link(paragraph: Paragraph, address: str) -> Any:
    """An open link to an address on the web; runs are moved into it with `append`."""
    place = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = element("hyperlink")
    link.set(qn("r:id"), place)
    paragraph._p.append(link)
    return link


def add_link_within(paragraph: Paragraph, bookmark: str, run: Run) -> None:
    """Lets a run lead to a bookmark in the same document."""
    paragraph._p.append(element("hyperlink", run._r, anchor=bookmark, history="1"))


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Gives the whole paragraph a name that links and the contents lead to."""
    paragraph._p.insert_element_before(
        element("bookmarkStart", id=number, name=name), "w:r", "w:hyperlink"
    )
    paragraph._p.append(element("bookmarkEnd", id=number))


def mark_heads(table: Table, *, title: str, words: str) -> None:
    """Says which cells are heads: the first row, repeated on every page, and the first column."""
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    heads = {"firstRow": 1, "lastRow": 0, "firstColumn": 1, "lastColumn": 0}
    properties.append(element("tblLook", val="06A0", noHBand=1, noVBand=1, **heads))
    properties.append(element("tblCaption", val=title))
    if words:
        properties.append(element("tblDescription", val=words))
    for number, row in enumerate(table.rows):
        of_row = row._tr.get_or_add_trPr()
        of_row.append(element("cantSplit"))
        if number == 0:
            of_row.append(element("tblHeader"))


def new_numbering(document: Document, style: str, first: int) -> int:
    """A list of its own that looks as the style's and begins at a number."""
    numbering = document.part.numbering_part.element
    of_style = document.styles[style].element.pPr.numPr.numId.val
    (like,) = [one for one in numbering.num_lst if one.numId == of_style]
    made = numbering.add_num(like.abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(first)
    return int(made.numId)


def speak(document: Document, language: str) -> None:
    """The language of every word in the document, and of what Word says of it."""
    whole = {"sv": "sv-SE", "en": "en-GB"}.get(language, language)
    for one in document.styles.element.iter(qn("w:lang")):
        one.set(qn("w:val"), whole)
    settings = document.settings.element
    for one in settings.iter(qn("w:themeFontLang")):
        one.set(qn("w:val"), whole)
        one.attrib.pop(qn("w:eastAsia"), None)
    for one in settings.iter(qn("w:compatSetting")):
        if one.get(qn("w:name")) == "compatibilityMode":
            one.set(qn("w:val"), WORD_2013)
    document.core_properties.language = whole


def describe(shape: InlineShape, number: int, *, title: str, words: str) -> None:
    """Gives a picture a number of its own, a title, and what it shows in words (alt text)."""
    properties = shape._inline.docPr
    properties.set("id", str(number))
    properties.set("name", f"Picture {number}")
    properties.set("title", title)
    properties.set("descr", words)


def without_thumbnail(document: Document) -> None:
    """Drops the picture of an empty page that comes with the template."""
    relations = document.part.package.rels
    for key in [
        key for key, one in relations.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL
    ]:
        del relations[key]


def bytes_of(document: Document, *, made: datetime | None) -> bytes:
    """The file, byte for byte the same for the same document; it says no time but the one given."""
    properties = document.core_properties
    properties.revision = 1
    if made:
        properties.created = properties.modified = made
    else:
        for one in properties._element.findall(qn("dcterms:*")):
            properties._element.remove(one)
    written, again = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(again, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, FIRST_DAY_OF_ZIP)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, MS_DOS
            new.writestr(entry, old.read(name))
    return again.getvalue()

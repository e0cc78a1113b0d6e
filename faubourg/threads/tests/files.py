"""Files made on the spot: good ones of each kind, and hostile ones."""

import io
import zipfile

from PIL import Image, PngImagePlugin

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EXECUTABLE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\0" * 52 + b"\x80\0\0\0" + b"\0" * 64 + b"PE\0\0" + b"\0" * 200
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 1024
PLANTED = b"planted-secret-46.3239"


def archive(*names: str, **contents: str) -> bytes:
    """A zip with these entries; `mimetype="…"` for the type of an OpenDocument one."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in contents.items():
            made.writestr(name, text, zipfile.ZIP_STORED)
        for name in names:
            made.writestr(name, "<x/>")
    return data.getvalue()


def office(folder: str, *more: str) -> bytes:
    """An Office archive whose parts lie in `folder`: word, xl or ppt."""
    return archive("[Content_Types].xml", f"{folder}/main.xml", *more)


def picture(form: str, size: tuple[int, int] = (40, 20), **options) -> bytes:
    """A red picture in one of Pillow's formats."""
    data = io.BytesIO()
    Image.new("RGB", size, "red").save(data, form, **options)
    return data.getvalue()


def picture_with_secrets(form: str) -> bytes:
    """The same, with a secret wherever the format has room for one."""
    exif = Image.Exif()
    exif[0x010E] = PLANTED.decode()  # description of the picture
    exif[0x0112] = 6  # held sideways
    exif.get_ifd(0x8825)[29] = PLANTED.decode()  # GPS
    if form == "PNG":
        facts = PngImagePlugin.PngInfo()
        facts.add_text("Author", PLANTED.decode())
        facts.add_itxt("XML:com.adobe.xmp", PLANTED.decode())
        return picture(form, exif=exif, pnginfo=facts)
    more = {"comment": PLANTED} if form == "JPEG" else {}
    # What is glued to the end is read by no picture software, and kept by most.
    return picture(form, exif=exif, xmp=b"<x:xmpmeta>" + PLANTED + b"</x:xmpmeta>", **more) + PLANTED

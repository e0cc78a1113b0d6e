"""A document of the PLIE sent as a file."""

from django.http import Http404, HttpResponse

from faubourg.documents.blocks import Document
from faubourg.documents.pdf import render_pdf
from faubourg.documents.word import render_docx

RENDERERS = {
    "pdf": (render_pdf, "application/pdf"),
    "docx": (render_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def printed(document: Document, ending: str, name: str, otherwise: str) -> HttpResponse:
    """The file, called `name` with its ending; 404 with the sentence `otherwise` for another ending."""
    if ending not in RENDERERS:
        raise Http404(otherwise)
    render_file, kind = RENDERERS[ending]
    answer = HttpResponse(render_file(document), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer

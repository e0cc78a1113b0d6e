"""The acronyms of the field and of the contract."""

from django.shortcuts import render

from faubourg.partners.similarity import words
from faubourg.reports.acronyms import acronyms_of
from faubourg.web.shell import contract_view

ORIGINS = [("contrat", "Propres à ce contrat"), ("domaine", "Du domaine")]


@contract_view
def acronyms(request, contract):
    """Every acronym known here, filtered by `q` (letters or words) and `origine`."""
    text, origin = (request.GET.get(name, "").strip()[:200] for name in ("q", "origine"))
    found = list(acronyms_of(contract).values())
    shown = [acronym for acronym in found if _kept(acronym, text, origin)]
    context = {"acronyms": shown, "total": len(found), "text": text, "origin": origin, "origins": ORIGINS}
    return render(request, "actors/acronyms.html", context)


def _kept(acronym, text: str, origin: str) -> bool:
    own = any(meaning.url for meaning in acronym.meanings)
    if origin and own != (origin == "contrat"):
        return False
    meanings = " ".join(" ".join(words(f"{acronym.short} {meaning.text}")) for meaning in acronym.meanings)
    return all(word in meanings for word in words(text))

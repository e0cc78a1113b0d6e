"""Saying libyaml's errors in French."""

import yaml

QUOTE_IT = "Mettez le texte entre guillemets"
ALIGN = "Alignez la ligne, avec des espaces, sur ses voisines de même niveau"

# By a part of libyaml's message (scanner.c, parser.c), first match first.
EXPLANATIONS = [
    ("mapping values are not allowed", "un « : » est placé là où un texte est attendu", QUOTE_IT),
    ("tab character", "une tabulation sert de retrait", "Remplacez-la par des espaces"),
    ("cannot start any token", "une valeur commence par un caractère réservé (tabulation, @, % ou `)", QUOTE_IT),
    (
        "could not find expected ':'",
        "il manque un « : » après la clé",
        "Écrivez « clé: valeur », avec une espace",
    ),
    ("did not find expected key", "le retrait de la ligne ou un guillemet est faux", ALIGN),
    ("'-' indicator", "un « - » est attendu dans cette liste", ALIGN),
    ("block sequence entries", "un « - » de liste est mal placé", ALIGN),
    ("',' or ']'", "une liste entre crochets n’est pas fermée", "Ajoutez la virgule ou le « ] » qui manque"),
    ("',' or '}'", "un groupe entre accolades n’est pas fermé", "Ajoutez la virgule ou le « } » qui manque"),
    ("unexpected end of stream", "un guillemet ouvert n’est pas refermé", "Ajoutez le guillemet qui manque"),
    ("unexpected document indicator", "un guillemet ouvert n’est pas refermé", "Ajoutez le guillemet qui manque"),
    ("escape", "une barre oblique inverse est mal employée", "Doublez-la, ou employez des guillemets simples"),
    ("tag", "une étiquette « ! » est mal écrite", "Retirez-la, ou mettez le texte entre guillemets"),
    ("alphabetic or numeric character", "un « & » ou un « * » ouvre le texte", QUOTE_IT),
    ("incompatible YAML document", "la version de YAML annoncée n’est pas lue", "Retirez la ligne « %YAML »"),
]
OTHERWISE = ("le fichier n’est pas du YAML valable", "Vérifiez le retrait, les guillemets et les « : » de cette ligne")


def explained(error: yaml.YAMLError, text: bytes) -> tuple[int | None, str, str]:
    """Return the line (from 1), what is wrong and what to do."""
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count(b"\n", 0, error.position) + 1
        return line, "le texte contient un caractère de contrôle", "Supprimez ce caractère invisible"
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    detail = getattr(error, "problem", None) or ""
    message, remedy = next(((said, todo) for part, said, todo in EXPLANATIONS if part in detail), OTHERWISE)
    if mark is None:
        return None, message, remedy
    return mark.line + 1, f"{message} (caractère {mark.column + 1})", remedy

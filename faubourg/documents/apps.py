"""The service that prints: PDF, DOCX, XLSX, CSV and charts, without a word of the domain."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "faubourg.documents"
    label = "documents"
    verbose_name = "documents"

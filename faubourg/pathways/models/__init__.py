"""The models of the PLIE, by aggregate. Imported by `faubourg.pathways` and `faubourg.web.plie` only."""

from faubourg.pathways.models.agents import Agent, LegalBasis, Place, Release, Structure
from faubourg.pathways.models.leaving import EntryFacts, Exit, ExitFacts
from faubourg.pathways.models.lists import JobRule, Protocol, StreetRange, Term
from faubourg.pathways.models.participant import (
    FileReading,
    Merge,
    NotSame,
    Participant,
    Residence,
    RsaPeriod,
    name_key,
)
from faubourg.pathways.models.pathway import Assignment, Measure, Meeting, Pathway, Watch
from faubourg.pathways.models.prescription import Prescription, Validation
from faubourg.pathways.models.reach import FileQuerySet, FileRow
from faubourg.pathways.models.session import Case, Session, SessionMember
from faubourg.pathways.models.support import Support, SupportHour, Workshop, WorkshopMeeting, WorkshopPresence
from faubourg.pathways.models.work import Objective, Obstacle, Proof, Step

__all__ = [
    "Agent",
    "Assignment",
    "Case",
    "EntryFacts",
    "Exit",
    "ExitFacts",
    "FileQuerySet",
    "FileReading",
    "FileRow",
    "JobRule",
    "LegalBasis",
    "Measure",
    "Meeting",
    "Merge",
    "NotSame",
    "Objective",
    "Obstacle",
    "Participant",
    "Pathway",
    "Place",
    "Prescription",
    "Proof",
    "Protocol",
    "Release",
    "Residence",
    "RsaPeriod",
    "Session",
    "SessionMember",
    "Step",
    "StreetRange",
    "Structure",
    "Support",
    "SupportHour",
    "Term",
    "Validation",
    "Watch",
    "Workshop",
    "WorkshopMeeting",
    "WorkshopPresence",
    "name_key",
]

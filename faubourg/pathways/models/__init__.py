"""The models of the PLIE, by aggregate. Imported by `faubourg.pathways` and `faubourg.web.plie` only."""

from faubourg.pathways.models.agents import Agent, LegalBasis, Place, Release, Structure
from faubourg.pathways.models.beneficiary import Beneficiary, BeneficiaryMerge, BeneficiaryReading
from faubourg.pathways.models.childcare import ChildcareRequest, Nursery, NurseryPlaces
from faubourg.pathways.models.clauses import (
    Buyer,
    ClauseContract,
    ClauseHours,
    ClauseOperation,
    Company,
    Lot,
    Market,
    MissionEvaluation,
)
from faubourg.pathways.models.counting import BridgeRule, Carried, PrintedSeries, PublishedValue, ReportText
from faubourg.pathways.models.dropins import DropIn, DropInVisit
from faubourg.pathways.models.ground import Outline
from faubourg.pathways.models.keeping import RightsRequest
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
from faubourg.pathways.models.schemes import Enrolment, Option, OptionStock, Programme, Stage, StageReached
from faubourg.pathways.models.session import Case, Minutes, Session, SessionMember
from faubourg.pathways.models.support import Support, SupportHour, Workshop, WorkshopMeeting, WorkshopPresence
from faubourg.pathways.models.work import Objective, Obstacle, Proof, Step

__all__ = [
    "Agent",
    "Assignment",
    "Beneficiary",
    "BeneficiaryMerge",
    "BeneficiaryReading",
    "BridgeRule",
    "Buyer",
    "Carried",
    "Case",
    "ChildcareRequest",
    "ClauseContract",
    "ClauseHours",
    "ClauseOperation",
    "Company",
    "DropIn",
    "DropInVisit",
    "Enrolment",
    "EntryFacts",
    "Exit",
    "ExitFacts",
    "FileQuerySet",
    "FileReading",
    "FileRow",
    "JobRule",
    "LegalBasis",
    "Lot",
    "Market",
    "Measure",
    "Meeting",
    "Merge",
    "Minutes",
    "MissionEvaluation",
    "NotSame",
    "Nursery",
    "NurseryPlaces",
    "Objective",
    "Obstacle",
    "Option",
    "OptionStock",
    "Outline",
    "Participant",
    "Pathway",
    "Place",
    "Prescription",
    "PrintedSeries",
    "Programme",
    "Proof",
    "Protocol",
    "PublishedValue",
    "Release",
    "ReportText",
    "Residence",
    "RightsRequest",
    "RsaPeriod",
    "Session",
    "SessionMember",
    "Stage",
    "StageReached",
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

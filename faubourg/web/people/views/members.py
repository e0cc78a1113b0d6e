"""Who has which role in a contract."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.accounts.choices import InvitationState
from faubourg.accounts.operations import AccountError
from faubourg.actions.models import Action
from faubourg.contracts import operations_people
from faubourg.contracts.choices import Role
from faubourg.contracts.matrix import MATRIX, Verb
from faubourg.contracts.models import Contract, Membership
from faubourg.contracts.permissions import can_manage_members, held
from faubourg.contracts.queries_people import invitations_of, members, read_grant, role_label
from faubourg.ui.typography import nbsp
from faubourg.web.people.forms import InviteForm, RoleForm
from faubourg.web.shell import contract_view


def _check_manages(request: HttpRequest, contract: Contract) -> None:
    if not can_manage_members(request.user, contract):
        raise PermissionDenied("Seuls la ou le chef·fe de projet et l’administration donnent les rôles.")


@contract_view
def member_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The members, and for those who may the invitations that wait."""
    can_manage, now = can_manage_members(request.user, contract), timezone.now()
    waiting = [
        {
            "invitation": one,
            "role": role_label(*read_grant(contract, one.grant)),
            "has_expired": one.state(now) == InvitationState.EXPIRED,
        }
        for one in (invitations_of(contract) if can_manage else ())
    ]
    shown = {"members": members(contract), "waiting": waiting, "can_manage": can_manage}
    return render(request, "people/members.html", shown)


@contract_view
def rights(request: HttpRequest, contract: Contract) -> HttpResponse:
    """What each role may do: the table that the rights themselves read."""
    mine = {one.role for one in held(request.user, contract)}
    lines = [{"verb": verb.label, "cells": [MATRIX[role].get(verb) for role in Role]} for verb in Verb]
    roles = [{"label": role.label, "mine": role in mine} for role in Role]
    return render(request, "people/rights.html", {"roles": roles, "lines": lines})


@contract_view
def invite(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Invite somebody to the contract."""
    _check_manages(request, contract)
    form = InviteForm(request.POST or None, contract=contract)
    if request.method == "POST" and form.is_valid():
        try:
            operations_people.invite_member(contract=contract, **form.cleaned_data, by=request.user, at=timezone.now())
        except AccountError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, nbsp(f"Invitation envoyée à {form.cleaned_data['email']}."))
            return redirect("people:members", contract.key)
    return render(request, "people/invite.html", {"form": form})


@contract_view
def member(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """Another role for a member, or none any more."""
    _check_manages(request, contract)
    found = get_object_or_404(Membership.objects.of(contract).select_related("user", "contract"), pk=pk)
    fiches = Action.objects.filter(version=contract.current_version_id, lineage__memberships=found)
    initial = {"role": found.role, "organisation": found.organisation_id, "fiches": list(fiches)}
    form = RoleForm(request.POST or None, initial=initial, contract=contract)
    if request.method == "POST" and form.is_valid():
        try:
            operations_people.change_role(
                membership=found,
                role=form.cleaned_data["role"],
                organisation=form.cleaned_data["organisation"],
                fiches=[one.lineage for one in form.cleaned_data["fiches"].select_related("lineage")],
                by=request.user,
                at=timezone.now(),
            )
        except AccountError as error:
            form.add_error("role", str(error))
        else:
            messages.success(request, "Rôle enregistré.")
            return redirect("people:members", contract.key)
    return render(request, "people/member.html", {"form": form, "member": found})


@contract_view
def remove(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """Take a role back, once it is confirmed."""
    _check_manages(request, contract)
    found = get_object_or_404(Membership.objects.of(contract).select_related("user", "contract"), pk=pk)
    refusal = ""
    if request.method == "POST":
        try:
            operations_people.remove_member(membership=found, by=request.user, at=timezone.now())
        except AccountError as error:
            refusal = str(error)
        else:
            messages.success(request, nbsp(f"{found.user} n’a plus le rôle « {found.get_role_display()} »."))
            # Who has just left the contract does not see its members any more.
            return redirect("home:start") if found.user == request.user else redirect("people:members", contract.key)
    return render(request, "people/member_remove.html", {"member": found, "refusal": refusal})


@contract_view
@require_POST
def invitation_act(request: HttpRequest, contract: Contract, pk: int, act: str) -> HttpResponse:
    """Send an invitation again, or withdraw it."""
    _check_manages(request, contract)
    found = get_object_or_404(invitations_of(contract), pk=pk)
    facts = {"contract": contract, "invitation": found, "by": request.user, "at": timezone.now()}
    try:
        if act == "retirer":
            operations_people.revoke_invitation(**facts)
            messages.success(request, nbsp(f"L’invitation de {found.email} est retirée : son lien ne sert plus."))
        else:
            operations_people.renew_invitation(**facts)
            messages.success(
                request, nbsp(f"Nouvelle invitation envoyée à {found.email} : l’ancien lien ne sert plus.")
            )
    except AccountError as error:
        messages.error(request, str(error))
    return redirect("people:members", contract.key)

// What is typed is kept as a draft every few seconds, and when the page is left. Without this file, sending still works.
(() => {
  "use strict";
  const WAIT = 3000;
  const BEACON = 60000;
  const typing = new WeakMap();

  const say = (form, text) => {
    const place = form.querySelector("[data-draft-said]");
    if (place) place.textContent = text;
  };

  const keep = async (form, leaving) => {
    const state = typing.get(form);
    if (!state || !state.dirty) return;
    state.dirty = false;
    clearTimeout(state.timer);
    state.timer = 0;
    const body = new URLSearchParams(new FormData(form));
    state.sending = new AbortController();
    const signal = leaving ? undefined : state.sending.signal;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST", body, signal, redirect: "manual", keepalive: leaving && String(body).length < BEACON,
      });
      if (answer.ok) say(form, "Brouillon gardé.");
      else if (answer.type === "opaqueredirect") say(form, "Session terminée : brouillon gardé.");
      else say(form, "Brouillon non gardé.");
    } catch (error) {
      if (error.name !== "AbortError") {
        state.dirty = true;
        say(form, "Brouillon non gardé : pas de connexion.");
      }
    }
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-draft]");
    if (!form) return;
    const state = typing.get(form) || {};
    typing.set(form, state);
    state.dirty = true;
    if (!state.timer) {
      state.timer = setTimeout(() => {
        state.timer = 0;
        keep(form, false);
      }, WAIT);
    }
  });

  const forget = (form) => {
    const state = form && typing.get(form);
    if (!state) return;
    state.dirty = false;
    clearTimeout(state.timer);
    state.timer = 0;
    state.sending?.abort();
  };
  document.addEventListener("submit", (event) => forget(event.target), true);

  const keepAll = () => {
    for (const form of document.querySelectorAll("form[data-draft]")) keep(form, true);
  };
  window.addEventListener("pagehide", keepAll);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keepAll());
  document.addEventListener("htmx:beforeSwap", (event) => {
    for (const form of event.detail.target.querySelectorAll?.("form[data-draft]") || []) keep(form, true);
  });

  // A save that did not arrive leaves the form as it is, and says so.
  const failed = (event) => {
    const form = event.detail.elt?.closest?.("form") || document.querySelector("form[data-draft]");
    const status = event.detail.xhr?.status;
    const text = status === 403 ? "Refusé : vous n’avez pas ce droit." : "Pas enregistré : votre saisie est encore là, réessayez.";
    if (form) say(form, text);
    const region = document.getElementById("annonces");
    if (region) region.textContent = text;
  };
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:sendError", failed);
})();

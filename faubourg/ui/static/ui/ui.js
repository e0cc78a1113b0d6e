// Comfort only: every page works without this file.
(() => {
  "use strict";
  const FLOATING = "details.fb-menu[open], details.fb-src[open]";

  const closeOthers = (inside) => {
    for (const box of document.querySelectorAll(FLOATING)) {
      if (!inside || !box.contains(inside)) box.open = false;
    }
  };

  document.addEventListener("click", (event) => closeOthers(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const box = document.activeElement?.closest?.(FLOATING);
    closeOthers(null);
    box?.querySelector("summary")?.focus();
  });

  // « / » leads to the search box of the frame, or to its page where the box is hidden.
  document.addEventListener("keydown", (event) => {
    const writes = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || writes) return;
    const found = [...document.querySelectorAll('[aria-keyshortcuts="/"]')].find((one) => one.getClientRects().length);
    if (!found) return;
    event.preventDefault();
    if (found.matches("a")) found.click();
    else found.focus();
  });

  // A table that fits is not a stop for the keyboard.
  const markScrollers = () => {
    for (const box of document.querySelectorAll(".fb-scroll, .fb-matrix")) {
      const scrolls = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
      if (scrolls) box.setAttribute("tabindex", "0");
      else box.removeAttribute("tabindex");
    }
  };
  markScrollers();
  window.addEventListener("resize", markScrollers);
  document.addEventListener("htmx:afterSettle", markScrollers);
  document.addEventListener("toggle", markScrollers, true);

  // The current tab is in sight where the row of tabs is wider than the screen.
  for (const tab of document.querySelectorAll(".fb-tabs a[aria-current]")) {
    const row = tab.closest(".fb-tabs");
    row.scrollLeft += tab.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - tab.offsetWidth) / 2;
  }

  // A long list of boxes: a filter, which leaves what is ticked in sight, and a count.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("’", "'").toLowerCase();
  const count = (number, word) => `${number}\u00a0${word}${number > 1 ? "s" : ""}`;
  const equip = (list) => {
    const [bar, input, said] = [".fb-ticks__bar", "input[type=search]", "[role=status]"].map((one) => list.querySelector(one));
    const rows = [...list.querySelectorAll("li")].map((row) => ({
      row,
      box: row.querySelector("input"),
      text: plain(row.textContent),
    }));
    const apply = () => {
      const words = plain(input.value).split(/\s+/).filter(Boolean);
      let [ticked, found] = [0, 0];
      for (const { row, box, text } of rows) {
        const matches = words.every((word) => text.includes(word));
        ticked += box.checked;
        found += matches;
        row.hidden = !matches && !box.checked;
      }
      const match = words.length ? `${count(found, "ligne")} ${found > 1 ? "correspondent" : "correspond"}, ` : "";
      said.textContent = `${match}${ticked ? count(ticked, "cochée") : "aucune cochée"} sur ${rows.length}`;
    };
    input.addEventListener("input", apply);
    list.addEventListener("change", apply);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    list.removeAttribute("data-ticks");
    bar.hidden = false;
    apply();
  };
  const equipLists = () => document.querySelectorAll("[data-ticks]").forEach(equip);
  equipLists();
  document.addEventListener("htmx:afterSettle", equipLists);
})();

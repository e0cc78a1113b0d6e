// Comfort only: the buttons do the same without this file. What is dropped goes by the form of the page.
(() => {
  "use strict";

  const nameOf = (element) => element?.closest("[data-item]")?.dataset.item ?? "";

  const send = (form, facts) => {
    for (const [name, value] of Object.entries(facts)) {
      const input = form.elements[name];
      input.disabled = false;
      input.value = value;
    }
    form.requestSubmit();
  };

  const dropped = (event) => {
    if (event.from === event.to && event.oldIndex === event.newIndex) return;
    send(event.to.closest("form"), {
      objet: event.item.dataset.item,
      source: event.from.dataset.under,
      under: event.to.dataset.under,
      before: nameOf(event.item.nextElementSibling),
    });
  };

  const prepare = () => {
    for (const list of document.querySelectorAll("[data-drag] [data-list]")) {
      if (list.dataset.ready) continue;
      list.dataset.ready = "yes";
      Sortable.create(list, {
        group: list.dataset.list,
        handle: "[data-handle]",
        draggable: "> [data-item]",
        animation: 0,
        emptyInsertThreshold: 12,
        fallbackOnBody: true,
        ghostClass: "arrange-ghost",
        onEnd: dropped,
      });
    }
  };

  prepare();
  document.addEventListener("htmx:afterSettle", prepare);
})();

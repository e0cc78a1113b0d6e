// A known text takes the place of the one that is typed; Escape puts the list away.
(() => {
  "use strict";
  const clear = (box) => {
    box.querySelector(".rec-offers").replaceChildren();
    box.querySelector("textarea").focus();
  };

  document.addEventListener("click", (event) => {
    const offer = event.target.closest?.(".rec-offer");
    const box = offer?.closest(".rec-offered");
    if (!box) return;
    // As it is in the contract: the page shows it with curled apostrophes.
    box.querySelector("textarea").value = offer.value;
    clear(box);
  });
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest?.(".rec-offered");
    if (event.key === "Escape" && box?.querySelector(".rec-offer")) clear(box);
  });
})();

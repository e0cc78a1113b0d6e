// The projected situation by keyboard: 1 to 4 choose, the arrows turn, Ctrl+Enter records. Every key has its button.
(() => {
  "use strict";
  const bar = document.querySelector("[data-wall]");
  const wall = document.querySelector(".fb-wall");
  if (!bar || !wall) return;
  const remembered = (name) => localStorage.getItem(`faubourg.wall.${name}`);
  const remember = (name, value) => localStorage.setItem(`faubourg.wall.${name}`, value);

  // A single key may be turned off: somebody who dictates would choose by talking.
  const keys = bar.querySelector("[data-keys]");
  const large = bar.querySelector("[data-large]");
  const press = (button, on) => button.setAttribute("aria-pressed", String(on));
  const isOn = (button) => button.getAttribute("aria-pressed") === "true";
  const enlarge = (on) => {
    press(large, on);
    wall.classList.toggle("fb-wall--large", on);
  };
  press(keys, remembered("keys") !== "off");
  enlarge(remembered("large") === "on");
  bar.hidden = false;

  keys.addEventListener("click", () => {
    press(keys, !isOn(keys));
    remember("keys", isOn(keys) ? "on" : "off");
  });
  large.addEventListener("click", () => {
    enlarge(!isOn(large));
    remember("large", isOn(large) ? "on" : "off");
  });

  wall.querySelector("nav [aria-current]")?.scrollIntoView({ block: "nearest" });

  const form = document.getElementById("decision");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey && form) {
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    const writes = event.target.closest?.("textarea, select, input:not([type=radio]), [contenteditable]");
    if (!isOn(keys) || writes || event.ctrlKey || event.altKey || event.metaKey) return;
    if (form && /^[1-9]$/.test(event.key)) {
      const choice = form.querySelectorAll(".fb-choice input")[Number(event.key) - 1];
      if (!choice) return;
      choice.checked = true;
      choice.focus();
      event.preventDefault();
    } else if (event.key.startsWith("Arrow") && !event.target.matches?.("input[type=radio]")) {
      const link = document.querySelector(`[data-key="${event.key}"]`);
      if (link) link.click();
    }
  });
})();

// Says that a file is being read: the page that sends it stays on screen meanwhile.
document.addEventListener("submit", (event) => {
  const waiting = event.target.querySelector("[data-waiting]");
  if (!waiting) return;
  waiting.hidden = false;
  for (const button of event.target.querySelectorAll("button[type=submit]")) button.setAttribute("aria-disabled", "true");
});

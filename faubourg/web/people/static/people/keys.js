// Security keys: the page holds the options as JSON; the answer of the key goes into the hidden field of its form.
const options = () => JSON.parse(document.getElementById("key-options").textContent);

async function ask(kind) {
  if (kind === "get") return webauthnJSON.get(options().request_options);
  const asked = options().creation_options;
  // A second factor: nothing to keep on the key itself.
  Object.assign(asked.publicKey.authenticatorSelection, { residentKey: "discouraged", requireResidentKey: false });
  return webauthnJSON.create(asked);
}

for (const button of document.querySelectorAll("[data-key]")) {
  const form = button.closest("form");
  const fault = form.querySelector("[data-key-error]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    fault.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await ask(button.dataset.key));
      form.submit();
    } catch {
      fault.hidden = false;
    }
  });
}

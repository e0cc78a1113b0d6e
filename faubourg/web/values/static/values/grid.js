// Arrows, Enter, paste of a block, and each cell saved on its own. Without this file, « Enregistrer » sends everything.
(() => {
  "use strict";
  const form = document.querySelector("form[data-grid]");
  if (!form) return;
  const said = form.querySelector("[data-said]");
  const csrf = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const rows = () => [...form.querySelectorAll("tbody tr")];
  const fieldAt = (row, column) => rows()[row]?.cells[column]?.querySelector("input") || null;
  const placeOf = (field) => ({ row: field.closest("tr").sectionRowIndex, column: field.closest("td").cellIndex });
  const shown = new WeakMap();
  let queue = Promise.resolve();
  for (const field of form.querySelectorAll("td input")) shown.set(field, field.value);

  const step = (field, down, right) => {
    let { row, column } = placeOf(field);
    const width = rows()[0].cells.length;
    for (;;) {
      row += down;
      column += right;
      if (row < 0 || row >= rows().length || column < 1 || column >= width) return;
      const next = fieldAt(row, column);
      if (next) {
        next.focus();
        next.select();
        return;
      }
    }
  };

  const errorOf = (field, text) => {
    const cell = field.closest("td");
    cell.querySelector(".values-error")?.remove();
    cell.classList.toggle("is-warn", Boolean(text));
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    if (!text) return null;
    const box = document.createElement("p");
    box.className = "values-error";
    box.id = `e-${field.name}`;
    box.setAttribute("role", "alert");
    box.textContent = text;
    cell.append(box);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", box.id);
    return box;
  };

  const button = (label, act) => {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "btn btn-sm fb-btn";
    one.textContent = label;
    one.addEventListener("click", act);
    return one;
  };

  const take = (field, answer) => {
    field.value = answer.text;
    shown.set(field, answer.text);
    errorOf(field, "");
  };

  const receive = (field, sent, answer) => {
    const cell = field.closest("td");
    if (answer.state !== "refused") field.dataset.token = answer.token;
    const box = field.closest("tr").querySelector("[data-flags]");
    box.replaceChildren(...answer.flags.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
    cell.classList.toggle("is-saved", answer.state === "saved");
    if (answer.state === "saved") {
      if (field.value === sent) take(field, answer);
      return true;
    }
    const error = errorOf(field, answer.message);
    if (answer.state === "conflict") {
      shown.set(field, answer.text);
      error.append(document.createElement("br"));
      error.append(button("Garder la mienne", () => save(field)));
      error.append(button("Prendre l’autre", () => take(field, answer)));
    }
    return false;
  };

  const send = async (field) => {
    const sent = field.value;
    if (sent === shown.get(field)) return;
    const body = new URLSearchParams({
      cellule: field.name, texte: sent, jeton: field.dataset.token, annee: form.dataset.year, csrfmiddlewaretoken: csrf,
    });
    try {
      const answer = await fetch(form.dataset.cell, { method: "POST", body, redirect: "manual" });
      if (!answer.ok) throw new Error(String(answer.status));
      said.textContent = receive(field, sent, await answer.json()) ? "Enregistré." : "Une case est à revoir.";
    } catch {
      said.textContent = "Non enregistré : vérifiez la connexion, puis choisissez « Enregistrer ».";
    }
  };
  // One after the other: the sums that come back are those of the last cell.
  const save = (field) => (queue = queue.then(() => send(field)));

  const paste = (event) => {
    const text = event.clipboardData?.getData("text/plain") || "";
    const block = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
    if (block.length === 1 && block[0].length === 1) return;
    event.preventDefault();
    const start = placeOf(event.target);
    const written = [];
    let outside = 0;
    let wordy = 0;
    block.forEach((line, down) =>
      line.forEach((value, right) => {
        const field = fieldAt(start.row + down, start.column + right);
        // The empty cells of a block are those of merged cells too: they never empty what is there.
        if (!value.trim()) return;
        if (!field) outside += 1;
        else if (down === 0 && block.length > 1 && !/\d|^\s*n\.?\s*d/i.test(value)) wordy += 1;
        else {
          field.value = value.trim();
          written.push(field);
        }
      }),
    );
    const told = [`${written.length} ${written.length > 1 ? "cases collées" : "case collée"}.`];
    if (outside) told.push(`${outside} hors de la grille ou sans case : non ${outside > 1 ? "reprises" : "reprise"}.`);
    if (wordy) told.push(`Première ligne : ${wordy} ${wordy > 1 ? "en-têtes écartés" : "en-tête écarté"}.`);
    written.forEach(save);
    queue = queue.then(() => (said.textContent = told.join(" ")));
  };

  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.matches?.("td input") || event.ctrlKey || event.metaKey || event.altKey) return;
    const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    const moves = {
      ArrowDown: [1, 0], ArrowUp: [-1, 0], Enter: [event.shiftKey ? -1 : 1, 0],
      ArrowRight: (whole || field.selectionStart === field.value.length) && [0, 1],
      ArrowLeft: (whole || field.selectionEnd === 0) && [0, -1],
    };
    if (event.key === "Escape") field.value = shown.get(field);
    if (!moves[event.key]) return;
    event.preventDefault();
    step(field, ...moves[event.key]);
  });
  form.addEventListener("change", (event) => event.target.matches("td input") && save(event.target));
  form.addEventListener("paste", (event) => event.target.matches("td input") && paste(event));
})();

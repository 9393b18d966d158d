// Attesta: enhancements only. Every page works without this file.
const doc = document;
const root = doc.documentElement;
const all = (selector, from = doc) => [...from.querySelectorAll(selector)];
const typing = (el) =>
  el instanceof Element && el.closest("input, select, textarea, [contenteditable]") !== null;
const shown = (el) => el.checkVisibility?.() ?? el.offsetParent !== null;

// What only works with script is marked data-js and rendered hidden.
for (const el of all("[data-js][hidden]")) el.hidden = false;

// Filters: a pointer choice in a select[data-autosubmit] applies at once. A choice
// made with the keyboard waits for the Apply button, so that arrow keys never navigate.
let pointer = false;
doc.addEventListener("pointerdown", () => { pointer = true; }, true);
doc.addEventListener("keydown", () => { pointer = false; }, true);
doc.addEventListener("change", (event) => {
  const el = event.target;
  if (pointer && el.matches("select[data-autosubmit]")) el.form?.requestSubmit();
});

// GET forms leave empty fields out of the address.
doc.addEventListener("formdata", (event) => {
  if (event.target.method !== "get") return;
  for (const [name, value] of [...event.formData]) {
    if (value === "" && event.formData.getAll(name).length === 1) event.formData.delete(name);
  }
});

// Unsaved edits: form[data-guard]; data-guard="dirty" when the page already carries edits.
const state = (form) => JSON.stringify([...new FormData(form)].map(([k, v]) => [k, v.name ?? v]));
const guarded = new Map(
  all("form[data-guard]").map((form) => [form, form.dataset.guard === "dirty" ? "" : state(form)]),
);
let leaving = false;
doc.addEventListener("submit", (event) => {
  if (guarded.has(event.target)) leaving = !event.defaultPrevented;
});
window.addEventListener("pageshow", () => { leaving = false; });
window.addEventListener("beforeunload", (event) => {
  if (leaving) return;
  for (const [form, before] of guarded) {
    if (state(form) !== before) { event.preventDefault(); return; }
  }
});

// Rows whose fields differ from what was loaded get data-dirty.
const changed = (el) => {
  if (el.matches("[data-select-all], [data-select]")) return false;
  if (el.type === "checkbox" || el.type === "radio") return el.checked !== el.defaultChecked;
  if (el.options) {
    const first = [...el.options].findIndex((option) => option.defaultSelected);
    return el.selectedIndex !== Math.max(first, 0);
  }
  return el.value !== el.defaultValue;
};
doc.addEventListener("input", (event) => {
  const row = event.target.closest("form[data-guard] tbody tr");
  row?.toggleAttribute("data-dirty", all("input, select, textarea", row).some(changed));
});

// Select all: input[data-select-all] governs the input[data-select] of its table;
// shift extends from the box last clicked; [data-selected] shows the number.
for (const master of all("input[data-select-all]")) {
  const table = master.closest("table");
  const boxes = all("input[data-select]", table);
  const counters = all("[data-selected]", master.form ?? doc);
  let last = -1;
  const update = () => {
    const n = boxes.filter((box) => box.checked).length;
    master.checked = n > 0 && n === boxes.length;
    master.indeterminate = n > 0 && n < boxes.length;
    for (const el of counters) el.textContent = String(n);
  };
  master.addEventListener("change", () => {
    for (const box of boxes) box.checked = master.checked;
    update();
  });
  table.addEventListener("click", (event) => {
    const at = boxes.indexOf(event.target);
    if (at < 0) return;
    if (event.shiftKey && last >= 0) {
      for (const box of boxes.slice(Math.min(at, last), Math.max(at, last) + 1)) {
        box.checked = event.target.checked;
      }
    }
    last = at;
    update();
  });
  window.addEventListener("pageshow", update);
  update();
}

// Menus close on Escape and on a press elsewhere.
const close = (menu, refocus) => {
  if (refocus && menu.contains(doc.activeElement)) menu.querySelector("summary")?.focus();
  menu.open = false;
};
doc.addEventListener("pointerdown", (event) => {
  for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) close(menu, false);
});

// Keys. Single keys act outside fields only and not under <html data-keys="off">.
const dialog = doc.getElementById("keys");
const showKeys = () => { if (dialog && !dialog.open) dialog.showModal(); };
for (const el of all("[data-show-keys]")) el.addEventListener("click", showKeys);
const search = () => {
  const field = doc.querySelector("input[data-search]");
  field?.focus();
  field?.select();
  return Boolean(field);
};
const step = (by) => {
  const links = all(".data tbody th a, [data-step]").filter(shown);
  if (links.length === 0) return false;
  const at = links.indexOf(doc.activeElement);
  links[at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1)].focus();
  return true;
};
doc.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const key = event.key;
  if (key === "Escape") {
    for (const menu of all("details.menu[open]")) close(menu, true);
    return;
  }
  if ((event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && key.toLowerCase() === "k") {
    if (search()) event.preventDefault();
    return;
  }
  if (event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
  if (dialog?.open || root.dataset.keys === "off") return;
  let done = false;
  if (key === "/") done = search();
  else if (key === "?") { showKeys(); done = Boolean(dialog); }
  else if (key === "j" || key === "k") done = step(key === "j" ? 1 : -1);
  else if (/^[a-z]$/.test(key)) {
    const el = all(`[data-key="${key}"]`).find(shown);
    el?.click();
    done = Boolean(el);
  }
  if (done) event.preventDefault();
});

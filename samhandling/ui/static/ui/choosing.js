// To choose by searching, with arrows, Enter and Escape. Without this file a button in the form shows the answers.
{
  const partOf = (box) => {
    const choice = box.closest("[data-search-choice]");
    const name = choice.dataset.searchChoice;
    const list = choice.querySelector("[role=listbox]");
    return {
      choice, list,
      options: list ? [...list.querySelectorAll("[role=option]")] : [],
      status: choice.querySelector("[data-said]"),
      asked: choice.querySelector(`[name="${CSS.escape(name)}__asked"]`),
      chosen: choice.querySelector(`input[type=hidden][name="${CSS.escape(name)}"]`),
    };
  };

  const isOpen = (box) => box.getAttribute("aria-expanded") === "true";

  const show = (box, open) => {
    const { list, options } = partOf(box);
    if (list) list.hidden = !open || !options.length;
    box.setAttribute("aria-expanded", String(Boolean(open && options.length)));
    if (!open) point(box, null);
  };

  const point = (box, to) => {
    for (const option of partOf(box).options) option.setAttribute("aria-selected", String(option === to));
    if (!to) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", to.id);
    to.scrollIntoView({ block: "nearest" });
  };

  // What stood as radio buttons is in the list now.
  const letGo = (choice) => {
    const kept = Object.assign(document.createElement("input"), { type: "hidden", name: choice.dataset.searchChoice });
    choice.querySelector("[data-found]")?.replaceWith(kept);
  };

  const choose = (box, option) => {
    letGo(box.closest("[data-search-choice]"));
    const { asked, chosen, status } = partOf(box);
    box.value = asked.value = option.dataset.text;
    chosen.value = option.dataset.value;
    status.textContent = option.querySelector(".quiet")?.textContent ?? "";
    show(box, false);
  };

  // A button that nobody needs must not be the one that Enter presses in another field.
  const enhance = (root) => {
    for (const choice of root.querySelectorAll("[data-search-choice]")) {
      const button = choice.querySelector("[data-search]");
      if (!button || button.disabled) continue;
      button.hidden = button.disabled = true;
    }
  };
  enhance(document);
  document.addEventListener("htmx:afterSettle", (event) => enhance(event.target));

  const isBox = (target) => target instanceof Element && target.matches("[data-search-choice] [role=combobox]");

  // Who types has let the former answers go.
  document.addEventListener("input", ({ target }) => {
    if (!isBox(target)) return;
    letGo(target.closest("[data-search-choice]"));
    partOf(target).chosen.value = "";
  });

  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    const box = detail.requestConfig?.elt;
    if (!isBox(box)) return;
    const { list, status } = partOf(box);
    if (!list) return;
    status.textContent = list.dataset.status;
    show(box, document.activeElement === box);
  });

  document.addEventListener("keydown", (event) => {
    const box = event.target;
    if (!isBox(box)) return;
    const { options } = partOf(box);
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen(box)) {
        if (options.length) show(box, true);
        else htmx.trigger(box, "look");
        return;
      }
      const step = event.key === "ArrowDown" ? 1 : -1;
      point(box, options[at < 0 ? (step > 0 ? 0 : options.length - 1) : (at + step + options.length) % options.length]);
    } else if (event.key === "Enter" && isOpen(box)) {
      event.preventDefault();
      if (options[Math.max(at, 0)]) choose(box, options[Math.max(at, 0)]);
    } else if (event.key === "Escape" && isOpen(box)) {
      event.preventDefault();
      show(box, false);
    } else if (event.key === "Tab") show(box, false);
  });

  document.addEventListener("click", ({ target }) => {
    if (isBox(target) && !isOpen(target)) htmx.trigger(target, "look");
    const option = target.closest?.("[data-search-choice] [role=option]");
    if (option) {
      const box = option.closest("[data-search-choice]").querySelector("[role=combobox]");
      choose(box, option);
      box.focus();
    }
    for (const box of document.querySelectorAll("[data-search-choice] [aria-expanded=true]"))
      if (!box.closest("[data-search-choice]").contains(target)) show(box, false);
  });
}

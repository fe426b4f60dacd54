// Search as one types. Without this file the link leads to the page that searches.
const search = document.getElementById("search");
const words = document.getElementById("search-words");
const found = document.getElementById("search-found");

const open = (event) => {
  event.preventDefault();
  if (!search.open) search.showModal();
  words.select();
};
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-search]") && !event.ctrlKey && !event.metaKey) open(event);
  else if (event.target === search || event.target.closest("[data-search-closes]")) search.close();
});
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") open(event);
});

// The arrows go through what was found while one keeps writing.
const choose = (option) => {
  found.querySelectorAll("[aria-selected=true]").forEach((other) => other.setAttribute("aria-selected", "false"));
  words.setAttribute("aria-activedescendant", option ? option.id : "");
  if (!option) return;
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
};
words.addEventListener("keydown", (event) => {
  const options = [...found.querySelectorAll("[role=option]")];
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    choose(options[(at + step + options.length) % options.length]);
  } else if (event.key === "Enter" && at >= 0) {
    event.preventDefault();
    options[at].click();
  }
});
found.addEventListener("htmx:afterSwap", () => {
  choose(null);
  words.setAttribute("aria-expanded", String(Boolean(found.querySelector("[role=option]"))));
});

// Everything works without this file; it makes some of it smoother.

// Dialogs lie on top of the page instead of in it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const closer = event.target.closest("[data-closes]");
  if (!opener && !closer) return;
  event.preventDefault();
  if (opener) document.getElementById(opener.dataset.opens).showModal();
  else document.getElementById(closer.dataset.closes).close();
});

// What has dropped down goes up again by Escape, or when one turns to something else.
const lift = (but) => document.querySelectorAll("details.drop[open]").forEach((drop) => {
  if (drop !== but) drop.open = false;
});
document.addEventListener("click", (event) => lift(event.target.closest("details.drop")));
document.addEventListener("keydown", (event) => {
  const drop = event.key === "Escape" && document.querySelector("details.drop[open]");
  if (!drop) return;
  drop.open = false;
  drop.querySelector("summary").focus();
});

// A link to something that lies folded unfolds it.
const unfold = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target && target.closest("details");
  if (folded) folded.open = true;
};
addEventListener("hashchange", unfold);
unfold();

// Where tabs do not all have room, the one that one is on is seen.
for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  const row = tab.closest("ul");
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - 16;
}

// Messages can be put away.
for (const button of document.querySelectorAll("[data-dismisses]")) {
  button.hidden = false;
  button.addEventListener("click", () => button.closest(".toast").remove());
}

// A password can be looked at while it is written. It is sent as a password all the same, so that managers know it.
for (const button of document.querySelectorAll("[data-shows]")) {
  const field = document.getElementById(button.dataset.shows);
  const turn = (type) => {
    if (field.type === type) return;
    field.type = type;
    [button.textContent, button.dataset.otherText] = [button.dataset.otherText, button.textContent];
  };
  button.hidden = false;
  button.addEventListener("click", () => turn(field.type === "password" ? "text" : "password"));
  field.form.addEventListener("submit", () => turn("password"));
}

// What was wrong in a form is read first, also when the form was exchanged without a new page.
const tellErrors = (root) => root.querySelector("[data-error-summary]")?.focus();
tellErrors(document);
document.addEventListener("htmx:afterSwap", (event) => tellErrors(event.target));

// Files are received one by one as they are dropped or chosen, so that what has come has come. Without this file they
// are sent together by the button beside the field.

const form = document.querySelector(".paper-batch");
const drop = form.querySelector("[data-drop]");
const chosen = form.querySelector("input[type=file]");
const word = form.querySelector(".drop-word");

const say = (...parts) => word.replaceChildren(...parts);

// The page answers with the list as it is now; what was refused before stays told.
const show = (html) => {
  const answer = new DOMParser().parseFromString(html, "text/html").querySelector("[data-tray]");
  if (!answer) return false;
  const tray = form.querySelector("[data-tray]");
  const faults = [...tray.querySelectorAll("[data-faults]")];
  tray.replaceWith(answer);
  answer.prepend(...faults);
  return true;
};

const post = async (fill) => {
  const fields = new FormData(form);
  fields.delete("uploads");
  fill(fields);
  const answer = await fetch(location.href, { method: "POST", body: fields });
  return !answer.redirected && answer.ok && show(await answer.text());
};

const remaining = (text, files) => {
  const list = document.createElement("ul");
  for (const file of files) list.append(Object.assign(document.createElement("li"), { textContent: file.name }));
  return [Object.assign(document.createElement("span"), { textContent: text }), list];
};

const receive = async (files) => {
  for (const faults of form.querySelectorAll("[data-faults]")) faults.remove();
  for (const [number, file] of files.entries()) {
    say(`${word.dataset.receiving} ${number + 1}/${files.length}: ${file.name}`);
    let isReceived = false;
    try {
      isReceived = await post((fields) => { fields.append("uploads", file); fields.set("step", "files"); });
    } catch {
      return say(...remaining(word.dataset.lost, files.slice(number)));
    }
    if (!isReceived) {
      const logIn = Object.assign(document.createElement("a"), { href: word.dataset.logIn, textContent: word.dataset.logInText });
      return say(...remaining(word.dataset.loggedOut, files.slice(number)), logIn);
    }
  }
  say();
};

chosen.addEventListener("change", () => {
  const files = [...chosen.files];
  chosen.value = "";
  receive(files);
});
drop.querySelector("button").hidden = true;
drop.querySelector(".drop-here").hidden = false;
for (const kind of ["dragenter", "dragover"]) {
  drop.addEventListener(kind, (event) => { event.preventDefault(); drop.dataset.over = ""; });
}
for (const kind of ["dragleave", "drop"]) {
  drop.addEventListener(kind, () => delete drop.dataset.over);
}
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  receive([...event.dataTransfer.files]);
});

// What is typed in a form is kept until it is received. On pages with a form that is sent; they work without this file.
//
// Long texts save themselves on the server. Where it cannot be reached, this tab keeps them until it can, and a form
// that is sent without a connection stays where it is and says so.

const SAVE_AFTER = 3000, ANSWER_WITHIN = 8000;

const written = (form) => {
  const fields = new FormData(form);
  for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
  return fields;
};

const keepIn = (word) => {
  const form = word.closest("form");
  const { keeps: address, owner, save: saveUrl, alive: aliveUrl } = word.dataset;
  const place = `kept ${address}`;
  const offer = document.querySelector("[data-offer]");
  let timer = 0, isChanged = false, isSending = false;

  const say = (text, tone = "") => {
    word.textContent = text;
    word.dataset.tone = tone;
  };
  const keepHere = () => {
    const fields = [...written(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    try { sessionStorage.setItem(place, JSON.stringify({ owner, fields })); } catch { /* full, or not allowed */ }
  };
  const forgetHere = () => { try { sessionStorage.removeItem(place); } catch { /* not allowed */ } };
  const isAlive = async () => {
    try {
      await fetch(aliveUrl, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(ANSWER_WITHIN) });
      return true;
    } catch { return false; }
  };
  const send = (fields) => {
    fields.set("address-of-draft", address);
    return fetch(saveUrl, { method: "POST", body: fields, redirect: "manual", signal: AbortSignal.timeout(ANSWER_WITHIN) });
  };
  const save = async () => {
    if (isSending || !isChanged) return;
    isChanged = false;
    let answer;
    try { answer = await send(written(form)); } catch {
      isChanged = true;
      keepHere();
      say(word.dataset.lost, "warning");
      later();
      return;
    }
    if (isSending) return;
    if (!answer.ok) {
      keepHere();
      say(word.dataset.loggedOut, "warning");
      return;
    }
    forgetHere();
    say((await answer.json()).said || "");
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_AFTER);
  };

  // While an older draft is offered, nothing is written over it: the reader chooses first.
  if ("long" in word.dataset && !offer) {
    form.addEventListener("input", () => { isChanged = true; later(); });
    addEventListener("online", save);
    document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  }

  form.addEventListener("submit", async (event) => {
    if (form.dataset.passes) return;
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    const button = event.submitter;
    button?.setAttribute("aria-disabled", "true");
    if (await isAlive()) {
      forgetHere();
      form.dataset.passes = "yes";
      form.requestSubmit(button);
      return;
    }
    keepHere();
    say(word.dataset.lost, "warning");
    button?.removeAttribute("aria-disabled");
    isSending = false;
  });

  // Back by the browser's own button: the form may be sent again.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    isSending = false;
    delete form.dataset.passes;
    for (const button of form.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
  });

  // What this tab kept while there was no connection becomes a draft on the server, and stands in the form again.
  const bringBack = async () => {
    let kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(place)); } catch { /* nothing that can be read */ }
    if (!kept || offer) return;
    if (kept.owner !== owner) return forgetHere();
    const fields = new FormData(form);
    const token = fields.get("csrfmiddlewaretoken"), once = fields.get("once");
    const back = new FormData();
    for (const [name, value] of kept.fields) back.append(name, value);
    back.set("csrfmiddlewaretoken", token);
    back.set("once", once);
    try { if (!(await send(back)).ok) return; } catch { return; }
    forgetHere();
    location.replace(`${address}${address.includes("?") ? "&" : "?"}utkast=ja`);
  };

  const buttons = form.querySelector(".form-buttons");
  if (buttons) buttons.before(word);
  bringBack();
};

for (const word of document.querySelectorAll("[data-keeps]")) keepIn(word);

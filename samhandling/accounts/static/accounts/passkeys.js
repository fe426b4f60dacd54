// Passkeys need the browser. What needs them is hidden until it is known that they work here.
if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-needs-passkeys]")) part.hidden = false;
} else {
  for (const part of document.querySelectorAll("[data-without-passkeys]")) part.hidden = false;
}

// The person changed their mind, or the device has no such key: said in words, and nothing is lost.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const trouble = document.querySelector("[data-passkey-trouble]");
  trouble.hidden = false;
  trouble.focus();
});

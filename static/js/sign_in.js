/** Signing in again without leaving the page, so that nothing on it is lost. */

import { signIn } from "./server.js";

const { user, home } = document.getElementById("outbox").dataset;

/** Ask for name and password, for the server's reason; `onSignedIn` is called when the same person is back. */
export function askToSignIn(detail, onSignedIn) {
  if (document.querySelector("[data-outbox-dialog]")) return;
  const dialog = document.getElementById("outbox-dialog").content.firstElementChild.cloneNode(true);
  document.body.append(dialog);
  dialog.querySelector("[data-detail]").textContent = detail;
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    submit(dialog, event.target, () => {
      closeDialog();
      onSignedIn();
    });
  });
  dialog.querySelector("[data-close]").addEventListener("click", closeDialog);
  dialog.addEventListener("close", closeDialog);
  show(dialog);
}

export function closeDialog() {
  document.querySelectorAll("[data-outbox-dialog]").forEach((dialog) => dialog.remove());
}

/** Where a browser has no modal dialogs, it stands at the end of the page and takes the focus. */
function show(dialog) {
  if (dialog.showModal) dialog.showModal();
  else dialog.setAttribute("open", "");
  dialog.querySelector("[name=password]").focus();
}

async function submit(dialog, form, done) {
  const button = form.querySelector("button");
  button.disabled = true;
  const { status, data } = await signIn(form.elements.username.value, form.elements.password.value);
  button.disabled = false;
  if (status === 200 && data && String(data.user) === user) return done();
  // Somebody else's page begins elsewhere; what was filled in here waits for its owner.
  if (status === 200 && data) return location.assign(home);
  const error = dialog.querySelector("[data-error]");
  error.textContent = (data && data.detail) || dialog.dataset.unreachable;
  error.hidden = false;
  form.elements.password.focus();
}

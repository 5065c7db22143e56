// On the early page while the full one loads: go there once it is ready, with what has been typed
// and the conversation begun. Nobody is moved who is typing or has an answer before them: the
// next question takes them there.

import { keepDraft } from "./draft.js";

const box = document.getElementById("q");
const form = document.getElementById("simple-form");
const status = document.getElementById("waiting");
const full = document.getElementById("full-page");
const lang = document.documentElement.lang;
const said = lang === "en" ? "The full page is ready." : "La page complète est prête.";
const searching = lang === "en" ? "Searching…" : "Recherche en cours…";
const QUIET = 700; // milliseconds without a key: a pause in the typing

let ready = false;
let typed = 0;

function goOver(submit) {
  keepDraft(box, submit);
  location.replace(full.href);
}

// The browser fetches the page's files before it goes there: the change is then quick.
async function fetchAhead() {
  const text = await (await fetch(full.href)).text();
  const parsed = new DOMParser().parseFromString(text, "text/html");
  for (const link of parsed.querySelectorAll('link[rel="modulepreload"], link[rel="stylesheet"]')) {
    const ahead = document.createElement("link");
    ahead.rel = link.rel === "stylesheet" ? "preload" : "modulepreload";
    if (link.rel === "stylesheet") ahead.as = "style";
    ahead.href = new URL(link.getAttribute("href"), full.href).href;
    document.head.append(ahead);
  }
}

async function look() {
  try {
    ready ||= (await (await fetch(`/ready?lang=${lang}`)).json()).ready;
  } catch {
    // The server is not reached: the next look tells.
  }
  if (!ready) return void setTimeout(look, 300);
  await fetchAhead().catch(() => undefined);
  if (document.querySelector(".exchange")) {
    status.textContent = said;
    return undefined;
  }
  const pause = () => {
    if (Date.now() - typed > QUIET) goOver(false);
    else setTimeout(pause, 100);
  };
  return pause();
}

box.addEventListener("input", () => (typed = Date.now()));
form.addEventListener("submit", (event) => {
  status.textContent = searching;
  if (!ready) return;
  event.preventDefault();
  goOver(true);
});
look();

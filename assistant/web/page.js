// What the page does between two answers: open a document, fill the question, copy, judge.

import { collectKeys, takeDraft } from "./draft.js";
import { keepChoice, keepMode, language, showChoices } from "./settings.js";
import "./uploads.js";

const french = language !== "en";
const words = french
  ? {
      close: "Fermer", failed: "Le document n'a pas pu être ouvert.", copied: "Copié",
      thanks: "Merci.", searching: "Recherche en cours…", noCopy: "Copie impossible ici",
      original: "Page d'origine (PDF)", text: "Texte",
    }
  : {
      close: "Close", failed: "The document could not be opened.", copied: "Copied",
      thanks: "Thank you.", searching: "Searching…", noCopy: "Cannot copy here",
      original: "Original page (PDF)", text: "Text",
    };

const questionBox = () => document.querySelector("#question textarea, #question input");

// One live region that stays in the page: a region that is replaced is not read aloud.

const live = document.createElement("div");
live.className = "visually-hidden";
live.setAttribute("role", "status");
live.setAttribute("aria-live", "polite");

export function say(text) {
  live.textContent = "";
  setTimeout(() => (live.textContent = text), 50);
}

function fillQuestion(text, { submit = false } = {}) {
  const box = questionBox();
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
  if (submit) setTimeout(() => document.querySelector("button#send")?.click(), 30);
}

// Come from the early page: what was typed there is in the box, with the caret where it was.

const draft = takeDraft();
const stopKeys = draft?.focused ? collectKeys(draft) : () => undefined;
let placed = draft === null;

function placeDraft() {
  const box = questionBox();
  if (placed || !box) return;
  placed = true;
  stopKeys();
  if (draft.focused) box.focus();
  if (!draft.text) return;
  setTimeout(() => {
    fillQuestion(draft.text);
    box.setSelectionRange(draft.start, draft.end);
  });
}

// Once the conversation begun on the early page is there, what was asked last joins it.

let begun = false;

function begin() {
  if (begun || !placed || !document.querySelector(".welcome[data-loaded]")) return;
  begun = true;
  if (location.search.includes("conversation=")) history.replaceState(null, "", location.pathname);
  if (draft?.submit && draft.text) fillQuestion(draft.text, { submit: true });
}

// While an answer is on its way: said only when it takes long enough to wonder.

let waiting = 0;

function beginWait() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    document.body.classList.add("busy");
    say(words.searching);
  }, 400);
}

function endWait() {
  clearTimeout(waiting);
  document.body.classList.remove("busy");
}

// The viewer: a modal dialog, so that the browser keeps the focus inside and Escape closes it.

function makeButton(text, className, action) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = className;
  button.textContent = text;
  button.addEventListener("click", action);
  return button;
}

function viewer() {
  let dialog = document.getElementById("viewer");
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.id = "viewer";
    dialog.setAttribute("aria-labelledby", "document-title");
    const content = document.createElement("div");
    content.className = "content";
    dialog.append(makeButton(words.close, "close", () => dialog.close()), content);
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
  }
  return dialog;
}

async function openDocument(link) {
  const url = new URL(link.href);
  url.hash = "";
  url.searchParams.set("fragment", "true");
  const dialog = viewer();
  const content = dialog.querySelector(".content");
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(String(response.status));
    content.innerHTML = await response.text(); // escaped by our own template
    offerOriginal(content);
  } catch {
    content.textContent = words.failed;
  }
  if (!dialog.open) dialog.showModal();
  const quote = content.querySelector("#quote");
  const scrolled = content.querySelector(".text") ?? content;
  scrolled.scrollTop = 0;
  if (quote) {
    quote.scrollIntoView({ block: "center" });
    quote.focus({ preventScroll: true });
  }
}

function offerOriginal(content) {
  const link = content.querySelector("a.original");
  if (!link) return;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const text = content.querySelector(".text");
    let frame = content.querySelector("iframe");
    if (!frame) {
      frame = document.createElement("iframe");
      frame.title = link.textContent.trim();
      frame.src = link.href;
      text.after(frame);
    } else {
      frame.hidden = !frame.hidden;
    }
    text.hidden = !frame.hidden;
    link.firstChild.textContent = frame.hidden ? words.original : words.text;
  });
}

// Verdicts.

async function judge(exchange, verdict, reason = "") {
  const body = JSON.stringify({ exchange, verdict, reason });
  const headers = { "Content-Type": "application/json" };
  const response = await fetch("/api/feedback", { method: "POST", headers, body });
  if (response.ok) say(words.thanks);
}

function pressVerdict(button) {
  const group = button.closest(".judge");
  const again = button.getAttribute("aria-pressed") === "true";
  for (const other of group.querySelectorAll(".verdict")) {
    other.setAttribute("aria-pressed", String(other === button && !again));
  }
  const form = document.querySelector(`form.reason[data-exchange="${group.dataset.exchange}"]`);
  form.hidden = again;
  judge(group.dataset.exchange, again ? 0 : Number(button.dataset.verdict));
}

document.addEventListener("submit", (event) => {
  if (event.target.matches("form.settings")) event.preventDefault();
  if (!event.target.matches("form.reason")) return;
  event.preventDefault();
  const { exchange } = event.target.dataset;
  const group = document.querySelector(`.judge[data-exchange="${exchange}"]`);
  const pressed = group.querySelector('[aria-pressed="true"]');
  if (pressed) {
    judge(exchange, Number(pressed.dataset.verdict), event.target.querySelector("input").value);
  }
  event.target.hidden = true;
  pressed?.focus();
});

async function copy(button) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.text);
    button.textContent = words.copied;
  } catch {
    button.textContent = words.noCopy;
  }
  say(button.textContent);
  setTimeout(() => (button.textContent = before), 1500);
}

const actions = {
  "a.cite, a.view": (target, event) => {
    event.preventDefault();
    openDocument(target);
  },
  "button.example": (target) => fillQuestion(target.textContent.trim(), { submit: true }),
  "button.edit": (target) => fillQuestion(target.dataset.text),
  "button.retry": (target) => fillQuestion(target.dataset.text, { submit: true }),
  "button.copy": copy,
  "button.verdict": pressVerdict,
  "a.skip": (target, event) => {
    event.preventDefault();
    questionBox()?.focus();
  },
  "#send": beginWait,
  "#stop": endWait,
};

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  for (const [selector, action] of Object.entries(actions)) {
    const target = event.target.closest(selector);
    if (target) action(target, event);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && event.target === questionBox()) beginWait();
});

document.addEventListener("change", (event) => {
  if (event.target.matches(".settings input[name=size], .settings input[name=theme]")) {
    keepChoice(event.target);
  } else if (event.target.matches(".settings input[name=mode]")) {
    keepMode(event.target.value);
  }
});

// A new answer: read it aloud, show it from its question on.

let last = "";

function onChange() {
  const settings = document.querySelector("form.settings:not([data-ready])");
  if (settings) {
    settings.dataset.ready = "";
    showChoices(settings);
  }
  placeDraft();
  begin();
  if (document.querySelector(".conversation .problem")) endWait();
  const newest = document.querySelector(".exchange:last-of-type");
  if (!newest) return;
  const shown = `${newest.id} ${newest.ariaBusy}`;
  if (shown === last) return;
  const seen = last.startsWith(`${newest.id} `);
  last = shown;
  if (newest.ariaBusy === "true") document.body.classList.add("busy"); // it can be stopped
  else endWait();
  const sources = newest.querySelectorAll(".sources li").length;
  const count = sources ? ` ${sources} ${sources > 1 ? "sources" : "source"}.` : "";
  say(newest.querySelector(".answer").textContent + count);
  if (!seen) newest.scrollIntoView({ block: "start", behavior: "instant" });
}

document.body.append(live);
new MutationObserver(onChange).observe(document.body, { childList: true, subtree: true });

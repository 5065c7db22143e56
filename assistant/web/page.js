// What the page does between two answers: open a document, fill the question, copy, judge.

import { fillQuestion, fit, openConversation, questionBox, send, welcome } from "./chat.js";
import "./conversations.js";
import { collectKeys, takeDraft } from "./draft.js";
import { french, say } from "./say.js";
import { keepChoice, keepMode, showChoices } from "./settings.js";
import "./uploads.js";

const words = french
  ? {
      close: "Fermer", failed: "Le document n'a pas pu être ouvert.", copied: "Copié",
      thanks: "Merci.", noCopy: "Copie impossible ici",
      original: "Page d'origine (PDF)", text: "Texte",
    }
  : {
      close: "Close", failed: "The document could not be opened.", copied: "Copied",
      thanks: "Thank you.", noCopy: "Cannot copy here",
      original: "Original page (PDF)", text: "Text",
    };

// Come from the early page: what was typed there is in the box, with the caret where it was.

const draft = takeDraft();
const stopKeys = draft?.focused ? collectKeys(draft) : () => undefined;
let placed = false;

function placeDraft() {
  placed = true;
  fit(questionBox());
  stopKeys();
  if (!draft) return;
  if (draft.focused) questionBox().focus();
  if (!draft.text || draft.submit) return;
  fillQuestion(draft.text);
  questionBox().setSelectionRange(draft.start, draft.end);
}

// Once the box is there: the conversation begun on the early page, and what was asked there last.

function begin() {
  if (placed || !questionBox()) return;
  placeDraft();
  const begun = new URLSearchParams(location.search).get("conversation");
  if (begun) {
    history.replaceState(null, "", location.pathname);
    openConversation(begun);
  }
  if (draft?.submit) send(draft.text);
  welcome();
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
  "button.example, button.retry": (target) => {
    questionBox().focus();
    send(target.dataset.text);
  },
  "button.edit": (target) => fillQuestion(target.dataset.text),
  "button.copy": copy,
  "button.verdict": pressVerdict,
  "a.skip": (target, event) => {
    event.preventDefault();
    questionBox()?.focus();
  },
};

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  for (const [selector, action] of Object.entries(actions)) {
    const target = event.target.closest(selector);
    if (target) action(target, event);
  }
});

document.addEventListener("change", (event) => {
  if (event.target.matches(".settings input[name=size], .settings input[name=theme]")) {
    keepChoice(event.target);
  } else if (event.target.matches(".settings input[name=mode]")) {
    keepMode(event.target.value);
  }
});

// What Gradio has put in the page since.

function onChange() {
  const settings = document.querySelector("form.settings:not([data-ready])");
  if (settings) {
    settings.dataset.ready = "";
    showChoices(settings);
  }
  begin();
}

new MutationObserver(onChange).observe(document.body, { childList: true, subtree: true });

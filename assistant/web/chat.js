// The conversation: what is asked is answered in its turn, and nothing that was typed is lost.

import { french, say } from "./say.js";
import { language } from "./settings.js";

const words = french
  ? {
      searching: "Recherche en cours…", waits: "En attente de la réponse précédente…",
      failed: "Le service n'a pas répondu. Votre question est gardée : réessayez.",
      refused: "Le service ne peut pas répondre : ",
      signIn: "Votre session a expiré : rechargez la page pour vous reconnecter.",
      tooMany: "Trop de questions à la fois : attendez quelques secondes, puis réessayez.",
      gone: "Cette conversation n'existe plus.",
    }
  : {
      searching: "Searching…", waits: "Waiting for the answer before…",
      failed: "The service did not answer. Your question is kept: try again.",
      refused: "The service cannot answer: ",
      signIn: "Your session has ended: reload the page to sign in again.",
      tooMany: "Too many questions at once: wait a few seconds, then try again.",
      gone: "This conversation is no longer there.",
    };

const find = (selector) => document.querySelector(`.chat ${selector}`);
export const questionBox = () => find("textarea");

let conversation = ""; // its identifier; "" until the first answer
let turn = Promise.resolve(); // the end of the answer before
let work = null; // lets the request at work be stopped

// The box: as high as what stands in it, empty once the question is on its way.

export function fit(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

export function fillQuestion(text) {
  const box = questionBox();
  box.value = text;
  fit(box);
  box.focus();
}

function giveBack(text) {
  if (!questionBox().value) fillQuestion(text);
}

// Requests.

class Refused extends Error {}

async function request(path, options = {}) {
  work = new AbortController();
  const response = await fetch(path, { ...options, signal: work.signal });
  if (response.ok) return response;
  if (response.status === 401) throw new Refused(words.signIn);
  if (response.status === 429) throw new Refused(words.tooMany);
  const { detail } = await response.json();
  throw new Refused(response.status === 404 ? words.gone : words.refused + detail);
}

async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  const text = JSON.stringify({ ...body, language });
  return (await request(path, { method: "POST", headers, body: text })).json();
}

const stopped = (error) => error.name === "AbortError";

function tell(problem) {
  const line = find(".problem");
  line.hidden = !problem;
  line.textContent = problem;
}

const explain = (error) => tell(error instanceof Refused ? error.message : words.failed);

// A question that was sent: it is seen at once, and makes room for its answer.

function pending(question) {
  const element = document.createElement("article");
  element.className = "asking";
  element.setAttribute("aria-busy", "true");
  const asked = document.createElement("h2");
  asked.className = "asked";
  asked.textContent = question.length > 400 ? `${question.slice(0, 399)}…` : question;
  const state = document.createElement("p");
  state.className = "writing";
  state.textContent = words.waits;
  element.append(asked, state);
  return element;
}

export function send(text) {
  const question = text.trim();
  if (!question) return;
  const asking = pending(question);
  find(".exchanges").append(asking);
  asking.scrollIntoView({ block: "nearest" });
  tell("");
  turn = turn.then(() => answer(question, asking));
}

async function answer(question, asking) {
  if (!asking.isConnected) return; // another conversation has been opened since
  asking.querySelector(".writing").textContent = words.searching;
  const late = setTimeout(() => say(words.searching), 400);
  document.body.classList.add("busy");
  try {
    const given = await post("/chat/ask", { question, conversation });
    if (!asking.isConnected) return;
    belongTo(given.conversation);
    const article = replace(asking, given.html);
    article.scrollIntoView({ block: "start", behavior: "instant" });
    readAloud(article);
    if (given.more) await finish(article, given.exchange);
  } catch (error) {
    if (asking.isConnected) {
      asking.remove();
      giveBack(question);
      if (!stopped(error)) explain(error);
    }
  } finally {
    clearTimeout(late);
    document.body.classList.remove("busy");
  }
}

// What comes after the composed answer: a model's words, or other questions.
async function finish(article, exchange) {
  try {
    const { html } = await post("/chat/finish", { conversation, exchange });
    if (article.isConnected && html) {
      const written = article.ariaBusy === "true";
      const finished = replace(article, html);
      if (written) readAloud(finished);
    }
  } catch {
    article.ariaBusy = "false"; // the composed answer stands
    article.querySelector(".writing")?.remove();
  }
}

function replace(element, html) {
  const parsed = document.createElement("template");
  parsed.innerHTML = html; // escaped by our own template
  const made = parsed.content.firstElementChild;
  const focused = element.contains(document.activeElement);
  element.replaceWith(made);
  if (focused) {
    const asked = made.querySelector(".asked");
    asked.tabIndex = -1;
    asked.focus({ preventScroll: true });
  }
  return made;
}

function readAloud(article) {
  const sources = article.querySelectorAll(".sources li").length;
  const count = sources ? ` ${sources} ${sources > 1 ? "sources" : "source"}.` : "";
  say(article.querySelector(".answer").textContent + count);
}

// Which conversation it is. What is sent while one is being opened stands below it, and waits.

function belongTo(identifier) {
  conversation = identifier;
  find(".export").hidden = !identifier;
  for (const link of find(".export").querySelectorAll("a")) {
    link.href = `/export/${identifier}.${link.dataset.kind}`;
  }
}

export function startAnew() {
  work?.abort();
  find(".exchanges").replaceChildren();
  belongTo("");
  tell("");
}

export function leave(identifier) {
  if (identifier === conversation) startAnew();
}

export async function openConversation(identifier) {
  startAnew();
  const path = `/chat/conversations/${identifier}?language=${language}`;
  turn = turn
    .then(() => request(path))
    .then((response) => response.text())
    .then((html) => {
      const exchanges = find(".exchanges");
      exchanges.insertAdjacentHTML("afterbegin", html); // escaped by our own template
      belongTo(identifier);
      const shown = exchanges.querySelectorAll(".exchange");
      shown[shown.length - 1].scrollIntoView({ block: "start", behavior: "instant" });
    })
    .catch((error) => stopped(error) || explain(error));
  await turn;
}

export async function welcome() {
  const response = await fetch(`/chat/examples?language=${language}`);
  if (response.ok) find(".welcome").outerHTML = await response.text(); // escaped likewise
}

// Keys and buttons.

document.addEventListener("submit", (event) => {
  if (event.target.id !== "ask") return;
  event.preventDefault();
  const text = questionBox().value;
  if (text.trim()) fillQuestion("");
  send(text);
});

document.addEventListener("keydown", (event) => {
  const enters = event.key === "Enter" && !event.shiftKey && !event.isComposing;
  if (!enters || event.target !== questionBox()) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

document.addEventListener("input", (event) => {
  if (event.target === questionBox()) fit(event.target);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("#stop")) work?.abort();
  if (event.target.closest("#new-conversation")) {
    startAnew();
    questionBox().focus();
  }
});

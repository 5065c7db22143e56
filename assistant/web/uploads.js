// Adding and removing documents: send, then follow the job until it ends.

import { french, say } from "./say.js";

const words = french
  ? {
      sending: "Envoi…", waiting: "En attente…", read: "Lecture", encode: "Encodage",
      done: "Terminé.", failed: "Échec", indexed: "ajouté", duplicate: "déjà présent",
      refused: "refusé", confirm: "Retirer ce document ?",
      large: "Envoi trop volumineux : envoyez moins de fichiers à la fois, ou de plus petits.",
    }
  : {
      sending: "Sending…", waiting: "Waiting…", read: "Reading", encode: "Encoding",
      done: "Done.", failed: "Failed", indexed: "added", duplicate: "already there",
      refused: "refused", confirm: "Remove this document?",
      large: "Too much at once: send fewer files at a time, or smaller ones.",
    };

// Why a file could not be read: the reasons of the reader, in the words of people.
const reasons = french
  ? {
      empty: "le fichier est vide", unsupported: "format non lu",
      encrypted: "protégé par un mot de passe", damaged: "le fichier est endommagé",
      encoding: "son texte est illisible", "no-text": "aucun texte (pages numérisées ?)",
      "too-large": "trop volumineux", "too-many-pages": "trop de pages",
      timeout: "lecture trop longue", memory: "lecture trop lourde",
      unreadable: "le fichier ne peut pas être ouvert", crashed: "la lecture s'est interrompue",
    }
  : {
      empty: "the file is empty", unsupported: "format not read",
      encrypted: "protected by a password", damaged: "the file is damaged",
      encoding: "its text cannot be read", "no-text": "no text (scanned pages?)",
      "too-large": "too large", "too-many-pages": "too many pages",
      timeout: "reading took too long", memory: "reading took too much memory",
      unreadable: "the file cannot be opened", crashed: "reading was broken off",
    };

function resultOf(file) {
  const reason = file.status === "refused" ? "unsupported" : file.message.split(":")[0];
  const why = file.status === "duplicate" ? "" : (reasons[reason] ?? file.message);
  return `${file.name} : ${words[file.status] ?? file.status}${why && ` (${why})`}`;
}

const element = (id) => document.getElementById(id);

function progress(text) {
  const line = element("upload-progress");
  if (line) line.textContent = text;
}

async function start(url, options) {
  progress(words.sending);
  element("upload-results")?.replaceChildren(); // those of the time before
  const response = await fetch(url, options);
  if (response.status === 413) {
    progress(words.large);
    return;
  }
  const body = await response.json();
  if (!response.ok) {
    progress(`${words.failed} : ${body.detail}`);
    return;
  }
  await follow(body);
}

async function follow(first) {
  let job = first;
  while (job.stage !== "done" && job.stage !== "failed") {
    const share = job.total ? ` ${job.done}/${job.total}` : "";
    progress(`${words[job.stage] ?? job.stage}${share}`);
    await new Promise((resolve) => setTimeout(resolve, 300));
    job = await (await fetch(`/api/jobs/${job.id}`)).json();
  }
  progress(job.stage === "done" ? words.done : `${words.failed} : ${job.message}`);
  const list = element("upload-results");
  list?.replaceChildren(
    ...job.files.map((file) => {
      const item = document.createElement("li");
      item.className = file.status;
      item.textContent = resultOf(file);
      return item;
    }),
  );
  document.querySelector("#documents-reload")?.click();
}

const guarded = (work) => work.catch(() => progress(words.failed));

document.addEventListener("submit", (event) => {
  if (event.target.id !== "upload-form") return;
  event.preventDefault();
  guarded(start("/api/documents", { method: "POST", body: new FormData(event.target) }));
});

document.addEventListener("click", (event) => {
  const target = event.target.closest("#refresh-index, button.remove");
  if (!target) return;
  if (target.id === "refresh-index") {
    guarded(start("/api/documents/refresh", { method: "POST" }));
  } else if (confirm(words.confirm)) {
    const path = target.dataset.document.split("/").map(encodeURIComponent).join("/");
    guarded(start(`/api/documents/${path}`, { method: "DELETE" }));
    say(words.sending);
  }
});

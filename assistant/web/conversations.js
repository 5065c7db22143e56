// Past conversations: open, rename, delete.

import { leave, openConversation } from "./chat.js";
import { french, say } from "./say.js";

const words = french
  ? { title: "Nouveau titre", sure: "Supprimer cette conversation ?", done: "Fait.", failed: "Échec" }
  : { title: "New title", sure: "Delete this conversation?", done: "Done.", failed: "Failed" };

async function change(identifier, options) {
  const response = await fetch(`/chat/conversations/${identifier}`, options);
  say(response.ok ? words.done : words.failed);
  document.querySelector("#history-reload")?.click();
  return response.ok;
}

const actions = {
  "button.open": ({ conversation }) => {
    document.querySelector("#chat-button, [role=tab]").click();
    openConversation(conversation);
  },
  "button.rename": ({ conversation, title }) => {
    const wanted = prompt(words.title, title)?.trim();
    if (!wanted) return;
    const headers = { "Content-Type": "application/json" };
    change(conversation, { method: "PATCH", headers, body: JSON.stringify({ title: wanted }) });
  },
  "button.delete": async ({ conversation }) => {
    if (!confirm(words.sure)) return;
    if (await change(conversation, { method: "DELETE" })) leave(conversation);
  },
};

document.addEventListener("click", (event) => {
  const row = event.target.closest(".conversations li");
  if (!row) return;
  for (const [selector, action] of Object.entries(actions)) {
    if (event.target.closest(selector)) action(row.dataset);
  }
});

// What the page says of itself: its language, and one live region that stays in the page, since a
// region that is replaced is not read aloud.

import { language } from "./settings.js";

export const french = language !== "en";

const live = document.createElement("div");
live.className = "visually-hidden";
live.setAttribute("role", "status");
live.setAttribute("aria-live", "polite");
document.body.append(live);

export function say(text) {
  live.textContent = "";
  setTimeout(() => (live.textContent = text), 50);
}

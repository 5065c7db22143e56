// Choices of this browser: text size and theme. Applied before anything is drawn.

const root = document.documentElement;
export const language = root.dataset.language ?? root.lang;
const kept = (name, fallback) => localStorage.getItem(`poles-${name}`) ?? fallback;
const dark = matchMedia("(prefers-color-scheme: dark)");

export function applyChoices() {
  root.style.setProperty("--scale", kept("size", "1"));
  if (root.lang !== language) root.lang = language; // Gradio sets the browser's, not the page's
  const theme = kept("theme", "system");
  const isDark = theme === "dark" || (theme === "system" && dark.matches);
  for (const element of [root, document.body]) {
    if (element && element.classList.contains("dark") !== isDark) {
      element.classList.toggle("dark", isDark);
    }
  }
}

export function showChoices(form) {
  for (const [name, fallback] of [["size", "1"], ["theme", "system"]]) {
    const input = form.querySelector(`input[name="${name}"][value="${kept(name, fallback)}"]`);
    if (input) input.checked = true;
  }
  const mode = modeKept();
  const inputs = [...form.querySelectorAll("input[name=mode]")];
  const chosen = inputs.find((input) => encodeURIComponent(input.value) === mode);
  if (chosen) chosen.checked = true;
}

export function keepChoice(input) {
  localStorage.setItem(`poles-${input.name}`, input.value);
  applyChoices();
}

// The server reads the mode with each question, so that it is a cookie.
export function keepMode(value) {
  const year = 365 * 86400;
  document.cookie = `poles_mode=${encodeURIComponent(value)}; max-age=${year}; path=/; SameSite=Lax`;
}

const modeKept = () => /(?:^|; )poles_mode=([^;]*)/.exec(document.cookie)?.[1];

dark.addEventListener("change", applyChoices);
applyChoices();
// Gradio sets the device's theme once more when it starts.
new MutationObserver(applyChoices).observe(document.body, { attributeFilter: ["class"] });
new MutationObserver(applyChoices).observe(root, { attributeFilter: ["lang"] });

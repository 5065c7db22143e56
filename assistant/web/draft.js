// A question on its way from the early page to the full one.

const KEY = "poles-draft";

export function keepDraft(box, submit) {
  const focused = document.activeElement === box;
  const draft = { text: box.value, start: box.selectionStart, end: box.selectionEnd };
  sessionStorage.setItem(KEY, JSON.stringify({ ...draft, focused, submit }));
}

export function takeDraft() {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return kept ? JSON.parse(kept) : null;
}

// Keys pressed before the full page has its box are not lost: they are added where the caret was.
export function collectKeys(draft) {
  const collect = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.activeElement !== document.body) {
      return;
    }
    if (event.key.length === 1) {
      draft.text = draft.text.slice(0, draft.start) + event.key + draft.text.slice(draft.end);
      draft.start = draft.end = draft.start + 1;
    } else if (event.key === "Backspace" && draft.start) {
      draft.text = draft.text.slice(0, draft.start - 1) + draft.text.slice(draft.end);
      draft.start = draft.end = draft.start - 1;
    } else if (event.key === "Enter") {
      draft.submit = true;
    } else {
      return;
    }
    event.preventDefault();
  };
  document.addEventListener("keydown", collect);
  return () => document.removeEventListener("keydown", collect);
}

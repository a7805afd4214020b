/** A text of the page onto the clipboard, or marked, ready to be copied by hand. */

/** button: names the text's element and the sentences to say. said: where they are said, beside the button. */
export async function copyText(button: HTMLElement, said: Element | null | undefined): Promise<void> {
  const text = document.getElementById(button.dataset["copies"] ?? "");
  if (!text || !said) return;
  try {
    await navigator.clipboard.writeText(text.textContent ?? "");
    said.textContent = button.dataset["copied"] ?? "";
  } catch {
    const fold = text.closest("details");
    if (fold) fold.open = true;
    window.getSelection()?.selectAllChildren(text);
    said.textContent = button.dataset["byHand"] ?? "";
  }
}

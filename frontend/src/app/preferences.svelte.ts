/** What one prefers in this browser. Kept where it was chosen; nothing of it is the learner's record. */

export type EditorKeys = "plain" | "vim" | "emacs";

const KEY = "mlestone.editor-keys";

class Preferences {
  editorKeys = $state<EditorKeys>("plain");

  constructor() {
    const kept = read();
    if (kept === "vim" || kept === "emacs") this.editorKeys = kept;
  }

  chooseEditorKeys(choice: EditorKeys): void {
    this.editorKeys = choice;
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // Storage is closed to this page: the choice lasts as long as the page.
    }
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export const preferences = new Preferences();

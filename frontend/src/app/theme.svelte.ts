/** Light, dark, or as the system has it. The choice is kept in this browser (`theme.js` reads it before the first paint). */
export type Choice = "system" | "light" | "dark";

const KEY = "mlestone.theme";

class Theme {
  choice = $state<Choice>("system");
  #systemDark = $state(false);
  /** What is on the screen. */
  readonly now: "light" | "dark" = $derived(this.choice === "system" ? (this.#systemDark ? "dark" : "light") : this.choice);

  constructor() {
    const system = matchMedia("(prefers-color-scheme: dark)");
    this.#systemDark = system.matches;
    system.addEventListener("change", (event) => (this.#systemDark = event.matches));
    this.choice = kept();
  }

  choose(choice: Choice): void {
    this.choice = choice;
    const root = document.documentElement;
    if (choice === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = choice;
    try {
      if (choice === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      // Storage is closed to this page: the choice lasts as long as the page.
    }
  }
}

function kept(): Choice {
  const chosen = document.documentElement.dataset["theme"];
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

export const theme = new Theme();

/** Whether the server is there. Calls and the event stream tell it; the shell's banner shows it. */
class Connection {
  away = $state(false);
  /** The server that answers wants a token this page does not have. */
  locked = $state(false);
  readonly #returned = new Set<() => void>();

  lose(): void {
    this.away = true;
  }

  find(): void {
    if (!this.away) return;
    this.away = false;
    for (const listener of this.#returned) listener();
  }

  /** Called whenever the server answers again after it was away. Returns how to stop. */
  onReturn(listener: () => void): () => void {
    this.#returned.add(listener);
    return () => this.#returned.delete(listener);
  }
}

export const connection = new Connection();

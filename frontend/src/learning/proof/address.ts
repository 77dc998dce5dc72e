/** Addresses of one proof's API; `file` names another file of it than its own (a review's). */
export class ProofAddress {
  readonly #base: string;
  readonly #query: string;

  constructor(skill: string, name: string, file: string | null) {
    this.#base = `/api/proofs/${encodeURIComponent(skill)}/${encodeURIComponent(name)}`;
    this.#query = file ? `?file=${encodeURIComponent(file)}` : "";
  }

  get page(): string {
    return this.#base + this.#query;
  }

  to(part: string): string {
    return `${this.#base}/${part}${this.#query}`;
  }
}

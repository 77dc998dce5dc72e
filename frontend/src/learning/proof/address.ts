/** Addresses of one proof's API; `file` names another file of it than its own (a review's). */
export class ProofAddress {
  readonly #base: string;
  readonly #file: string | null;

  constructor(skill: string, name: string, file: string | null) {
    this.#base = `/api/proofs/${encodeURIComponent(skill)}/${encodeURIComponent(name)}`;
    this.#file = file;
  }

  get page(): string {
    return this.#with(this.#base, {});
  }

  to(part: string, query: Readonly<Record<string, string>> = {}): string {
    return this.#with(`${this.#base}/${part}`, query);
  }

  #with(path: string, query: Readonly<Record<string, string>>): string {
    const words = Object.entries(this.#file ? { file: this.#file, ...query } : query);
    const asked = words.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
    return asked ? `${path}?${asked}` : path;
  }
}

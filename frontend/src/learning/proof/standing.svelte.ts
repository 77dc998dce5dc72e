/** How a proof stands: as the page was opened with, and as it becomes with every entry of the record. */
import { get } from "../../app/api";
import { onEvent } from "../../app/events.svelte";
import type { ProofStanding } from "../../app/types";
import type { ProofPage } from "../types";
import type { ProofAddress } from "./address";

export class Standing {
  now = $state.raw() as ProofStanding;
  readonly #address: ProofAddress;

  constructor(page: ProofPage, address: ProofAddress) {
    this.now = page.standing;
    this.#address = address;
  }

  get passed(): boolean {
    return this.now.state === "passed";
  }

  /** For an effect: follow the record while the page is open. */
  live(): () => void {
    return onEvent("record", () => {
      get<ProofPage>(this.#address.page).then(
        (fresh) => (this.now = fresh.standing),
        () => undefined, // Seen again with the next entry.
      );
    });
  }
}

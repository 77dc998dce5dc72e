/**
 * The server's events: one `EventSource` for the whole page, which reconnects by itself.
 *
 *     $effect(() => onEvent("file", ({ proof, source }) => …));   // an effect's return value stops it
 */
import { get } from "./api";
import { connection } from "./connection.svelte";

export interface ServerEvents {
  hello: { version: string; run: string; fingerprint?: string; engine: "warming" | "ready" };
  engine: { state: "ready" };
  file: { proof: string; file: string; stamp: string; source: string };
  /** Files of a lab that were changed elsewhere; `null`: one that is gone. */
  folder: { proof: string; file: string; files: Record<string, string | { base64: string } | null>; stamps: Record<string, string> };
  record: { head: unknown };
  kit: {
    kit: string;
    stage: "preparing" | "downloading" | "installing" | "trying" | "done" | "cancelled" | "failed";
    done: number | null;
    total: number | null;
    message: string;
  };
  /** Not sent: the server that says hello is another one than before, so its sessions are gone. */
  restarted: { run: string };
}

type Name = keyof ServerEvents;
type Listener = (data: never) => void;

const NAMES: readonly Name[] = ["hello", "engine", "file", "folder", "record", "kit"];
// How long a stream may be silent before another try, when the browser has given up.
const AGAIN_AFTER = 1500;

class Engine {
  ready = $state(false);
}
/** Whether attempts and cells start at once, or the engine still warms up. */
export const engine = new Engine();

const listeners = new Map<Name, Set<Listener>>();
let source: EventSource | null = null;
let run = "";

export function onEvent<N extends Name>(name: N, listener: (data: ServerEvents[N]) => void): () => void {
  const those = listeners.get(name) ?? new Set<Listener>();
  listeners.set(name, those.add(listener));
  return () => those.delete(listener);
}

export function listen(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = (): void => {
    source = new EventSource("/api/events");
    for (const name of NAMES) source.addEventListener(name, (event) => take(name, JSON.parse(event.data)));
    source.onerror = () => {
      if (source?.readyState !== EventSource.CLOSED) return connection.lose(); // the browser tries again by itself
      // Something answered, but not with events: perhaps another server, which does not know this page's token.
      get("/api/health").catch(() => undefined);
      timer = setTimeout(open, AGAIN_AFTER);
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

function take(name: Name, data: unknown): void {
  if (name === "hello") greet(data as ServerEvents["hello"]);
  if (name === "engine") engine.ready = true;
  tell(name, data);
}

function greet(hello: ServerEvents["hello"]): void {
  const another = run !== "" && run !== hello.run;
  run = hello.run;
  engine.ready = hello.engine === "ready";
  connection.find();
  if (another) tell("restarted", { run });
}

function tell(name: Name, data: unknown): void {
  for (const listener of listeners.get(name) ?? []) listener(data as never);
}

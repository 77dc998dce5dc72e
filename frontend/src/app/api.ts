/**
 * How the page talks to its server: JSON calls and streams of server-sent events over `fetch`.
 *
 * Promises: every failure is an `ApiError` whose message is a sentence to show. Whether the server answers at all is
 * told to `connection`, so that the shell can say that it is away.
 */
import { connection } from "./connection.svelte";

export class ApiError extends Error {
  constructor(
    readonly status: number,
    /** `unknown`, `planned`, `not-passed-yet`, `edited-outside`, `lost`…; `away` when no server answered. */
    readonly kind: string,
    message: string,
    /** The whole body: some errors carry facts beside the error itself. */
    readonly body: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

type Method = "GET" | "POST" | "PUT" | "DELETE";

interface Ask {
  method?: Method;
  /** Sent as JSON; a `Blob` goes as it is. */
  body?: unknown;
  signal?: AbortSignal;
  accept?: string;
}

export async function ask<T>(path: string, options: Ask = {}): Promise<T> {
  const answer = await request(path, options);
  if (answer.status === 204) return undefined as T;
  return (await answer.json()) as T;
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => ask<T>(path, signal ? { signal } : {});
export const post = <T>(path: string, body: unknown = {}): Promise<T> => ask<T>(path, { method: "POST", body });
export const put = <T>(path: string, body: unknown): Promise<T> => ask<T>(path, { method: "PUT", body });
export const remove = <T>(path: string): Promise<T> => ask<T>(path, { method: "DELETE" });

export interface StreamEvent {
  name: string;
  data: unknown;
}

/** Milliseconds in which a stream ends that nobody listens to any more. */
const ENDING = 500;

/** The events of a stream as they come; an `error` event is thrown. Whoever has heard enough may leave early. */
export async function* stream(path: string, options: Ask = {}): AsyncGenerator<StreamEvent> {
  const answer = await request(path, { ...options, accept: "text/event-stream" });
  if (!answer.body) return;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  try {
    for (;;) {
      const { value, done } = await reader.read().catch((failure: unknown) => gone(failure, options.signal));
      if (done) return;
      text += value.replaceAll("\r\n", "\n");
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        const event = parseEvent(text.slice(0, end));
        text = text.slice(end + 2);
        if (!event || event.name === "end") continue;
        if (event.name === "error") throw errorOf(200, event.data);
        yield event;
      }
    }
  } finally {
    void leave(reader);
  }
}

/** A connection that is broken off cannot serve again: a stream that is just ending is read to its end. */
async function leave(reader: ReadableStreamDefaultReader<string>): Promise<void> {
  const timer = setTimeout(() => void reader.cancel().catch(() => undefined), ENDING);
  try {
    while (!(await reader.read()).done);
  } catch {
    // The server is gone, or the stream was broken off on purpose.
  } finally {
    clearTimeout(timer);
  }
}

/** One block of a stream; `null` for a heartbeat. */
export function parseEvent(block: string): StreamEvent | null {
  let name = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) name = line.slice(6).trim();
    else if (line.startsWith("data:")) data.push(line.slice(5).trimStart());
  }
  if (data.length === 0) return null;
  return { name, data: JSON.parse(data.join("\n")) as unknown };
}

async function request(path: string, { method = "GET", body, signal, accept }: Ask): Promise<Response> {
  const headers: Record<string, string> = { Accept: accept ?? "application/json" };
  const raw = body instanceof Blob;
  if (body !== undefined && !raw) headers["Content-Type"] = "application/json";
  const init: RequestInit = { method, headers };
  if (body !== undefined) init.body = raw ? body : JSON.stringify(body);
  if (signal) init.signal = signal;
  let answer: Response;
  try {
    answer = await fetch(path, init);
  } catch (failure) {
    return gone(failure, signal);
  }
  connection.find();
  connection.locked = answer.status === 401;
  if (answer.ok) return answer;
  throw errorOf(answer.status, await answer.json().catch(() => null));
}

/** The server did not answer, or broke off: unless whoever asked wanted that. */
function gone(failure: unknown, signal: AbortSignal | undefined): never {
  if (signal?.aborted) throw failure;
  connection.lose();
  throw new ApiError(0, "away", "MLestone's server does not answer.");
}

function errorOf(status: number, body: unknown): ApiError {
  const whole = (body ?? {}) as Record<string, unknown>;
  const error = whole["error"] as { kind?: string; message?: string } | undefined;
  const message = error?.message ?? `The server answered ${status} without saying why.`;
  return new ApiError(status, error?.kind ?? "broke", message, whole);
}

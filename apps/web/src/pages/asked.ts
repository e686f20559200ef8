/** A question that stays asked: on arrival, when its parameter changes, and whenever the worker says that something changed. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { App } from "../app.ts";
import type { Questions } from "../contract.ts";
import { workerStopped } from "../kith-client.ts";

/** What a page tells its question. */
export interface Asking<Name extends keyof Questions> {
  readonly name: Name;
  /** The page's app; undefined until it is given one. */
  readonly app: () => App | undefined;
  /** The parameter now; for questions without one, nothing. */
  readonly param?: () => Questions[Name]["ask"];
  /** Asked again a moment after a change, once for several: a long list beside what the change was about. */
  readonly isUnhurried?: true;
  /** Called before the host draws a new answer. */
  readonly heard?: (answer: Questions[Name]["answer"]) => void;
}

const unhurriedMs = 150;

/** Keeps the last answer while the next is on its way, so that nothing flickers and scroll and focus stay. */
export class Asked<Name extends keyof Questions> implements ReactiveController {
  answer: Questions[Name]["answer"] | undefined;
  arrived = false;
  error: string | undefined;
  #turn = 0;
  /** The parameter of the answer that is shown, as text. */
  #answered: string | undefined;
  #stop: (() => void) | undefined;
  #later: ReturnType<typeof setTimeout> | undefined;

  readonly #host: ReactiveControllerHost;
  readonly #asking: Asking<Name>;

  constructor(host: ReactiveControllerHost, asking: Asking<Name>) {
    this.#host = host;
    this.#asking = asking;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = this.#asking.app()?.kith.listen((news) => { if (news.type === "changed") this.#changed(); });
    void this.again();
  }

  hostDisconnected(): void {
    this.#stop?.();
    clearTimeout(this.#later);
  }

  #changed(): void {
    clearTimeout(this.#later);
    if (this.#asking.isUnhurried) this.#later = setTimeout(() => { void this.again(); }, unhurriedMs);
    else void this.again();
  }

  /** Asks again; an answer overtaken by a later question is dropped. */
  async again(): Promise<void> {
    const app = this.#asking.app();
    if (!app) return;
    this.#turn += 1;
    const turn = this.#turn;
    const ask = (...question: unknown[]): Promise<Questions[Name]["answer"]> => (app.kith.ask as (...all: unknown[]) => Promise<Questions[Name]["answer"]>)(...question);
    const params = this.#asking.param ? [this.#asking.param()] : [];
    const asked = JSON.stringify(params);
    try {
      const answer = await ask(this.#asking.name, ...params);
      if (turn !== this.#turn) return;
      this.#answered = asked;
      this.answer = answer;
      this.arrived = true;
      this.error = undefined;
      this.#asking.heard?.(answer);
    } catch (error) {
      if (turn !== this.#turn) return;
      const message = error instanceof Error ? error.message : String(error);
      // The frame says that the worker stopped; what stands here, and what is being typed in it, stays.
      if (message === workerStopped && asked === this.#answered) return;
      this.error = message;
    }
    this.#host.requestUpdate();
  }
}

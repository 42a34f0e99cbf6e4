import type { FromWindow, ToWindow } from '../../../api/settings/contract';

export type TicketAnswer =
  | { readonly kind: 'ticket'; readonly ticket: string }
  /** The widget was refused one, with its words for it. */
  | { readonly kind: 'refused'; readonly text: string }
  /** There is a page around us, and it does not answer: it is not our widget, or an old one. */
  | { readonly kind: 'silent' }
  /** The page was opened by itself. */
  | { readonly kind: 'nobody' };

/** Getting a ticket takes the widget one request to our api. */
const PATIENCE_MS = 15_000;

/**
 * The Kommo widget around the iframe. Only what the page right above says is heard, and only from one origin: the one that
 * the browser names; where it names none, the first that answers a question of ours.
 */
export class Widget {
  readonly embedded = window.parent !== window;
  readonly #asked = new Map<number, (answer: TicketAnswer) => void>();
  #origin = originAround();
  #lastId = 0;

  constructor() {
    window.addEventListener('message', (event) => this.#hear(event));
  }

  ask(): Promise<TicketAnswer> {
    if (!this.embedded) return Promise.resolve({ kind: 'nobody' });
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      const timer = window.setTimeout(() => answer({ kind: 'silent' }), PATIENCE_MS);
      const answer = (given: TicketAnswer) => {
        window.clearTimeout(timer);
        this.#asked.delete(id);
        resolve(given);
      };
      this.#asked.set(id, answer);
      this.tell({ courier: 'ticket', id });
    });
  }

  /** Holds nothing private, so it may go out before the origin is known. */
  tell(message: FromWindow): void {
    if (this.embedded) window.parent.postMessage(message, this.#origin ?? '*');
  }

  #hear(event: MessageEvent<unknown>): void {
    if (event.source !== window.parent || !this.embedded) return;
    if (this.#origin !== null && event.origin !== this.#origin) return;
    const message = read(event.data);
    const answer = message === null ? undefined : this.#asked.get(message.id);
    if (message === null || answer === undefined) return;
    this.#origin = event.origin;
    answer(
      'ticket' in message ? { kind: 'ticket', ticket: message.ticket } : { kind: 'refused', text: message.problem },
    );
  }
}

/** Firefox knows no `ancestorOrigins`; a referrer policy may hide the referrer. */
function originAround(): string | null {
  // Not every browser has it, whatever the types say.
  const ancestors = window.location.ancestorOrigins as DOMStringList | undefined;
  const nearest = ancestors?.[0] ?? document.referrer;
  if (!URL.canParse(nearest)) return null;
  const { origin } = new URL(nearest);
  return origin === 'null' ? null : origin;
}

function read(data: unknown): ToWindow | null {
  if (typeof data !== 'object' || data === null) return null;
  const { courier, id, ticket, problem } = data as Record<string, unknown>;
  if (courier !== 'ticket' || typeof id !== 'number') return null;
  if (typeof ticket === 'string' && ticket !== '') return { courier, id, ticket };
  if (typeof problem === 'string') return { courier, id, problem };
  return null;
}

import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Written } from './verdict';
import { waitFor } from './wait-for';
import type { World } from './world';

/** A chat as its two people know it. */
export interface BothSides {
  /** Its customer's chat id at the messenger. */
  readonly phone: string;
  /** amojo's id of the chat. */
  readonly inbox: string;
}

export type Bot = { readonly botId?: string };

/** New customers write once each, so that every chat exists on both sides. */
export async function openChats(world: World, count: number, { botId }: Bot = {}): Promise<BothSides[]> {
  const phones = await Promise.all(
    Array.from({ length: count }, (_, index) => world.newCustomer(`Ana ${index}`, botId)),
  );
  return inboxesOf(
    world,
    phones.map(({ chatId }) => chatId),
    (phone, text) => world.customerWrites(phone, text, botId),
  );
}

/** Each customer writes once. @returns their chats, when all of them are in the inbox. */
export async function inboxesOf(
  world: World,
  phones: readonly string[],
  write: (phone: string, text: string) => Promise<unknown>,
): Promise<BothSides[]> {
  const first = (phone: string): string => `first of ${phone}`;
  await Promise.all(phones.map((phone) => write(phone, first(phone))));
  return waitFor(
    async () => {
      const { kommo } = await world.state();
      const inboxes = new Map(
        kommo.chats.flatMap(({ id, messages }) => messages.map(({ text }) => [text, id] as const)),
      );
      const chats = phones.flatMap((phone) => {
        const inbox = inboxes.get(first(phone));
        return inbox === undefined ? [] : [{ phone, inbox }];
      });
      return chats.length === phones.length && chats;
    },
    { timeoutMs: 90_000, everyMs: 200, what: `${String(phones.length)} chats in the inbox` },
  );
}

/** In every chat both people write, each at a steady pace, until told to stop. */
export class Traffic {
  readonly #written: Written[] = [];
  #slowestWriteMs = 0;
  readonly #stopping = new AbortController();
  readonly #running: Promise<unknown>;

  constructor(
    world: World,
    chats: readonly BothSides[],
    private readonly options: { readonly label: string; readonly everyMs: number } & Bot,
  ) {
    setMaxListeners(0, this.#stopping.signal);
    this.#running = Promise.all(
      chats.flatMap((chat, index) => [
        this.#keepWriting(index, 'to-kommo', (text) => world.customerWrites(chat.phone, text, options.botId)),
        this.#keepWriting(index, 'to-messenger', (text) => world.managerWrites(chat.inbox, text)),
      ]),
    );
  }

  /** Messages written so far. */
  get count(): number {
    return this.#written.length;
  }

  /** What the sandbox took longest for to note a message down, which has nothing to do but wait for the machine. */
  get slowestWriteMs(): number {
    return this.#slowestWriteMs;
  }

  /** @returns everything that was written. */
  async stop(): Promise<Written[]> {
    this.#stopping.abort();
    await this.#running;
    return this.#written;
  }

  async #keepWriting(
    chat: number,
    direction: Written['direction'],
    write: (text: string) => Promise<unknown>,
  ): Promise<void> {
    const { signal } = this.#stopping;
    const { label, everyMs } = this.options;
    // So that they do not all write at the same moment.
    await sleep(Math.random() * everyMs, undefined, { signal }).catch(() => undefined);
    for (let turn = 0; !signal.aborted; turn += 1) {
      const text = `${label} ${direction} ${chat}.${turn}`;
      const begun = performance.now();
      await write(text);
      this.#slowestWriteMs = Math.max(this.#slowestWriteMs, performance.now() - begun);
      this.#written.push({ direction, text });
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Both people of every chat write so many messages each, at a steady pace. */
export async function burst(
  world: World,
  chats: readonly BothSides[],
  { label, each, everyMs }: { readonly label: string; readonly each: number; readonly everyMs: number },
): Promise<Written[]> {
  const written = await Promise.all(
    chats.flatMap(({ phone, inbox }, chat) =>
      (['to-kommo', 'to-messenger'] as const).map(async (direction) => {
        const said: Written[] = [];
        // So that they do not all write at the same moment.
        await sleep(Math.random() * everyMs);
        for (let turn = 0; turn < each; turn += 1) {
          const text = `${label} ${direction} ${chat}.${turn}`;
          await (direction === 'to-kommo' ? world.customerWrites(phone, text) : world.managerWrites(inbox, text));
          said.push({ direction, text });
          await sleep(everyMs);
        }
        return said;
      }),
    ),
  );
  return written.flat();
}

import fc from 'fast-check';
import type { PhoneFileKind } from '../../src/sandbox/control/contract';
import { settled } from '../support/deliveries';
import { Dialogue, saidInInbox, saidOnPhone, type Said } from '../support/dialogue';
import { sampleFile } from '../support/sample-files';
import { waitFor } from '../support/wait-for';
import { World } from '../support/world';

/** One act of one of the two people. `pick` chooses, of what is there, the message that it is about. */
type Step =
  | {
      readonly who: 'customer';
      readonly does: (typeof CUSTOMERS_ACTS)[number];
      readonly pick: number;
      readonly n: number;
    }
  | {
      readonly who: 'manager';
      readonly does: (typeof MANAGERS_ACTS)[number];
      readonly pick: number;
      readonly n: number;
    };

const CUSTOMERS_ACTS = [
  'text',
  'photo',
  'video',
  'voice',
  'audio',
  'document',
  'sticker',
  'location',
  'contact',
  'reply',
  'forward',
  'edit',
  'react',
  'album',
  'press',
] as const;
const MANAGERS_ACTS = [
  'text',
  'long text',
  'png',
  'pdf',
  'mp4',
  'ogg',
  'buttons',
  'list',
  'template',
  'reply',
  'react',
  'attachments',
] as const;
const EMOJI = ['👍', '🔥', '🎉'] as const;
const FILES = {
  photo: 'png',
  video: 'mp4',
  voice: 'ogg',
  audio: 'mp3',
  document: 'pdf',
  sticker: 'webp',
} as const satisfies Partial<Record<PhoneFileKind, string>>;
const TYPES = { png: 'picture', pdf: 'file', mp4: 'video', ogg: 'voice' } as const;
const PHONE_TYPES = {
  photo: 'picture',
  video: 'video',
  voice: 'voice',
  audio: 'audio',
  document: 'file',
  sticker: 'sticker',
} as const;

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== '');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    who: fc.constant('customer' as const),
    does: fc.constantFrom(...CUSTOMERS_ACTS),
    pick: fc.nat(),
    n: fc.nat(2),
  }),
  fc.record({
    who: fc.constant('manager' as const),
    does: fc.constantFrom(...MANAGERS_ACTS),
    pick: fc.nat(),
    n: fc.nat(2),
  }),
);
const script = fc.record({
  said: fc.array(words, { minLength: 3, maxLength: 3 }),
  steps: fc.array(step, { minLength: 8, maxLength: 14 }),
});

/** What both people should see, as it grows. */
type Expected = { -readonly [Key in keyof Said]: Said[Key] } & {
  /** On the phone a press is no message. */
  onlyInInbox: boolean;
  /** The phone has no message to point to, so there the quote stands above it in words. */
  quotesAPress: boolean;
  /** Cut into several on the phone. */
  parts: number;
  buttons: readonly string[];
  /** The names of the message on either side, once it is there. */
  phoneId: number | null;
  inboxId: string | null;
};

describe('whatever a customer and a manager say and do to each other', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start({ workers: 2 });
  }, 180_000);
  afterAll(() => world.stop(), 60_000);

  it('both see the same conversation, also when webhooks come twice and late', async () => {
    for (const side of ['kommo', 'telegram'] as const) {
      await world.fault({ name: `${side}-hook-duplicate` });
      await world.fault({ name: `${side}-hook-delay`, ms: 150 });
    }
    let run = 0;
    await fc.assert(
      fc.asyncProperty(script, async ({ said, steps }) => {
        run += 1;
        const talk = new Talk(await Dialogue.open(world, `Ana ${String(run)}`), said);
        for (const each of steps) await talk.perform(each);
        await talk.bothSeeTheSame();
        await settled(world, 60_000);
      }),
      // The first failing script is told with its seed; making it shorter would take as long again for each try.
      { numRuns: Number(process.env.COURIER_TEST_SCRIPTS ?? 6), endOnFailure: true },
    );
  }, 900_000);
});

class Talk {
  readonly #expected: Expected[] = [];

  constructor(
    private readonly dialogue: Dialogue,
    private readonly words: readonly string[],
  ) {}

  async perform({ who, does, pick, n }: Step): Promise<void> {
    const text = `${this.words[n] ?? ''} ${String(this.#expected.length)}`.trim();
    if (who === 'customer') await this.#customer(does, text, pick, n);
    else await this.#manager(does, text, pick, n);
  }

  async #customer(does: (typeof CUSTOMERS_ACTS)[number], text: string, pick: number, n: number): Promise<void> {
    const { dialogue } = this;
    switch (does) {
      case 'text': {
        this.#add({ by: 'customer', text }, (await dialogue.customer({ text })).id);
        return;
      }
      case 'photo':
      case 'video':
      case 'voice':
      case 'audio':
      case 'document':
      case 'sticker': {
        const sample = sampleFile(FILES[does]);
        const caption = does === 'sticker' || n === 0 ? {} : { text };
        const sent = await dialogue.customer({ file: await dialogue.upload(sample), as: does, ...caption });
        const type = PHONE_TYPES[does];
        this.#add({ by: 'customer', type, text: '', ...caption, size: sample.bytes.length }, sent.id);
        return;
      }
      case 'location': {
        const place = { latitude: 10 + n, longitude: -20.5 };
        const { id } = await dialogue.customer({ location: place });
        this.#add({ by: 'customer', type: 'location', text: '', place: `${String(10 + n)}.0000,-20.5000` }, id);
        return;
      }
      case 'contact': {
        const { id } = await dialogue.customer({ contact: { name: 'Bob', phone: '+15550100042' } });
        this.#add({ by: 'customer', type: 'contact', text: '', contact: 'Bob +15550100042' }, id);
        return;
      }
      case 'reply': {
        const quoted = await this.#pick(pick, ({ phoneId, onlyInInbox }) => phoneId !== null && !onlyInInbox);
        if (quoted?.phoneId == null) return;
        const sent = await dialogue.customer({ text, replyTo: quoted.phoneId });
        this.#add({ by: 'customer', text, quote: quoted.text }, sent.id);
        return;
      }
      case 'forward': {
        const sent = await dialogue.customer({ text, forwardFrom: { name: 'Carla' } });
        this.#add({ by: 'customer', text, forwarded: true }, sent.id);
        return;
      }
      case 'edit': {
        const old = await this.#pick(
          pick,
          (said) => said.by === 'customer' && said.type === 'text' && !said.onlyInInbox && !said.forwarded,
        );
        if (old?.phoneId == null) return;
        await dialogue.customerEdits(old.phoneId, { text: `${text} changed` });
        old.text = `${text} changed`;
        old.edited = true;
        return;
      }
      case 'react': {
        const target = await this.#pick(pick, ({ onlyInInbox, parts }) => !onlyInInbox && parts === 1);
        if (target?.phoneId == null) return;
        const emoji = target.reactions.customer === null ? (EMOJI[n] ?? null) : null;
        await dialogue.customerReacts(target.phoneId, emoji);
        target.reactions = { ...target.reactions, customer: emoji };
        return;
      }
      case 'album': {
        const samples = Array.from({ length: 2 + n }, () => sampleFile('png'));
        const items = [];
        for (const [index, sample] of samples.entries()) {
          items.push({ file: await dialogue.upload(sample), as: 'photo' as const, ...(index === 0 ? { text } : {}) });
        }
        const sent = await dialogue.customersAlbum(items);
        samples.forEach((sample, index) => {
          const said = {
            by: 'customer',
            type: 'picture',
            text: index === 0 ? text : '',
            size: sample.bytes.length,
          } as const;
          this.#add(said, sent[index]?.id ?? null);
        });
        return;
      }
      case 'press': {
        const asked = await this.#pick(pick, ({ buttons }) => buttons.length > 0);
        if (asked?.phoneId == null) return;
        const row = n % asked.buttons.length;
        await dialogue.customerPresses(asked.phoneId, row, 0, n === 0);
        this.#add({ by: 'customer', text: asked.buttons[row] ?? '', onlyInInbox: true });
        // Presses have a queue of their own at Telegram: what is written next might overtake it (telegram.md §2).
        return this.bothSeeTheSame();
      }
    }
  }

  async #manager(does: (typeof MANAGERS_ACTS)[number], text: string, pick: number, n: number): Promise<void> {
    const { dialogue } = this;
    switch (does) {
      case 'text': {
        this.#add({ by: 'manager', text }, null, (await dialogue.manager({ text })).id);
        return;
      }
      case 'long text': {
        const long = `${text} ${Array.from({ length: 900 + n }, (_, word) => `word${String(word)}`).join(' ')}`;
        const sent = await dialogue.manager({ text: long });
        this.#add({ by: 'manager', text: long, parts: 2 }, null, sent.id);
        return;
      }
      case 'png':
      case 'pdf':
      case 'mp4':
      case 'ogg': {
        const sample = sampleFile(does);
        const sent = await dialogue.manager({ file: await dialogue.upload(sample), type: TYPES[does], text });
        this.#add({ by: 'manager', type: TYPES[does], text, size: sample.bytes.length }, null, sent.id);
        return;
      }
      case 'buttons': {
        const labels = ['Yes', 'No', 'Later'].slice(0, 1 + n);
        const sent = await dialogue.manager({ text, buttons: labels.map((label) => [{ text: label }]) });
        this.#add({ by: 'manager', text, buttons: labels }, null, sent.id);
        return;
      }
      case 'list': {
        const rows = ['Tea', 'Coffee'].map((title) => ({ callbackData: `cb-${title}`, title, description: '' }));
        const list = { header: '', body: text, footer: '', button: 'Open', sections: [{ title: 'Drinks', rows }] };
        const sent = await dialogue.manager({ list });
        this.#add({ by: 'manager', text, buttons: ['Tea', 'Coffee'] }, null, sent.id);
        return;
      }
      case 'template': {
        const template = { id: 7, content: '{{lead.id}}', params: [{ key: '{{lead.id}}', value: text }] };
        this.#add({ by: 'manager', text }, null, (await dialogue.manager({ text, template })).id);
        return;
      }
      case 'reply': {
        const quoted = await this.#pick(pick, ({ parts }) => parts === 1);
        if (quoted?.inboxId == null) return;
        const sent = await dialogue.manager({ text, replyTo: quoted.inboxId });
        this.#add({ by: 'manager', text, quote: quoted.text, quotesAPress: quoted.onlyInInbox }, null, sent.id);
        return;
      }
      case 'react': {
        const target = await this.#pick(pick, ({ onlyInInbox, parts }) => !onlyInInbox && parts === 1);
        if (target?.inboxId == null) return;
        const emoji = target.reactions.manager === null ? (EMOJI[n] ?? null) : null;
        await dialogue.managerReacts(target.inboxId, emoji);
        target.reactions = { ...target.reactions, manager: emoji };
        return;
      }
      case 'attachments': {
        // A document goes into no album of pictures, and still stands where it was put.
        const attached = (['png', 'png', 'pdf', 'png'] as const).slice(0, 2 + n);
        const samples = attached.map((kind) => ({ type: TYPES[kind], file: sampleFile(kind) }));
        const ids = [];
        for (const { file } of samples) ids.push(await dialogue.upload(file));
        const sent = await dialogue.managersAttachments(ids, text);
        samples.forEach(({ type, file }, index) => {
          const said = { by: 'manager', type, text: index === 0 ? text : '', size: file.bytes.length } as const;
          this.#add(said, null, sent[index]?.id ?? null);
        });
        return;
      }
    }
  }

  #add(
    said: Partial<Expected> & { by: Said['by'] },
    phoneId: number | null = null,
    inboxId: string | null = null,
  ): void {
    this.#expected.push({
      type: 'text',
      text: '',
      size: null,
      place: null,
      contact: null,
      quote: null,
      forwarded: false,
      edited: false,
      reactions: { customer: null, manager: null },
      onlyInInbox: false,
      quotesAPress: false,
      parts: 1,
      buttons: [],
      phoneId,
      inboxId,
      ...said,
    });
  }

  /** Both people can only refer to what has reached them, so everything has to be there first. */
  async #pick(pick: number, fits: (said: Expected) => boolean): Promise<Expected | undefined> {
    const fitting = this.#expected.filter(fits);
    const picked = fitting[pick % Math.max(1, fitting.length)];
    if (picked !== undefined) await this.bothSeeTheSame();
    return picked;
  }

  async bothSeeTheSame(): Promise<void> {
    for (const by of ['customer', 'manager'] as const) {
      const expected = this.#expected.filter((each) => each.by === by);
      await sameAs(
        'inbox',
        () => this.#inbox(by, expected),
        expected.map((said) => shown(said, 'inbox')),
      );
      await sameAs(
        'phone',
        () => this.#phone(by, expected),
        expected.filter(({ onlyInInbox }) => !onlyInInbox).map((said) => shown(said, 'phone')),
      );
    }
  }

  /** As the inbox shows it; the names of messages are learned on the way. */
  async #inbox(by: Said['by'], expected: readonly Expected[]): Promise<Said[]> {
    const chat = await this.dialogue.inbox();
    const own = chat.messages.filter(({ direction }) => (direction === 'incoming') === (by === 'customer'));
    const messages = by === 'customer' ? own.slice(1) : own;
    expected.forEach((said, index) => (said.inboxId ??= messages[index]?.id ?? null));
    return saidInInbox({ ...chat, messages });
  }

  async #phone(by: Said['by'], expected: readonly Expected[]): Promise<Said[]> {
    const phone = await this.dialogue.phone();
    const own = phone.messages.filter(({ from }) => (from === 'customer') === (by === 'customer'));
    const messages = by === 'customer' ? own.slice(1) : own;
    const joined: typeof messages = [];
    let next = 0;
    for (const said of expected.filter(({ onlyInInbox }) => !onlyInInbox)) {
      const parts = messages.slice(next, next + said.parts);
      next += said.parts;
      const [first] = parts;
      if (first === undefined) continue;
      said.phoneId ??= first.id;
      const text = parts.map((part) => part.text).join(' ');
      joined.push({ ...first, text: parts.length > 1 ? text.replace(/\s+/g, ' ') : text });
    }
    return saidOnPhone({ ...phone, messages: [...joined, ...messages.slice(next)] });
  }
}

/** What of it each side can show. */
function shown(said: Expected, side: 'inbox' | 'phone'): Said {
  const { by, type, size, place, contact, quote, forwarded, edited, reactions } = said;
  const inWords = side === 'phone' && said.quotesAPress;
  const text = inWords ? `> ${quote ?? ''}\n\n${said.text}` : said.text;
  return {
    by,
    type,
    text: side === 'phone' && said.parts > 1 ? text.replace(/\s+/g, ' ') : text,
    size,
    place,
    contact,
    quote: inWords ? null : quote,
    forwarded,
    edited,
    reactions,
  };
}

/** Quotes are compared by whether there is one: of a picture without words each side says its own. */
function comparable(all: readonly Said[]): unknown[] {
  return all.map(({ quote, ...said }) => ({ ...said, quotes: quote !== null }));
}

async function sameAs(where: 'inbox' | 'phone', look: () => Promise<Said[]>, expected: readonly Said[]): Promise<void> {
  const wanted = comparable(expected);
  let seen: unknown[] = [];
  try {
    await waitFor(
      async () => {
        seen = comparable(await look());
        return JSON.stringify(seen) === JSON.stringify(wanted);
      },
      { timeoutMs: 60_000, everyMs: 100, what: 'both sides to see the same' },
    );
  } catch {
    // The difference tells more than that the time is over.
    expect({ where, seen }).toEqual({ where, seen: wanted });
  }
}

import { createHash } from 'node:crypto';
import { splitText } from '../../../src/messengers/split-text';
import {
  INBOUND_KINDS,
  OUTBOUND_KINDS,
  type InboundEvent,
  type InboundKind,
  type OutboundKind,
  type Support,
} from '../../../src/messengers/contract';
import { DeliveryError } from '../../../src/messengers/delivery-error';
import type { Bench } from './bench';
import { observeInbound, observeOutbound, sampleOf, sendAsPlanned } from './observed';

/** What a driver may claim although the suite sees something else, and why: what the bench cannot play. */
export interface Claims {
  readonly inbound?: Partial<Record<InboundKind, string>>;
  readonly outbound?: Partial<Record<OutboundKind, string>>;
  /** Nobody can see where the webhook points: a person enters it, and all that is known is whether it was ever called. */
  readonly webhook?: string;
  /** The messenger calls first when a customer writes, so never to have been called is a warning and no fault. */
  readonly uncalled?: string;
}

/** Has tests of its own in a driver's folder: it needs more than one message, or something approved before. */
const APART: readonly OutboundKind[] = ['album', 'template'];

const ODD_TEXTS = [
  ['emoji of several parts', '👨‍👩‍👧‍👦 🏳️‍🌈 👍🏽'],
  ['right to left', 'שלום \u200fعالم\u200f 123'],
  ['zero-width joiners and spaces', 'a\u200bb\u200dc\u2060d'],
  ['combining marks', 'e\u0301 Z\u0351\u036b\u0343'],
  ['marks of markup', '*bold* _it_ <b>x</b> `code` [a](b) & \\ "'],
  ['lines and tabs', 'one\n\ntwo\tthree'],
] as const;

/**
 * Grades a driver against its emulator: what it claims has to be what is seen, both ways, and its failures have to be told as
 * they are (design, Driver contract). A new driver is done when this is green.
 */
export function gradeMessenger(title: string, start: () => Promise<Bench>, excused: Claims = {}): void {
  describe(`${title}: conformance`, () => {
    let bench: Bench;
    beforeAll(async () => {
      bench = await start();
    });
    afterAll(() => bench.close());
    beforeEach(async () => {
      await bench.reset();
      await bench.driver.connect(bench.context);
      await bench.open();
    });

    describe('a connection', () => {
      it('knows whom its credentials belong to, is well, and goes', async () => {
        const { driver, context } = bench;
        expect((await driver.identify(context)).remoteId).not.toBe('');
        expect(await driver.check(context)).toMatchObject({ state: 'ok' });
        await driver.connect(context);
        await driver.disconnect(context);
        await driver.disconnect(context);
        if (excused.webhook === undefined) {
          expect(await driver.check(context)).toMatchObject({ state: 'broken', fault: 'webhook' });
        }
      });

      it('notices that its webhook was taken, or never called', async () => {
        const { driver, context } = bench;
        if (excused.webhook === undefined) {
          await bench.steal();
          expect(await driver.check(context)).toMatchObject({ state: 'broken', fault: 'webhook' });
          await driver.disconnect(context);
          return;
        }
        expect(excused.webhook).not.toBe('');
        const uncalled = await driver.check({ ...context, webhook: { ...context.webhook, isConfirmed: false } });
        if (excused.uncalled === undefined) {
          expect(uncalled).toMatchObject({ state: 'broken', fault: 'webhook' });
          return;
        }
        expect(excused.uncalled).not.toBe('');
        const { url } = context.webhook;
        const warning = { state: 'warning', text: expect.stringContaining(url) as string };
        expect(uncalled.checks).toContainEqual(expect.objectContaining(warning));
      });

      it('refuses the credentials of a stranger with a sentence', async () => {
        const stranger = { ...bench.context, credentials: bench.strangers };
        const error = await failure(bench.driver.identify(stranger));
        expect(error).toMatchObject({ code: 902 });
        expect(error.text).toMatch(/\w.*[.!…)]$/);
        expect(await bench.driver.check(stranger)).toMatchObject({ state: 'broken', fault: 'credentials' });
      });
    });

    describe('from the customer', () => {
      it.each(INBOUND_KINDS)('%s comes as faithfully as it is claimed', async (kind) => {
        const claimed = bench.driver.capabilities.inbound[kind];
        const reason = excused.inbound?.[kind];
        if (reason !== undefined) expect(reason).not.toBe('');
        else expect(await observeInbound(bench, kind)).toBe<Support>(claimed);
      });

      it('is refused when it is forged', async () => {
        await bench.says('Hello');
        expect(await bench.forged()).toMatchObject({ kind: 'refused' });
      });

      it.each(ODD_TEXTS)('%s come letter by letter', async (_, text) => {
        await bench.says(text);
        const event = await bench.event((each) => each.kind === 'message');
        expect(event).toMatchObject({ content: { type: 'text', text } });
      });

      it('has the same key when a webhook is repeated, and another for every other message', async () => {
        await bench.repeatsWebhooks();
        await bench.says('Hello');
        const first = await bench.event(isMessage);
        const again = await bench.event(isMessage);
        expect(again.key).toBe(first.key);
        await bench.says('Hello');
        expect((await bench.event((each) => isMessage(each) && each.key !== first.key)).key).not.toBe(first.key);
      });

      it('is known by the same key when it is imported', async () => {
        await bench.says('Hello');
        const event = await bench.event(isMessage);
        if (event.kind !== 'message') throw new Error(event.kind);
        const { key, source, chat, remoteId } = event;
        // Who has none is known by the messenger's id alone.
        expect(bench.driver.keyOf?.({ source, chat, remoteId, by: 'customer' }) ?? key).toBe(key);
      });

      it('names the chat that an answer goes to', async () => {
        await bench.says('Hello');
        const event = await bench.event(isMessage);
        expect(event).toMatchObject({
          chat: bench.chat,
          source: (await bench.driver.identify(bench.context)).remoteId,
        });
      });
    });

    describe('to the customer', () => {
      it.each(OUTBOUND_KINDS.filter((kind) => !APART.includes(kind)))(
        '%s arrives as faithfully as it is claimed',
        async (kind) => {
          const reason = excused.outbound?.[kind];
          if (reason !== undefined) expect(reason).not.toBe('');
          else expect(await observeOutbound(bench, kind)).toBe<Support>(bench.driver.capabilities.outbound[kind]);
        },
      );

      it.each(ODD_TEXTS)('%s arrive letter by letter', async (_, text) => {
        await sendAsPlanned(bench, { type: 'text', text });
        expect((await bench.shown()).at(-1)?.text).toBe(text);
      });

      it('a long text arrives in parts, in order and whole', async () => {
        const { textLimit, textUnit } = bench.driver.capabilities;
        const text = 'A sentence with 👨‍👩‍👧 in it. '.repeat(Math.ceil((textLimit * 2.2) / 30)).trim();
        expect(splitText(text, textLimit, textUnit).length).toBeGreaterThan(2);
        await sendAsPlanned(bench, { type: 'text', text });
        expect((await bench.shown()).map((each) => each.text).join(' ')).toBe(text);
      });

      it.each(['picture', 'file'] as const)(
        'the bytes of a %s arrive as they are, or a person is told',
        async (type) => {
          const sample = sampleOf(type);
          const refused = await sendAsPlanned(bench, { type, file: { id: 'm' as never } }, { sample });
          if (bench.driver.capabilities.outbound[type] === 'refused') {
            expect(refused).toMatch(/takes no files/);
            return;
          }
          expect(refused).toBeUndefined();
          expect((await bench.shown()).flatMap(({ files }) => files)).toEqual([sha256(sample.bytes)]);
        },
      );
    });

    describe('trouble', () => {
      const send = () =>
        bench.driver.send(bench.context, {
          key: crypto.randomUUID(),
          chat: bench.chat,
          content: { type: 'text', text: 'Hello' },
          lastInboundAt: Date.now(),
        });

      it.each(['hang', 'reset', 'drop-after-storing'] as const)(
        '%s: nobody knows whether it was sent',
        async (kind) => {
          await bench.trouble({ kind });
          expect(await failure(send())).toMatchObject({ retry: 'unknown' });
        },
      );

      it('a limit is waited for', async () => {
        await bench.trouble({ kind: 'error', status: 429, retryAfter: 7 });
        expect(await failure(send())).toMatchObject({ retry: 'later' });
      });

      it('a dead token holds the source', async () => {
        await bench.trouble({ kind: 'error', status: 401 });
        expect(await failure(send())).toMatchObject({ code: 902, breadth: 'source' });
      });
    });
  });
}

function isMessage(event: InboundEvent): boolean {
  return event.kind === 'message';
}

async function failure(promise: Promise<unknown>): Promise<DeliveryError> {
  const error: unknown = await promise.then(
    () => new Error('It did not fail'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DeliveryError)) throw error;
  return error;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

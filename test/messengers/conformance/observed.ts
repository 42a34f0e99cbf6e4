import { refusalOf } from '../../../src/activities/guard/reasons';
import { planMessage, type Plan } from '../../../src/activities/plan-message';
import type {
  InboundEvent,
  InboundKind,
  OutboundContent,
  OutboundKind,
  Support,
} from '../../../src/messengers/contract';
import { DeliveryError } from '../../../src/messengers/delivery-error';
import type { KnownFile } from '../../../src/ledger/media';
import { isMediaType, type MediaType, type MessageContent } from '../../../src/model/content';
import { asMediaId, asMessageId } from '../../../src/model/ids';
import { partKey } from '../../../src/model/part-key';
import { sampleFile, type SampleFile } from '../../support/sample-files';
import type { Bench, Shown } from './bench';

const SAMPLES: Readonly<Record<MediaType, () => SampleFile>> = {
  picture: () => sampleFile('png'),
  video: () => sampleFile('mp4'),
  file: () => sampleFile('pdf'),
  voice: () => sampleFile('ogg'),
  audio: () => sampleFile('mp3'),
  sticker: () => sampleFile('webp'),
};

export function sampleOf(type: MediaType): SampleFile {
  return SAMPLES[type]();
}

/** A format of the same kind that is less usual: a messenger that takes one of them carries the kind in part. */
const OTHER_SAMPLES: Readonly<Partial<Record<MediaType, () => SampleFile>>> = {
  file: () => sampleFile('zip'),
  voice: () => sampleFile('m4a'),
  audio: () => sampleFile('m4a'),
};

/** What people react with most, and what hardly anybody does: a messenger may have a list. */
const REACTIONS = ['❤', '🧭'] as const;

/** How faithfully a customer's act reaches us: done at the far side, and looked at here. */
export async function observeInbound(bench: Bench, kind: InboundKind): Promise<Support> {
  if (!(await bench.does(kind))) return 'refused';
  if (kind === 'typing') return (await nextTyping(bench)) ? 'full' : 'refused';
  return supportOf(await bench.event(({ kind: seen }) => !BESIDE.includes(seen)), kind);
}

/** What comes of our own sends. */
const BESIDE: readonly InboundEvent['kind'][] = ['ignored', 'receipt', 'watermark', 'echo'];

async function nextTyping(bench: Bench): Promise<boolean> {
  const received = await bench.received();
  return received.kind === 'events' && (received.typing ?? []).length > 0;
}

function supportOf(event: InboundEvent, kind: InboundKind): Support {
  switch (kind) {
    case 'edit':
    case 'removal':
    case 'reaction':
      if (event.kind === kind) return 'full';
      return event.kind === 'message' ? 'placeholder' : 'refused';
    default:
  }
  if (event.kind !== 'message') return 'refused';
  const { content } = event;
  if (content.type === 'unsupported') return 'placeholder';
  switch (kind) {
    case 'quote':
      return content.replyTo === undefined ? 'degraded' : 'full';
    case 'forward':
      return content.forwarded === undefined ? 'degraded' : 'full';
    case 'album':
      return content.album === undefined && !isMediaType(content.type) ? 'degraded' : 'full';
    default:
      return content.type === kind ? 'full' : 'degraded';
  }
}

/** What is sent for each kind, before the messenger's own rules cut it. */
function contentOf(kind: OutboundKind): MessageContent | undefined {
  const file = { id: asMediaId('m') };
  const buttons = [[{ text: 'Yes' }, { text: 'No' }]];
  switch (kind) {
    case 'picture':
    case 'video':
    case 'file':
    case 'voice':
    case 'audio':
    case 'sticker':
      return { type: kind, file };
    case 'text':
    case 'quote':
      return { type: 'text', text: 'Hello' };
    case 'buttons':
      return { type: 'text', text: 'Pick', buttons };
    case 'list':
      return {
        type: 'text',
        text: '',
        list: {
          body: 'Pick a size',
          button: 'Sizes',
          sections: [
            {
              title: 'All',
              rows: [
                { data: 's', title: 'Small' },
                { data: 'm', title: 'Medium' },
              ],
            },
          ],
        },
      };
    case 'forward':
      return { type: 'text', text: 'See this', forwarded: { author: 'Bob', text: 'The first words' } };
    case 'album':
    case 'template':
    case 'reaction':
    case 'typing':
    case 'read':
    case 'closing':
      return undefined;
  }
}

/** Plans and sends this as a worker would. @returns the refusal in words, or undefined when all of it was sent */
export async function sendAsPlanned(
  bench: Bench,
  content: MessageContent,
  { sample, replyTo }: { readonly sample?: SampleFile; readonly replyTo?: string } = {},
): Promise<string | undefined> {
  const { driver, context, chat } = bench;
  const file = sample && bench.file(sample);
  const quotes = replyTo !== undefined && driver.capabilities.outbound.quote === 'full';
  const plan = planMessage(content, {
    capabilities: driver.capabilities,
    hasTemplates: driver.templates !== undefined,
    file: file && known(file.mimeType, file.size),
    quoted: replyTo === undefined || quotes ? undefined : 'What was quoted',
  });
  const messageId = asMessageId(crypto.randomUUID());
  const common = { key: messageId, chat, lastInboundAt: Date.now(), ...(quotes ? { replyTo } : {}) };
  switch (plan.kind) {
    case 'refused':
      return refusalOf(driver.title, plan.reason).text;
    case 'list':
      await driver.sendList?.(context, { ...common, list: plan.list });
      return undefined;
    case 'pieces':
      for (const [index, content] of partsOf(plan, file).entries()) {
        await driver.send(context, { ...common, key: partKey({ messageId, index }), content });
      }
      return undefined;
    case 'template':
    case 'waiting':
      throw new Error(`Nothing here is a ${plan.kind}`);
  }
}

function partsOf(
  plan: Extract<Plan, { kind: 'pieces' }>,
  file: ReturnType<Bench['file']> | undefined,
): OutboundContent[] {
  return plan.pieces.map((piece, index) => {
    const isLast = index === plan.pieces.length - 1;
    const buttons = isLast && plan.buttons !== undefined ? { buttons: plan.buttons } : {};
    if (piece.carries === 'text') return { type: 'text', text: piece.text, ...buttons };
    if (file === undefined || plan.mediaType === undefined) throw new Error('A piece carries a file that is not there');
    return { type: plan.mediaType, file, ...(piece.text === '' ? {} : { caption: piece.text }), ...buttons };
  });
}

function known(mimeType: string, size: number): KnownFile {
  return { state: 'stored', id: asMediaId('m'), storeKey: 'k', mimeType, extension: 'bin', size };
}

/** How faithfully what a manager does reaches the customer: planned, sent, and looked at on the far side. */
export async function observeOutbound(bench: Bench, kind: OutboundKind): Promise<Support> {
  const { driver, context, chat } = bench;
  const content = contentOf(kind);
  if (content !== undefined && isMediaType(content.type)) {
    const usual = await observeSample(bench, content, sampleOf(content.type));
    const other = OTHER_SAMPLES[content.type];
    const unusual = other === undefined ? usual : await observeSample(bench, content, other());
    return (usual === 'refused') === (unusual === 'refused') ? usual : 'degraded';
  }
  if (content !== undefined) {
    const quoted = kind === 'quote' ? { replyTo: await customersMessage(bench) } : {};
    if ((await sendAsPlanned(bench, content, quoted)) !== undefined) return 'refused';
    return shownSupport(kind, await bench.shown());
  }
  switch (kind) {
    case 'typing':
      if (driver.typing === undefined) return 'refused';
      await driver.typing(context, chat, await customersMessage(bench));
      return (await bench.isTyping()) ? 'full' : 'refused';
    case 'read': {
      const remoteId = await customersMessage(bench);
      if (driver.markRead === undefined) return 'refused';
      const before = await bench.read();
      await driver.markRead(context, { key: crypto.randomUUID(), chat, remoteId });
      // The customer's first words, and these.
      return before.length === 0 && (await bench.read()).length === 2 ? 'full' : 'refused';
    }
    case 'closing': {
      if (driver.tellClosing === undefined) return 'refused';
      const tell = async (state: 'closed' | 'reopened') => {
        await driver.tellClosing?.(context, { key: crypto.randomUUID(), chat, state });
        return bench.isEnded();
      };
      return (await tell('closed')) && !(await tell('reopened')) ? 'full' : 'refused';
    }
    case 'reaction': {
      const remoteId = await customersMessage(bench);
      const seen = [];
      for (const emoji of REACTIONS) seen.push(await showsReaction(bench, remoteId, emoji));
      if (seen.every((each) => each)) return 'full';
      return seen.some((each) => each) ? 'degraded' : 'refused';
    }
    default:
      throw new Error(`${kind} has a test of its own`);
  }
}

async function observeSample(bench: Bench, content: MessageContent, sample: SampleFile): Promise<Support> {
  if ((await sendAsPlanned(bench, content, { sample })) !== undefined) return 'refused';
  return shownSupport(content.type as MediaType, await bench.shown());
}

/** Set, seen, taken back, and not seen any more. */
async function showsReaction(bench: Bench, remoteId: string, emoji: string): Promise<boolean> {
  const { driver, context, chat } = bench;
  if (!(await isTaken(driver.react?.(context, { chat, remoteId, emoji })))) return false;
  const shown = await bench.reactions(remoteId);
  await driver.react?.(context, { chat, remoteId, emoji: null });
  return shown.length === 1 && (await bench.reactions(remoteId)).length === 0;
}

/** A reaction that the messenger does not have is refused for good. */
async function isTaken(reacting: Promise<void> | undefined): Promise<boolean> {
  if (reacting === undefined) return false;
  try {
    await reacting;
    return true;
  } catch (error) {
    if (error instanceof DeliveryError && error.retry === 'no') return false;
    throw error;
  }
}

async function customersMessage(bench: Bench): Promise<string> {
  await bench.says('A message to point to');
  const event = await bench.event((each) => each.kind === 'message');
  if (event.kind !== 'message') throw new Error('No message came');
  return event.remoteId;
}

function shownSupport(kind: OutboundKind, shown: readonly Shown[]): Support {
  const last = shown.at(-1);
  if (last === undefined) return 'refused';
  switch (kind) {
    case 'buttons':
      return last.buttons.length === 2 ? 'full' : 'degraded';
    case 'list':
      return last.rows.length === 2 ? 'full' : 'degraded';
    case 'quote':
      return last.quotes === null ? 'degraded' : 'full';
    case 'forward':
      return last.text.includes('The first words') ? 'degraded' : 'refused';
    default:
      return last.kind === kind ? 'full' : 'degraded';
  }
}

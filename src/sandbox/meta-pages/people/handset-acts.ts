import { orderIn } from '../../graph/orders';
import { isOne, oneOf } from '../../graph/one-of';
import type { OnHandset, Refused } from '../../lines/emulator';
import type { SandboxFile } from '../../files/sandbox-files';
import { profileOf } from '../account/messenger-profile';
import { past, remember } from '../../lines/past';
import { nextId } from '../ids';
import { appIdOf, pageOf } from '../page';
import type { Parts } from '../parts';
import { contentOf } from '../send/content';
import { deliver, PAGE_INBOX } from '../send/deliver';
import { addPostback, cannotWrite, open, tell } from './customers';
import { comeOnline, see } from './receipts';
import { adReferral, keepReferral, linkReferral, LONGEST_REF, takeReferral } from './referrals';
import { handOver, requestThread } from './threads';

type Fields = Readonly<Record<string, unknown>>;
type Act = (parts: Parts, on: OnHandset, fields: Fields) => Refused | undefined;

const DAY_MS = 24 * 60 * 60 * 1000;
/** An app of somebody else on the same Page. */
const OTHER_APP = '18911000000000003';
const PROFILES = ['shared', 'hidden', 'refused'] as const;

/** What a customer does beside writing, or what others do in this chat, by the word of `/act`. */
export const HANDSET_ACTS: Readonly<Record<string, Act>> = {
  type: ({ product }) => ({ refused: `${product.title} tells businesses nothing of who types.` }),
  play: ({ product }) => ({ refused: `${product.title} does not tell what was played.` }),

  /** Everything was seen, or all up to `messageId`. */
  read: (parts, on, { messageId }) => {
    const upTo = messageId === undefined ? undefined : on.handset.messages.find(({ id }) => id === messageId);
    if (messageId !== undefined && !upTo) return { refused: 'There is no such message.' };
    see(parts, on, upTo);
    return undefined;
  },

  block: (_parts, { handset }) => void (handset.state = 'blocked'),
  unblock: (_parts, { handset }) => void (handset.state = handset.wroteAt === null ? 'new' : 'open'),
  /** The account is deactivated, and comes back. */
  leave: (_parts, { handset }) => void (handset.state = 'gone'),
  return: (_parts, { handset }) => void (handset.state = handset.wroteAt === null ? 'new' : 'open'),
  /** The chat is thrown away on the phone: nothing arrives until the customer writes again. */
  'delete-chat': (_parts, { handset }) => {
    handset.messages.length = 0;
    handset.facts.deletedChat = true;
    return undefined;
  },
  offline: (_parts, { handset }) => void (handset.facts.offline = true),
  online: (parts, on) => {
    comeOnline(parts, on);
    return undefined;
  },

  /** The window is shut as if the customer had written more than `days` ago: one, unless told otherwise. */
  'close-window': ({ core }, { handset }, { days = 1 }) => {
    if (typeof days !== 'number' || !(days > 0)) return { refused: 'days: a number' };
    if (handset.wroteAt !== null) handset.wroteAt = Math.min(handset.wroteAt, core.clock.now() - days * DAY_MS - 1000);
    return undefined;
  },

  /** Presses the button to start with, which the business has set up: of a chat that is new (facebook.md §2). */
  start: (parts, on) => {
    const refusal = cannotWrite(parts, on);
    if (refusal) return refusal;
    const { get_started: button } = profileOf(pageOf(parts.core, on.line), parts.product.messenger);
    const payload = (button as { readonly payload?: string } | undefined)?.payload;
    if (payload === undefined) return { refused: 'The business has set up no button to start with.' };
    const referral = takeReferral(parts.core, on);
    addPostback(parts, on, { title: 'Get Started', payload, ...(referral ? { referral } : {}) });
    return undefined;
  },

  /** Presses something of the menu or an ice breaker: `title`, `payload`. */
  postback: (parts, on, { title, payload }) => {
    if (typeof title !== 'string' || typeof payload !== 'string') return { refused: 'title and payload are missing' };
    const refusal = cannotWrite(parts, on);
    if (!refusal) addPostback(parts, on, { title, payload });
    return refusal;
  },

  /** Follows a link to the chat with `ref`. A new chat tells of it with its first message. */
  'open-link': (parts, on, { ref }) => {
    if (typeof ref !== 'string' || ref === '' || ref.length > LONGEST_REF) {
      return { refused: `ref: 1 to ${String(LONGEST_REF)} characters` };
    }
    return come(parts, on, linkReferral(ref), true);
  },

  /** Presses an advertisement, `title` and `ref`, and writes nothing: that does not open the window (facebook.md §6). */
  'click-ad': (parts, on, { title, ref }) => {
    const about = { title: textOf(title), ref: textOf(ref) };
    return come(parts, on, adReferral(parts.core, on, about), false);
  },

  /** Agrees to be sent something: `title`. */
  optin: (parts, on, { title = 'News of the shop' }) => {
    tell(parts, on, 'optin', { optin: { type: 'notification_messages', payload: 'OPTIN', title } });
    return undefined;
  },

  /** `state`: whether the business is told who this is; `hidden` is the id alone, `refused` is 2018218. */
  profile: (_parts, { handset }, { state }) => {
    if (!isOne(PROFILES, state)) return oneOf('state', PROFILES);
    handset.facts.profile = state;
    return undefined;
  },

  /** The next `times` sends to this person are refused with `code`. */
  refuse: ({ refusals }, { handset }, fields) => {
    const order = orderIn(fields);
    if ('refused' in order) return order;
    refusals.add(handset.id, order);
    return undefined;
  },

  /** The next `times` sends to this person arrive and are answered with `code`, 1/1357046 unless told otherwise. */
  fail: ({ lies }, { handset }, fields) => {
    const order = orderIn({ code: 1, subcode: 1_357_046, ...fields });
    if ('refused' in order) return order;
    lies.add(handset.id, order);
    return undefined;
  },

  /** Puts an old message into the chat, of which nobody is told: `by`, `at`, `text`, `files`. */
  past: (parts, on, fields) => {
    const read = past.safeParse(fields);
    if (!read.success) return { refused: read.error.issues[0]?.message ?? 'It does not fit.' };
    return remember(parts.core, on, read.data, parts.product.newMid(nextId(parts.core.lines)));
  },

  /** A person of the business writes `text` or sends `files` in the Page's inbox; with `app`, another app does. */
  'business-writes': (parts, on, { text, files = [], app }) => {
    const words = textOf(text) ?? '';
    const sent = Array.isArray(files) ? files.flatMap((id) => filesOf(parts, id)) : [];
    if (words === '' && sent.length === 0) return { refused: 'text is missing' };
    const media = sent.map((file) => ({ kind: kindOf(file), source: { file }, reusable: false }) as const);
    const kind = sent.length === 0 ? 'text' : media[0]?.kind === 'image' ? 'picture' : 'file';
    const content = contentOf({ kind, text: words, media });
    const appId = app === undefined ? PAGE_INBOX : OTHER_APP;
    deliver(parts, on, { content, files: sent, replyTo: null, metadata: undefined, appId });
    return undefined;
  },

  /** Another app takes the chat: ours may not answer until it is handed back (facebook.md §0 row 13). */
  'take-thread': (parts, on) => {
    handOver(parts, on, OTHER_APP, { by: 'take', metadata: undefined });
    return undefined;
  },
  /** The other app hands the chat to ours. */
  'pass-thread': (parts, on) => {
    handOver(parts, on, appIdOf(on.line), { by: 'pass', metadata: undefined });
    return undefined;
  },
  'request-thread': (parts, on) => {
    requestThread(parts, on, OTHER_APP, undefined);
    return undefined;
  },
  /** No app in particular has the chat. */
  'free-thread': (_parts, { handset }) => void (handset.facts.owner = null),
};

/** Comes by a link or an advertisement: a chat that is there tells of it at once, a new one with its first message. */
function come(parts: Parts, on: OnHandset, referral: object, opens: boolean): Refused | undefined {
  const refusal = cannotWrite(parts, on);
  if (refusal) return refusal;
  if (on.handset.wroteAt === null) {
    keepReferral(on, referral);
    return undefined;
  }
  if (opens) open(parts, on);
  tell(parts, on, 'referral', { referral });
  return undefined;
}

function filesOf({ core }: Parts, id: unknown): readonly SandboxFile[] {
  const file = typeof id === 'string' ? core.files.get(id) : undefined;
  return file ? [file] : [];
}

function kindOf({ mimeType }: SandboxFile): 'image' | 'file' {
  return mimeType.startsWith('image/') ? 'image' : 'file';
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

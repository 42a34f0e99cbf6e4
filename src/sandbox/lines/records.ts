import type {
  HandsetKind,
  HandsetMessage as MessageView,
  HandsetState,
  LineMessenger,
  LineView,
} from '../control/lines-contract';
import type { ListMessageView } from '../control/contract';

/** What an emulator keeps beside what all of them have; JSON, so that it outlives a restart. */
export type Facts = Record<string, string | number | boolean | null>;

export interface Line {
  readonly messenger: LineMessenger;
  readonly id: string;
  name: string;
  address: string;
  readonly credentials: Readonly<Record<string, string>>;
  webhook: LineWebhook | null;
  /** The emulator's own: quality, subscriptions, switches. Never secrets of others. */
  readonly facts: Facts;
  readonly handsets: Map<string, Handset>;
}

export interface LineWebhook {
  readonly url: string;
  lastError: string | null;
}

export interface Handset {
  /** The customer's address on this line. Changes only where a messenger's does. */
  id: string;
  name: string;
  phone: string | null;
  readonly username: string | null;
  state: HandsetState;
  typingUntil: number | null;
  /** When the customer wrote last, by the sandbox's clock. */
  wroteAt: number | null;
  readonly facts: Facts;
  readonly messages: LineMessage[];
}

export interface LineButton {
  readonly text: string;
  readonly url: string | null;
  /** What pressing it brings back. */
  readonly payload: string | null;
}

/** One message on a handset; what its kind does not have is null or empty. */
export interface LineMessage {
  readonly id: string;
  readonly from: MessageView['from'];
  readonly kind: HandsetKind;
  text: string;
  /** Ids of files of the sandbox. */
  readonly files: readonly string[];
  readonly durationS: number | null;
  readonly location: MessageView['location'];
  readonly contact: MessageView['contact'];
  readonly buttons: readonly (readonly LineButton[])[];
  readonly list: ListMessageView | null;
  readonly times: MessageView['times'];
  readonly template: string | null;
  readonly header: string | null;
  readonly footer: string | null;
  readonly replyTo: string | null;
  readonly forwarded: boolean;
  /** The customer's, and the line's. */
  readonly reactions: Map<'customer' | 'line', string>;
  /** How often it was edited. */
  edits: number;
  removed: boolean;
  readonly at: number;
  handed: boolean;
  status: MessageView['status'];
  /** The emulator's own: callback data, metadata, the kind behind `other`. */
  readonly facts: Facts;
}

export type NewLineMessage = Pick<LineMessage, 'id' | 'from' | 'at'> & Partial<Omit<LineMessage, 'reactions'>>;

export function addLineMessage(handset: Handset, fields: NewLineMessage): LineMessage {
  const message: LineMessage = {
    kind: 'text',
    text: '',
    files: [],
    durationS: null,
    location: null,
    contact: null,
    buttons: [],
    list: null,
    times: null,
    template: null,
    header: null,
    footer: null,
    replyTo: null,
    forwarded: false,
    edits: 0,
    removed: false,
    handed: false,
    status: null,
    facts: {},
    ...fields,
    reactions: new Map(),
  };
  handset.messages.push(message);
  if (fields.from !== 'customer') handset.typingUntil = null;
  return message;
}

export type NewLine = Pick<Line, 'messenger' | 'id' | 'name' | 'address' | 'credentials'> & { readonly facts?: Facts };
export type NewHandset = Pick<Handset, 'id' | 'name'> &
  Partial<Pick<Handset, 'phone' | 'username'>> & { readonly facts?: Facts };

/** Every number, page and bot, with the handsets of their customers. */
export class LinesState {
  readonly #lines = new Map<string, Line>();
  /** Counts up for ids that must never come twice. */
  nextId = 1;

  add({ facts = {}, ...fields }: NewLine): Line {
    const line: Line = { ...fields, webhook: null, facts: { ...facts }, handsets: new Map() };
    this.#lines.set(`${line.messenger}/${line.id}`, line);
    return line;
  }

  addHandset(line: Line, { facts = {}, phone = null, username = null, ...fields }: NewHandset): Handset {
    const handset: Handset = {
      ...fields,
      phone,
      username,
      state: 'new',
      typingUntil: null,
      wroteAt: null,
      facts: { ...facts },
      messages: [],
    };
    line.handsets.set(handset.id, handset);
    return handset;
  }

  get(messenger: LineMessenger, id: string): Line | undefined {
    return this.#lines.get(`${messenger}/${id}`);
  }

  of(messenger: LineMessenger): readonly Line[] {
    return this.all().filter((line) => line.messenger === messenger);
  }

  all(): readonly Line[] {
    return [...this.#lines.values()];
  }
}

/** What a line shows of itself beside its records; an emulator may add. */
export type ShownLine = Pick<LineView, 'facts'>;

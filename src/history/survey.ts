import { MEDIA_TYPES, type MediaType } from '../model/content';
import {
  GAP_REASONS,
  type GapReason,
  type HistoryAuthor,
  type HistoryChat,
  type HistoryMessage,
  type HistoryRecord,
  type MissingFile,
} from './record';

/** What an export has in it, found without writing anything. It grows with chats and people, not with messages. */
export interface Survey {
  readonly messages: number;
  /** Of all messages, in milliseconds; left out where there are none. */
  readonly oldest?: number;
  readonly newest?: number;
  /** How many are of which type. */
  readonly types: Readonly<Record<HistoryMessage['content']['type'], number>>;
  readonly media: Readonly<Record<MediaType, SurveyMedia>>;
  /** Bytes of all files that are there. */
  readonly bytes: number;
  /** Files that are not there, by why. */
  readonly missing: Readonly<Record<MissingFile, number>>;
  /** Chats of one person, in the order of the export; of one without messages too. */
  readonly chats: readonly SurveyChat[];
  /** Of several people: titles of those that are not taken. */
  readonly groups: readonly string[];
  /** Everyone who wrote, by `HistoryAuthor.key`. One without a side has to be named before an import. */
  readonly people: readonly SurveyPerson[];
  readonly gaps: Readonly<Partial<Record<GapReason, SurveyGap>>>;
}

export interface SurveyMedia {
  readonly files: number;
  readonly bytes: number;
  readonly missing: number;
}

export interface SurveyChat extends Omit<HistoryChat, 'kind' | 'isGroup'> {
  readonly messages: number;
  readonly oldest?: number;
  readonly newest?: number;
  /** Of the one it is with: the first customer who wrote in it. */
  readonly customer?: HistoryAuthor;
}

export interface SurveyPerson extends HistoryAuthor {
  readonly messages: number;
}

export interface SurveyGap {
  readonly count: number;
  /** Of the first twenty. */
  readonly places: readonly string[];
}

const PLACES_MOST = 20;

/** @throws what telling the export throws: HistoryRefused above all */
export async function surveyOf(records: AsyncIterable<HistoryRecord>): Promise<Survey> {
  const counting = new Counting();
  for await (const record of records) counting.take(record);
  return counting.survey;
}

type Changing<Value> = { -readonly [Name in keyof Value]: Value[Name] };
type Span = { messages: number; oldest?: number; newest?: number };

class Counting {
  private readonly all: Span = { messages: 0 };
  private readonly types: Changing<Survey['types']> = {
    ...zeros(MEDIA_TYPES),
    ...zeros(['text', 'location', 'contact', 'press', 'unsupported']),
  };
  private readonly media = Object.fromEntries(
    MEDIA_TYPES.map((type) => [type, { files: 0, bytes: 0, missing: 0 }]),
  ) as Record<MediaType, Changing<SurveyMedia>>;
  private readonly missing: Changing<Survey['missing']> = zeros(['not-exported', 'lost', 'too-large']);
  private readonly chats = new Map<string, Changing<SurveyChat>>();
  private readonly groups: string[] = [];
  private readonly people = new Map<string, Changing<SurveyPerson>>();
  private readonly gaps = new Map<GapReason, { count: number; places: string[] }>();

  take(record: HistoryRecord): void {
    switch (record.kind) {
      case 'chat':
        this.chat(record);
        break;
      case 'message':
        this.message(record);
        break;
      case 'gap':
        this.gap(record.why, record.place);
        break;
    }
  }

  get survey(): Survey {
    const { types, media, missing, groups } = this;
    const bytes = MEDIA_TYPES.reduce((sum, type) => sum + media[type].bytes, 0);
    const chats = [...this.chats.values()];
    const people = [...this.people.values()];
    // In the order of the reasons, whichever came first.
    const gaps = Object.fromEntries(
      GAP_REASONS.flatMap((why) => (this.gaps.has(why) ? [[why, this.gaps.get(why)]] : [])),
    );
    return { ...this.all, types, media, bytes, missing, chats, groups, people, gaps };
  }

  private chat({ chat, title, address, isGroup }: HistoryChat): void {
    if (isGroup) this.groups.push(title);
    else this.chats.set(chat, { chat, title, messages: 0, ...(address === undefined ? {} : { address }) });
  }

  private message({ chat, at, author, content }: HistoryMessage): void {
    const known = this.chats.get(chat);
    for (const span of known === undefined ? [this.all] : [this.all, known]) extend(span, at);
    if (known !== undefined && author.side === 'customer') known.customer ??= author;
    const person = this.people.get(author.key) ?? { ...author, messages: 0 };
    // Who has changed their name is called by the newest.
    this.people.set(author.key, { ...person, ...author, messages: person.messages + 1 });
    this.types[content.type] += 1;
    if (!('file' in content)) return;
    const media = this.media[content.type];
    media.files += 1;
    if (content.file.missing === undefined) media.bytes += content.file.size ?? 0;
    else {
      media.missing += 1;
      this.missing[content.file.missing] += 1;
    }
  }

  private gap(why: GapReason, place: string): void {
    const gap = this.gaps.get(why) ?? { count: 0, places: [] };
    gap.count += 1;
    if (gap.places.length < PLACES_MOST) gap.places.push(place);
    this.gaps.set(why, gap);
  }
}

function extend(span: Span, at: number): void {
  span.messages += 1;
  span.oldest = Math.min(span.oldest ?? at, at);
  span.newest = Math.max(span.newest ?? at, at);
}

function zeros<const Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}

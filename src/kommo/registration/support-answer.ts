import { ChannelRecord, type Answered } from './answer-schema';
import { readAnswerTable } from './answer-table';
import { faultsOf, type Fault, type FaultKey } from './fault';
import { readEmojiList, type Reactions } from './reactions';

export interface AllowedAccount {
  readonly amojoId: string | null;
  readonly accountId: number | null;
}

/** A channel as support has set it up. `null`: the answer does not say. */
export interface RegisteredChannel {
  readonly id: string;
  readonly secret: string;
  readonly code: string | null;
  readonly name: string;
  readonly bot: { readonly id: string; readonly name: string };
  /** The integration's id, which is its OAuth client id. */
  readonly integrationId: string | null;
  readonly widgetCode: string | null;
  readonly hookUrl: string | null;
  readonly hooksV2: boolean | null;
  readonly enabled: boolean | null;
  readonly testMode: boolean | null;
  readonly writeFirst: boolean | null;
  readonly window: 'none' | { readonly seconds: number; readonly needsTemplate: boolean | null } | null;
  readonly storesFiles: boolean | null;
  readonly reactions: Reactions | null;
  readonly quoting: boolean | null;
  readonly voice: boolean | null;
  readonly sizes: {
    readonly picture: number;
    readonly video: number;
    readonly voice: number;
    readonly file: number;
  } | null;
  readonly allowedAccounts: readonly AllowedAccount[] | null;
  readonly webhookEvents: readonly string[] | null;
}

export type ReadAnswer =
  | { readonly kind: 'channel'; readonly channel: RegisteredChannel }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] };

/** Reads what support sent: JSON with or without its envelope, or the printed tables, with a mail around it. */
export function readSupportAnswer(answer: unknown): ReadAnswer {
  const found = typeof answer === 'string' ? findRecord(answer) : fromEnvelope(answer);
  if (typeof found === 'string') return { kind: 'faults', faults: [{ field: 'answer', key: found, what: '' }] };
  const parsed = ChannelRecord.safeParse(found);
  if (!parsed.success) return { kind: 'faults', faults: faultsOf(parsed.error) };
  return { kind: 'channel', channel: channelOf(parsed.data) };
}

/** @returns the record, or the key of a fault. */
function findRecord(text: string): object | FaultKey {
  const plain = text.replaceAll('\u00a0', ' ').replaceAll('\ufeff', '');
  const json = parseJson(plain);
  if (json !== undefined) return fromEnvelope(json);
  return readAnswerTable(plain) ?? (/\{\s*["“”]/.test(plain) ? 'brokenJson' : 'noAnswer');
}

/** A mail program may have made its quotation marks curly. */
function parseJson(text: string): unknown {
  const piece = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  for (const attempt of [piece, piece.replace(/[“”„]/g, '"')]) {
    try {
      return JSON.parse(attempt);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return undefined;
}

function fromEnvelope(json: unknown): object | FaultKey {
  if (!isObject(json)) return 'noChannel';
  const { result, error, en } = json;
  if (isRecord(json)) return json;
  if (isObject(result)) {
    // By language; one is as good as the other.
    const record = [result, result.en, ...Object.values(result)].find(isRecord);
    if (record !== undefined) return record;
  }
  if (isRecord(en)) return en;
  return error === undefined || error === null ? 'noChannel' : 'answerIsError';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRecord(value: unknown): value is object {
  return isObject(value) && ('id' in value || 'secret_key' in value);
}

function channelOf(answered: Answered): RegisteredChannel {
  return {
    id: answered.id,
    secret: answered.secret_key,
    code: answered.code ?? null,
    name: answered.name ?? answered.bot.name,
    bot: answered.bot,
    integrationId: answered.client_uuid ?? null,
    widgetCode: answered.widget_code ?? null,
    hookUrl: answered.webhook_url_v2 ?? answered.webhook_url ?? null,
    hooksV2: answered.webhook_v2 ?? null,
    enabled: answered.enabled ?? null,
    testMode: answered.test_mode ?? null,
    writeFirst: answered.write_first ?? null,
    window: windowOf(answered),
    storesFiles: answered.saves_files ?? null,
    reactions: reactionsOf(answered),
    quoting: answered.supports_reply ?? null,
    voice: answered.supports_voice ?? null,
    sizes: sizesOf(answered),
    allowedAccounts:
      answered.allowed_acc_list?.map(({ id, external_id }) => ({
        amojoId: id ?? null,
        accountId: external_id ?? null,
      })) ?? null,
    webhookEvents: answered.webhook_events ?? null,
  };
}

/** It is said twice: as an object and in flat fields. */
function windowOf(answered: Answered): RegisteredChannel['window'] {
  const { time_window: window, time_window_support: supported, time_window_enum: flat } = answered;
  const isOn = window?.enabled ?? supported;
  if (isOn === undefined) return null;
  const seconds = window?.expires ?? flat ?? 0;
  if (!isOn || !(seconds > 0)) return 'none';
  return { seconds, needsTemplate: window?.need_template ?? answered.need_display_template ?? null };
}

function reactionsOf({ reactions_all: all, reactions_list: listed }: Answered): Reactions | null {
  if (all === true) return 'all';
  if (listed !== undefined) return readEmojiList(listed).emoji;
  return all === undefined ? null : 'none';
}

function sizesOf({ picture_size, video_size, voice_size, file_size }: Answered): RegisteredChannel['sizes'] {
  if ([picture_size, video_size, voice_size, file_size].every((size) => size === undefined)) return null;
  return { picture: picture_size ?? 0, video: video_size ?? 0, voice: voice_size ?? 0, file: file_size ?? 0 };
}

import { jsonValues, placeOf, type Interest, type JsonPath } from './json-values';
import { createClock, isoDigits } from './local-time';
import type { HistoryInput, HistoryReader, ReadOptions } from './reader';
import type { GapReason, HistoryAuthor, HistoryMessage, HistoryRecord } from './record';
import { settled } from './settled';
import { contentOf } from './telegram-content';
import { TelegramMessage } from './telegram-shapes';

/**
 * `result.json` of Telegram Desktop: of one chat, or of a whole account with `chats.list`.
 *
 * An account numbers the messages of its chats by itself, so neither the other person's export nor a bot's webhooks have the same
 * numbers: they make keys, and no `remoteId`. People and so the addresses of their chats are numbered for everybody alike.
 */
export const telegram: HistoryReader = {
  format: 'telegram',
  recognises: (head) => {
    const start = head.trimStart();
    if (!start.startsWith('{')) return false;
    const isChat = /"type"\s*:\s*"(personal_chat|bot_chat|saved_messages|(private|public)_\w+)"/.test(start);
    return (isChat && /"messages"\s*:/.test(start)) || /"(chats|personal_information)"\s*:\s*\{/.test(start);
  },
  read: (input, entries, options) => settled(readAll(input, entries, options), options),
};

async function* readAll(
  input: HistoryInput,
  entries: readonly string[],
  options: ReadOptions,
): AsyncGenerator<HistoryRecord, void, undefined> {
  for (const entry of entries) {
    const account = new Account(input, entry, createClock(options.timeZone), entries.length > 1 ? `${entry}, ` : '');
    for await (const { path, ...found } of jsonValues(await input.open(entry), interest)) {
      const place = placeOf(path);
      const last = path.at(-1);
      if (last === 'messages') yield* account.chatBegins(placeOf(path.slice(0, -1)));
      else if (typeof last === 'number' && path.at(-2) === 'list') account.nextChat();
      else if (typeof last === 'number') {
        yield account.message(found.found === 'value' ? found.value : undefined, place);
      } else if (found.found === 'value' && typeof found.value === 'string') {
        account.told(last ?? '', found.value);
      }
    }
  }
}

/** Where chats are: the file itself, or lists of chats that were kept and of those that were left. */
function interest(path: JsonPath): Interest {
  const isAccount = path[0] === 'chats' || path[0] === 'left_chats';
  if (path[0] === 'personal_information') return path.length === 1 ? 'into' : path[1] === 'user_id' ? 'whole' : 'skip';
  if (isAccount && (path.length < 3 ? path.length === 1 || path[1] === 'list' : path.length === 3)) return 'into';
  const inChat = isAccount ? path.slice(3) : path;
  switch (inChat.length) {
    case 0:
      return 'into';
    case 1:
      if (inChat[0] === 'messages') return 'into';
      return inChat[0] === 'name' || inChat[0] === 'type' || inChat[0] === 'id' ? 'whole' : 'skip';
    default:
      return inChat[0] === 'messages' && inChat.length === 2 ? 'whole' : 'skip';
  }
}

const WITH_ONE_PERSON: ReadonlySet<string> = new Set(['personal_chat', 'bot_chat']);

interface Chat {
  readonly chat: string;
  readonly isGroup: boolean;
  /** `user123` of the other one, where that is known to be the customer. */
  readonly customer?: string;
}

/** What is known while a file goes by: whose it is, and the chat that it is in. */
class Account {
  private fields = new Map<string, string>();
  private owner: string | undefined;
  private chat: Chat = { chat: '', isGroup: false };

  constructor(
    private readonly input: HistoryInput,
    private readonly entry: string,
    private readonly clock: (digits: number) => number,
    private readonly prefix: string,
  ) {}

  told(field: string | number, value: string): void {
    if (field === 'user_id') this.owner = `user${value}`;
    else this.fields.set(String(field), value);
  }

  nextChat(): void {
    this.fields = new Map();
  }

  *chatBegins(place: string): Generator<HistoryRecord, void, undefined> {
    const type = this.fields.get('type') ?? 'personal_chat';
    const id = this.fields.get('id');
    const isPersonal = type === 'personal_chat' && id !== undefined;
    this.chat = {
      chat: id === undefined ? `${this.prefix}${place}` : `${type}/${id}`,
      isGroup: !WITH_ONE_PERSON.has(type),
      ...(isPersonal ? { customer: `user${id}` } : {}),
    };
    yield {
      kind: 'chat',
      chat: this.chat.chat,
      title: this.fields.get('name') ?? '',
      // A bot is no customer: who exported is, and the export does not say who that is.
      ...(isPersonal ? { address: id } : {}),
      ...(this.chat.isGroup ? { isGroup: true } : {}),
    };
  }

  message(value: unknown, path: string): HistoryRecord {
    const { chat, isGroup } = this.chat;
    const place = `${this.prefix}${path}`;
    const gap = (why: GapReason): HistoryRecord => ({ kind: 'gap', chat, place, why });
    if (isGroup) return gap('group');
    const message = TelegramMessage.safeParse(value).data;
    if (message === undefined) return gap('broken');
    if (message.type === 'service') return gap('service');
    const at = this.timeOf(message);
    if (at === undefined) return gap('no-date');
    const author = this.authorOf(message);
    if (author === undefined) return gap('no-author');
    const content = contentOf(message, this.input, this.entry);
    return { kind: 'message', chat, key: message.id, at, author, content: { ...content, ...aroundOf(message) } };
  }

  private timeOf({ date, date_unixtime }: TelegramMessage): number | undefined {
    const at = Number(date_unixtime ?? 0) * 1_000;
    // Telegram writes 1970 for what it does not know.
    if (at > 0 && at < LAST_TIME) return at;
    const digits = isoDigits(date ?? '');
    return digits === undefined || digits === 0 ? undefined : this.clock(digits);
  }

  private authorOf({ from, from_id }: TelegramMessage): HistoryAuthor | undefined {
    const id = from_id != null && /^\d+$/.test(from_id) ? `user${from_id}` : from_id;
    const key = id ?? from;
    if (key == null || key === '') return undefined;
    const { customer } = this.chat;
    const side = key === customer ? 'customer' : customer !== undefined || key === this.owner ? 'business' : undefined;
    return { key, name: from ?? '', ...(side === undefined ? {} : { side }) };
  }
}

/** Milliseconds: the end of the year 9999. */
const LAST_TIME = 253_402_300_800_000;

type Around = Pick<HistoryMessage['content'], 'replyTo' | 'forwarded'>;

function aroundOf(message: TelegramMessage): Around {
  const { reply_to_message_id, reply_to_peer_id, forwarded_from } = message;
  return {
    ...(reply_to_message_id == null || reply_to_peer_id != null ? {} : { replyTo: { key: reply_to_message_id } }),
    ...(forwarded_from === undefined ? {} : { forwarded: forwarded_from === null ? {} : { author: forwarded_from } }),
  };
}

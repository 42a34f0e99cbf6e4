import { parseJson } from '../../http/json';
import { DeliveryError } from '../delivery-error';
import type { HistoryPage, HistoryPages, PastRecord, PastSaid } from '../history';
import { ask, refusalIn, type Context } from './api';
import type { CustomCredentials } from './credentials';
import { refusedBy } from './errors';
import { HISTORY_WITHIN_MS } from './limits';
import { partsOf } from './messages';
import { say } from './phrases';
import { HistoryPage as Answer, type PastMessage } from './protocol/history';
import { withoutNulls } from './without-nulls';

/** The service is asked with an event, and answers with a page (docs/custom-webhook.md, history.requested). */
export const history: HistoryPages<CustomCredentials> = { comes: 'pages', page };

async function page(context: Context, cursor: string | undefined): Promise<HistoryPage> {
  const data = cursor === undefined ? {} : { cursor };
  const response = await ask(context, { type: 'history.requested', data }, HISTORY_WITHIN_MS);
  const { status, body } = response;
  if (status < 200 || status >= 300) {
    const refusal = refusalIn(response, context.clock.now());
    throw isNone(status, refusal.code) ? none() : refusedBy(refusal);
  }
  const said = withoutNulls(parseJson(body));
  const { data: told, error } = Answer.safeParse(said);
  if (told !== undefined) {
    const { messages, chats = [], next } = told;
    return { records: [...chats.map(chatOf), ...messages.flatMap(recordsOf)], ...(next === undefined ? {} : { next }) };
  }
  // A service that does not know the event takes it, and says nothing (docs/custom-webhook.md, Events).
  if (!hasMessages(said)) throw none();
  const [issue] = error.issues;
  const place = issue?.path.map(String).join('.') ?? '';
  throw new DeliveryError({ code: 905, retry: 'no', ...say('custom.history-misfit', { place }) });
}

function isNone(status: number, code: string | undefined): boolean {
  return code === 'unsupported' || (code === undefined && [404, 405, 501].includes(status));
}

function none(): DeliveryError {
  return new DeliveryError({ code: 905, retry: 'no', ...say('custom.no-history') });
}

function hasMessages(said: unknown): boolean {
  return typeof said === 'object' && said !== null && 'messages' in said;
}

function chatOf({ id, title = '' }: { readonly id: string; readonly title?: string | undefined }): PastRecord {
  return { kind: 'chat', chat: id, title };
}

function recordsOf(message: PastMessage): PastSaid[] {
  const { chat, sender } = message;
  const by = sender.type === 'customer' ? 'customer' : 'business';
  const { id = by === 'customer' ? chat : sender.type, name = '' } = sender;
  return partsOf(message).map(({ remoteId, content }) => ({
    kind: 'message',
    chat,
    remoteId,
    at: Date.parse(message.created_at),
    by,
    author: { id, name },
    content,
  }));
}

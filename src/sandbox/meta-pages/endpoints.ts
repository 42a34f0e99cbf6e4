import type { Fault } from '../control/contract';
import type { Outcome } from '../exchange';
import type { GraphCall, GraphEndpoint, GraphMethod, GraphProduct } from '../graph/call';
import { disturbed, GraphError } from '../graph/graph-error';
import type { Params } from '../graph/params';
import { deleteProfile, setProfile, showProfile } from './account/messenger-profile';
import { listApps, listPages, showAccount, showPage, subscribeApp, unsubscribeApp } from './account/page-endpoints';
import { conversationOf, listConversations, listMessages, messageOf, showMessage } from './account/conversations';
import { showPerson } from './account/person-endpoints';
import { askForThread, passThread, takeThread } from './account/thread-endpoints';
import { uploadAttachment } from './media/upload-endpoint';
import { lineOn } from './page';
import type { Parts } from './parts';
import { tooManyCalls } from './send/refusals';
import { send } from './send/send';
import { INSTAGRAM_FIELDS, PAGE_FIELDS } from './told';

type Run = (parts: Parts, call: GraphCall) => Outcome | Promise<Outcome>;

/** By method and what the path names; `me` is a Page, or whoever the token is of. */
const ENDPOINTS: Readonly<Record<string, readonly [operation: string, run: Run]>> = {
  'GET page': ['page', showPage],
  'GET page/accounts': ['accounts', listPages],
  'POST page/subscribed_apps': ['subscribe', subscribeApp],
  'GET page/subscribed_apps': ['subscribed-apps', listApps],
  'DELETE page/subscribed_apps': ['unsubscribe', unsubscribeApp],
  'POST page/messages': ['send', send],
  'POST page/message_attachments': ['attachment-upload', uploadAttachment],
  'POST page/messenger_profile': ['profile-set', setProfile],
  'GET page/messenger_profile': ['profile', showProfile],
  'DELETE page/messenger_profile': ['profile-delete', deleteProfile],
  'POST page/take_thread_control': ['take-thread', takeThread],
  'POST page/pass_thread_control': ['pass-thread', passThread],
  'POST page/request_thread_control': ['request-thread', askForThread],
  'GET page/conversations': ['conversations', listConversations],
  'GET conversation/messages': ['conversation-messages', listMessages],
  'GET message': ['message', showMessage],
  'GET account': ['account', showAccount],
  'GET person': ['person', showPerson],
};

/** What a Page's conversations have on the Graph core: the part of it that Messenger and Instagram share. */
export function pagesProduct(parts: Parts): GraphProduct {
  const { core, product } = parts;
  return {
    side: product.messenger,
    mount: `/${product.messenger}`,
    objects: new Map([
      ['page', PAGE_FIELDS],
      ['instagram', INSTAGRAM_FIELDS],
    ]),
    find: (method, path) => findEndpoint(parts, method, path),
    knows: (id) => nodeOf(parts, id) !== undefined,
    disturb: (fault) => disturb(parts, fault),
    subscribed: () => {
      core.pages.changed();
      core.changes.emit('lines');
    },
  };
}

function findEndpoint(parts: Parts, method: GraphMethod, path: readonly string[]): GraphEndpoint | undefined {
  const own = parts.product.find?.(method, path);
  if (own) return own;
  const [first = '', second = '', ...more] = path;
  const node = nodeOf(parts, first);
  const found =
    node && more.length === 0 ? ENDPOINTS[`${method} ${node}${second === '' ? '' : `/${second}`}`] : undefined;
  if (!found) return undefined;
  const [operation, run] = found;
  return { operation, chats, run: (call) => counted(parts, call, run) };
}

type Node = 'page' | 'account' | 'person' | 'conversation' | 'message';

/** What an id names; Meta's ids do not tell. */
function nodeOf({ core, product }: Parts, id: string): Node | undefined {
  if (id === 'me' || core.pages.pages.has(id)) return 'page';
  const lines = core.lines.of(product.messenger);
  if (lines.some((line) => line.id === id)) return 'account';
  if (lines.some(({ handsets }) => handsets.has(id))) return 'person';
  if (conversationOf(lines, product, id) !== undefined) return 'conversation';
  return messageOf(lines, id) === undefined ? undefined : 'message';
}

/** Every call of a Page's token counts, and its answer tells how much is used up (facebook.md §4, §9). */
async function counted(parts: Parts, call: GraphCall, run: Run): Promise<Outcome> {
  const { core, product, usage } = parts;
  const { token } = call;
  if (token.type !== 'PAGE') return run(parts, call);
  const line = lineOn(core, product, token.subjectId);
  usage.call(token.subjectId, line);
  const headers = usage.headers(token.subjectId, line);
  try {
    const outcome = await run(parts, call);
    return { ...outcome, headers: { ...headers, ...outcome.headers } };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new GraphError({ ...error.refusal, headers: { ...headers, ...error.refusal.headers } });
  }
}

function chats({ raw }: Params): readonly string[] {
  const { recipient } = raw;
  const text = typeof recipient === 'string' ? recipient : JSON.stringify(recipient ?? {});
  const id = /"id":\s*"?(\d+)/.exec(text)?.[1];
  return id === undefined ? [] : [id];
}

/** What an `error` fault answers: the Page's own limit with the minutes that it lasts (facebook.md §4). */
function disturb({ core, product, usage }: Parts, fault: Fault): Outcome {
  if (fault.status !== 429) return disturbed(fault);
  const [line] = core.lines.of(product.messenger);
  const minutes = Math.ceil((fault.retryAfter ?? 60) / 60);
  const { refusal } = tooManyCalls(613, usage.headers(line?.credentials.pageId ?? '', line, minutes));
  return new GraphError({ ...refusal, status: 429 }).outcome;
}

import { isObject } from '../../body';
import { changeToken, needProof } from '../../graph/acts';
import { isOne, oneOf } from '../../graph/one-of';
import { orderIn } from '../../graph/orders';
import type { Refused } from '../../lines/emulator';
import type { Line } from '../../lines/records';
import { appIdOf, pageOf, STANDINGS } from '../page';
import type { Parts } from '../parts';

type Fields = Readonly<Record<string, unknown>>;
type Act = (parts: Parts, line: Line, fields: Fields) => Refused | undefined;

/** What Meta does, or the business by other means, by the word of `/act`. */
export const LINE_ACTS: Readonly<Record<string, Act>> = {
  /** The line's token: `state` valid, expired, invalidated, revoked; `scopes`: what it may do. */
  token: ({ core }, { credentials }, fields) => changeToken(core, credentials.pageAccessToken, fields),

  /** `on`: calls of the line's app need `appsecret_proof`. */
  'needs-proof': ({ core }, { credentials }, fields) => needProof(core, credentials.appId, fields),

  /**
   * Meta takes the Page's subscription away, or somebody does; with `url` it stays, and the app's address is another one
   * from now on (facebook.md §0 row 1).
   */
  unsubscribe: ({ core, product }, line, { url }) => {
    const app = core.graph.apps.get(appIdOf(line));
    const subscription = app?.subscriptions.get(product.object);
    if (typeof url === 'string' && URL.canParse(url)) {
      const fields = subscription?.fields ?? product.fields;
      app?.subscriptions.set(product.object, { callbackUrl: url, verifyToken: '', fields });
    } else pageOf(core, line).subscribed.delete(appIdOf(line));
    core.pages.changed();
    return undefined;
  },

  /** `fields` of webhooks that this Page does not take (any more): whoever names one is refused. */
  'refuse-fields': ({ core }, line, { fields }) => {
    if (!Array.isArray(fields)) return { refused: 'fields: a list of words' };
    pageOf(core, line).refusedFields = fields.filter((each) => typeof each === 'string');
    return undefined;
  },

  /** The next `count` events of the line's app come in one POST; `retry` sends what there is. */
  batch: ({ hooks }, line, { count }) => {
    if (typeof count !== 'number' || !Number.isInteger(count) || count < 1) return { refused: 'count: a whole number' };
    hooks.batch(line, count);
    return undefined;
  },

  /** The next `times` sends of the line are refused with `code`. */
  refuse: ({ refusals }, line, fields) => {
    const order = orderIn(fields);
    if ('refused' in order) return order;
    refusals.add(line.id, order);
    return undefined;
  },

  /** The next `times` sends arrive and are answered with `code`, 1/1357046 unless told otherwise (facebook.md §0 row 10). */
  fail: ({ lies }, line, fields) => {
    const order = orderIn({ code: 1, subcode: 1_357_046, ...fields });
    if ('refused' in order) return order;
    lies.add(line.id, order);
    return undefined;
  },

  /** Whether the Page may send: `state`; `blocked` and back are told, with `reason` (facebook.md §2). */
  standing: (parts, line, { state, reason = 'The Page sends messages that people do not want.' }) => {
    if (!isOne(STANDINGS, state)) return oneOf('state', STANDINGS);
    const before = line.facts.standing;
    line.facts.standing = state;
    if (state === 'blocked') tellPolicy(parts, line, 'block', reason);
    else if (before === 'blocked') tellPolicy(parts, line, 'unblock', undefined);
    return undefined;
  },

  /** Meta warns the business: `reason`. */
  warn: (parts, line, { reason = 'The Page sends messages that people do not want.' }) => {
    tellPolicy(parts, line, 'warning', reason);
    return undefined;
  },

  /** `on`: whether App Review has given the app Human Agent (facebook.md §6). */
  'human-agent': (_parts, line, { on }) => void (line.facts.humanAgent = on !== false),

  /** `on`: whether the owner of the account lets apps read its messages; of Instagram (facebook.md §11). */
  'message-access': ({ product }, line, { on }) => {
    if (product.object !== 'instagram') return { refused: 'Only accounts of Instagram have this switch.' };
    line.facts.messageAccess = on !== false;
    return undefined;
  },

  /** `on`: whether the account is linked with its Page; of Instagram. */
  link: ({ product }, line, { on }) => {
    if (product.object !== 'instagram') return { refused: 'Only accounts of Instagram are linked with a Page.' };
    line.facts.linked = on !== false;
    return undefined;
  },

  /** Any item: `field`, and `item` as it is given, for kinds that nobody knows yet. */
  event: ({ hooks }, line, { field, item }) => {
    if (typeof field !== 'string' || !isObject(item)) return { refused: 'field and item are missing' };
    hooks.send(line, { field, item, chat: null });
    return undefined;
  },
};

function tellPolicy({ core, product, hooks }: Parts, line: Line, action: string, reason: unknown): void {
  const field = product.fieldOf.policy;
  if (field === undefined) return;
  const told = { action, ...(reason === undefined ? {} : { reason }) };
  const item = { recipient: { id: line.id }, timestamp: core.clock.now(), policy_enforcement: told };
  hooks.send(line, { field, item, chat: null });
}

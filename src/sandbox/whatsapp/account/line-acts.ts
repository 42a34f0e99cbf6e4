import { isObject } from '../../body';
import type { Core } from '../../core';
import { changeToken, needProof } from '../../graph/acts';
import { isOne, oneOf } from '../../graph/one-of';
import { orderIn, type Orders } from '../../graph/orders';
import type { Refused } from '../../lines/emulator';
import type { Line } from '../../lines/records';
import type { WhatsAppHooks } from '../hooks';
import {
  ACCOUNT_STATES,
  displayNumberOf,
  NUMBER_STATES,
  numbersOf,
  QUALITIES,
  RESTRICTIONS,
  TIERS,
  wabaIdOf,
  wabaOf,
} from '../number';
import { onboard } from './onboarding';
import { aboutOf, type Reviews } from '../templates/review';
import { TEMPLATE_STATUSES, type Template, type TemplateStatus } from '../templates/template';

export interface LineActing {
  readonly core: Core;
  readonly hooks: WhatsAppHooks;
  readonly reviews: Reviews;
  readonly refusals: Orders;
  readonly failures: Orders;
}

type Fields = Readonly<Record<string, unknown>>;
type Act = (acting: LineActing, line: Line, fields: Fields) => Refused | undefined;

/** What Meta does, or the business by other means, by the word of `/act`. */
export const LINE_ACTS: Readonly<Record<string, Act>> = {
  /** `rating` of the number; falling is told as FLAGGED (whatsapp.md §1). */
  quality: ({ hooks }, line, { rating }) => {
    if (!isOne(QUALITIES, rating)) return oneOf('rating', QUALITIES);
    const event = rating === 'RED' || rating === 'YELLOW' ? 'FLAGGED' : 'UNFLAGGED';
    line.facts.quality = rating;
    tellQuality(hooks, line, event);
    return undefined;
  },

  /** `tier`: how many people a day may be written to first. */
  limit: ({ hooks }, line, { tier }) => {
    if (!isOne(TIERS, tier)) return oneOf('tier', TIERS);
    const rises = TIERS.indexOf(tier) >= TIERS.findIndex((each) => each === line.facts.messagingLimit);
    line.facts.messagingLimit = tier;
    tellQuality(hooks, line, rises ? 'UPGRADE' : 'DOWNGRADE');
    return undefined;
  },

  /**
   * `state` of the account and its number. One that is restricted may not do what `types` say, until `expiration` (seconds since
   * 1970) where it is told.
   */
  account: ({ hooks, core }, line, { state, types = [RESTRICTIONS[0]], expiration }) => {
    if (!isOne(ACCOUNT_STATES, state)) return oneOf('state', ACCOUNT_STATES);
    if (!Array.isArray(types) || types.length === 0 || !types.every((type) => isOne(RESTRICTIONS, type))) {
      return oneOf('types, each', RESTRICTIONS);
    }
    if (expiration !== undefined && !(Number.isInteger(expiration) && Number(expiration) > core.clock.seconds())) {
      return { refused: 'expiration: seconds since 1970, of a time to come' };
    }
    const isReopened = line.facts.account === 'locked' || line.facts.account === 'restricted';
    for (const each of numbersOf(core, wabaIdOf(line))) {
      each.facts.account = state;
      each.facts.restrictions = state === 'restricted' ? types.join(' ') : null;
      each.facts.restrictedUntil = state === 'restricted' && expiration !== undefined ? Number(expiration) : null;
    }
    const about = { phone_number: displayNumberOf(line) };
    const value = {
      // That this is also told of a restriction which ends before its time is an assumption.
      ok: isReopened
        ? { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE', waba_ban_date: '1' }, ...about }
        : { event: 'ACCOUNT_UPDATE', ...about },
      locked: { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE', waba_ban_date: '1' }, ...about },
      restricted: {
        event: 'ACCOUNT_RESTRICTION',
        restriction_info: types.map((type) => ({
          restriction_type: type,
          ...(expiration === undefined ? {} : { expiration }),
        })),
        ...about,
      },
      'payment-missing': { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'PAYMENT' }, ...about },
      deleted: { event: 'ACCOUNT_DELETED', ...about },
    }[state];
    hooks.sendForAccount(wabaIdOf(line), 'account_update', value);
    return undefined;
  },

  /** `status` of the number, as its node shows it. */
  status: (_acting, line, { status }) => {
    if (!isOne(NUMBER_STATES, status)) return oneOf('status', NUMBER_STATES);
    line.facts.status = status;
    return undefined;
  },

  /** A notice of Meta to the account: `type`, `severity`, `description`. */
  alert: ({ hooks }, line, { type = 'OBA_APPROVED', severity = 'INFORMATIONAL', description = '' }) => {
    const alert = {
      alert_severity: severity,
      alert_status: 'ACTIVE',
      alert_type: type,
      alert_description: description,
    };
    const value = { entity_type: 'WABA', entity_id: wabaIdOf(line), alert_info: alert };
    hooks.sendForAccount(wabaIdOf(line), 'account_alerts', value);
    return undefined;
  },

  /** `status` of the display name: APPROVED, DECLINED, PENDING_REVIEW. */
  name: (_acting, line, { status }) => {
    if (typeof status !== 'string') return { refused: 'status is missing' };
    return void (line.facts.nameStatus = status);
  },

  /** `on`: the number is in the WhatsApp Business app of a phone, too. */
  coexistence: (_acting, line, fields) => {
    const isOn = fields.on !== false;
    Object.assign(line.facts, { coexistence: isOn });
    return undefined;
  },

  /** The number comes from a phone, with what that has kept: `threads`, `shares`. */
  onboard: ({ core }, line, fields) => onboard(core, line, fields),

  /** `on`: whether the number is registered for the Cloud API. */
  registered: (_acting, line, fields) => void (line.facts.registered = fields.on !== false),

  /** The line's token: `state` valid, expired, invalidated, revoked; `scopes`: what it may do. */
  token: ({ core }, { credentials }, fields) => changeToken(core, credentials.accessToken, fields),

  /** `on`: calls of the line's app need `appsecret_proof`. */
  'needs-proof': ({ core }, { credentials }, fields) => needProof(core, credentials.appId, fields),

  /** Somebody takes the app off the account, or with `url` turns its webhooks elsewhere. */
  unsubscribe: ({ core, hooks }, line, { url }) => {
    const waba = wabaOf(core, line);
    const appId = line.credentials.appId ?? '';
    core.whatsapp.callbacksOf(line.id).delete(appId);
    if (typeof url === 'string' && URL.canParse(url)) waba.subscribed.set(appId, { url, verifyToken: '' });
    else waba.subscribed.delete(appId);
    for (const each of numbersOf(core, waba.id)) hooks.show(each);
    return undefined;
  },

  /** The next `count` events of the number come in one POST; `retry` sends what there is. */
  batch: ({ hooks }, line, { count }) => {
    if (typeof count !== 'number' || !Number.isInteger(count) || count < 1) return { refused: 'count: a whole number' };
    hooks.batch(line, count);
    return undefined;
  },

  /** The next `times` sends of the number are refused with `code`. */
  refuse: ({ refusals }, line, fields) => {
    const order = orderIn(fields);
    if ('refused' in order) return order;
    refusals.add(line.id, order);
    return undefined;
  },

  /** The next `times` sends of the number are taken and fail late with `code`. */
  fail: ({ failures }, line, fields) => {
    const order = orderIn(fields);
    if ('refused' in order) return order;
    failures.add(line.id, order);
    return undefined;
  },

  /** Meta does `event` to the template `name` in `language`: its status follows, and a webhook tells of it. */
  template: ({ reviews, core }, line, { event, reason = 'NONE', ...named }) => {
    const template = templateIn(core, line, named);
    if (!template) return { refused: 'There is no such template.' };
    if (typeof event !== 'string' || typeof reason !== 'string') return { refused: 'event is missing' };
    const status = STATUS_AFTER[event] ?? TEMPLATE_STATUSES.find((each) => each === event);
    if (status) Object.assign(template, { status, rejectedReason: reason });
    reviews.tell(wabaIdOf(line), template, event, reason);
    return undefined;
  },

  'template-quality': ({ hooks, core }, line, { score, ...named }) => {
    const template = templateIn(core, line, named);
    if (!template) return { refused: 'There is no such template.' };
    if (!isOne(QUALITIES, score)) return oneOf('score', QUALITIES);
    const value = { previous_quality_score: template.quality, new_quality_score: score, ...aboutOf(template) };
    template.quality = score;
    hooks.sendForAccount(wabaIdOf(line), 'message_template_quality_update', value);
    return undefined;
  },

  'template-category': ({ hooks, core }, line, { category, ...named }) => {
    const template = templateIn(core, line, named);
    if (!template) return { refused: 'There is no such template.' };
    if (category !== 'MARKETING' && category !== 'UTILITY') return { refused: 'category: MARKETING or UTILITY' };
    const value = { previous_category: template.category, new_category: category, ...aboutOf(template) };
    template.category = category;
    hooks.sendForAccount(wabaIdOf(line), 'template_category_update', value);
    return undefined;
  },

  /** Any event: `field` and `value` as they are given, for kinds that nobody knows yet. */
  event: ({ hooks }, line, { field, value }) => {
    if (typeof field !== 'string' || !isObject(value)) return { refused: 'field and value are missing' };
    hooks.send(line, { field, value, chat: null });
    return undefined;
  },
};

const STATUS_AFTER: Readonly<Record<string, TemplateStatus>> = {
  REINSTATED: 'APPROVED',
  UNARCHIVED: 'APPROVED',
  FLAGGED: 'APPROVED',
  LOCKED: 'DISABLED',
};

function templateIn(core: Core, line: Line, { name, language }: Fields): Template | undefined {
  return [...wabaOf(core, line).templates.values()].find(
    (each) => each.name === name && (language === undefined || each.language === language),
  );
}

function tellQuality(hooks: WhatsAppHooks, line: Line, event: string): void {
  hooks.sendForAccount(wabaIdOf(line), 'phone_number_quality_update', {
    display_phone_number: displayNumberOf(line),
    event,
    current_limit: line.facts.messagingLimit,
  });
}

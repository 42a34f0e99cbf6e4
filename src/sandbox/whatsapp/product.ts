import type { Fault } from '../control/contract';
import type { Core } from '../core';
import type { Outcome } from '../exchange';
import type { GraphCall, GraphEndpoint, GraphMethod, GraphProduct } from '../graph/call';
import { ok } from '../graph/call';
import { disturbed, GraphError } from '../graph/graph-error';
import type { Params } from '../graph/params';
import {
  blockPeople,
  configureNumber,
  deregister,
  forgetContact,
  history,
  register,
  showNumber,
  showProfile,
} from './account/number-endpoints';
import { askForPhoneData } from './account/phone-history';
import { listApps, listNumbers, showWaba, subscribeApp, unsubscribeApp } from './account/waba-endpoints';
import { refused } from './codes';
import type { WhatsAppHooks } from './hooks';
import { deleteMedia, resolveMedia, upload } from './media/media-endpoints';
import { send, type Sending } from './send/send';
import { createTemplate, deleteTemplates, editTemplate, listTemplates, showTemplate } from './templates/endpoints';
import type { Reviews } from './templates/review';

/** Fields that an app can subscribe to (whatsapp.md §1). */
const FIELDS = [
  'messages',
  'message_template_status_update',
  'message_template_quality_update',
  'message_template_components_update',
  'template_category_update',
  'phone_number_quality_update',
  'phone_number_name_update',
  'account_update',
  'account_alerts',
  'account_review_update',
  'business_capability_update',
  'user_id_update',
  'user_preferences',
  'smb_message_echoes',
  'smb_app_state_sync',
  'history',
  'security',
  'messaging_handovers',
  'standby',
  'calls',
  'flows',
  'payment_configuration_update',
];

export interface ProductParts {
  readonly core: Core;
  readonly hooks: WhatsAppHooks;
  readonly sending: Sending;
  readonly reviews: Reviews;
}

type Node = 'number' | 'waba' | 'media' | 'template';

/** The Cloud API of WhatsApp on the Graph core. */
export function whatsappProduct(parts: ProductParts): GraphProduct {
  const { core, hooks } = parts;
  return {
    side: 'whatsapp',
    mount: '/whatsapp',
    objects: new Map([['whatsapp_business_account', FIELDS]]),
    find: (method, path) => findEndpoint(parts, method, path),
    knows: (id) => nodeOf(core, id) !== undefined,
    disturb,
    subscribed: () => {
      for (const line of core.lines.of('whatsapp')) hooks.show(line);
      core.changes.emit('lines');
    },
  };
}

function findEndpoint(parts: ProductParts, method: GraphMethod, path: readonly string[]): GraphEndpoint | undefined {
  const [first = '', second = '', ...more] = path;
  if (more.length > 0) return undefined;
  if (first === 'me' && second === '' && method === 'GET') return { operation: 'me', run: showMe };
  const node = nodeOf(parts.core, first);
  return node && endpointsOf(parts, first)[`${method} ${node}${second === '' ? '' : `/${second}`}`];
}

/** What an id names; Meta's ids do not tell. */
function nodeOf({ lines, whatsapp }: Core, id: string): Node | undefined {
  if (lines.get('whatsapp', id)) return 'number';
  if (whatsapp.wabas.has(id)) return 'waba';
  if (whatsapp.media.has(id)) return 'media';
  return [...whatsapp.wabas.values()].some(({ templates }) => templates.has(id)) ? 'template' : undefined;
}

function endpointsOf({ core, hooks, sending, reviews }: ProductParts, id: string): Record<string, GraphEndpoint> {
  const chats = (params: Params): readonly string[] => chatsOf(core, id, params);
  return {
    'POST number/messages': { operation: 'send', chats, run: (call) => send(sending, call) },
    'POST number/media': { operation: 'media-upload', run: upload },
    'GET media': { operation: 'media', run: resolveMedia },
    'DELETE media': { operation: 'media-delete', run: deleteMedia },

    'GET number': { operation: 'number', run: showNumber },
    'POST number': { operation: 'number-webhook', run: (call) => configureNumber(hooks, call) },
    'POST number/register': { operation: 'register', run: register },
    'POST number/deregister': { operation: 'deregister', run: deregister },
    'GET number/whatsapp_business_profile': { operation: 'profile', run: showProfile },
    'POST number/block_users': { operation: 'block', run: blockPeople },
    'DELETE number/block_users': { operation: 'unblock', run: blockPeople },
    'GET number/message_history': { operation: 'message-history', run: history },
    'POST number/smb_app_data': { operation: 'phone-data', run: (call) => askForPhoneData(hooks, call) },
    'DELETE number/contact_book': { operation: 'forget-contact', run: forgetContact },

    'GET waba': { operation: 'waba', run: showWaba },
    'GET waba/phone_numbers': { operation: 'phone-numbers', run: listNumbers },
    'POST waba/subscribed_apps': { operation: 'subscribe', run: (call) => subscribeApp(hooks, call) },
    'GET waba/subscribed_apps': { operation: 'subscribed-apps', run: listApps },
    'DELETE waba/subscribed_apps': { operation: 'unsubscribe', run: (call) => unsubscribeApp(hooks, call) },

    'GET waba/message_templates': { operation: 'templates', run: listTemplates },
    'POST waba/message_templates': { operation: 'template-create', run: (call) => createTemplate(reviews, call) },
    'DELETE waba/message_templates': { operation: 'template-delete', run: deleteTemplates },
    'GET template': { operation: 'template', run: showTemplate },
    'POST template': { operation: 'template-edit', run: (call) => editTemplate(reviews, call) },
  };
}

function showMe({ core, token }: GraphCall): Outcome {
  const app = core.graph.apps.get(token.appId);
  return ok({ id: token.subjectId, name: app?.name ?? '' });
}

/** A chat by every id that a caller may know it by. */
function chatsOf(core: Core, lineId: string, params: Params): readonly string[] {
  const { to, recipient } = params.raw;
  const given = [to, recipient].filter((each) => typeof each === 'string');
  const [address] = given;
  const known = address === undefined ? undefined : findHere(core, lineId, address);
  return [...given, ...(known === undefined ? [] : [known])];
}

/** Looking must not make a chat: only handsets of this line count. */
function findHere(core: Core, lineId: string, address: string): string | undefined {
  const line = core.lines.get('whatsapp', lineId);
  const digits = address.replace(/\D/g, '');
  return [...(line?.handsets.values() ?? [])].find(
    ({ id, phone }) => id === address || (phone !== null && phone.replace(/\D/g, '') === digits),
  )?.id;
}

/** What an `error` fault answers: WhatsApp's own codes where it has some (whatsapp.md, Emulator must 10). */
function disturb(fault: Fault): Outcome {
  const status = fault.status ?? 500;
  const error = ((): GraphError | undefined => {
    switch (status) {
      case 429:
        return refused(130429, 'Cloud API message throughput has been reached.');
      case 500:
        return refused(131000, 'Something went wrong');
      case 503:
        return refused(131016, 'Service unavailable');
      default:
        return undefined;
    }
  })();
  return error ? new GraphError({ ...error.refusal, status }).outcome : disturbed(fault);
}

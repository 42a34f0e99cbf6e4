import { ok, SUCCESS, type GraphCall } from '../../graph/call';
import { verifyCallback } from '../../graph/challenge';
import { badParameter } from '../../graph/graph-error';
import type { Outcome } from '../../exchange';
import type { WhatsAppHooks } from '../hooks';
import { numbersOf } from '../number';
import { wabaIn } from './access';
import { numberNode, NUMBER_FIELDS, NUMBER_TYPE } from './number-node';
import { pageOf, pickFields } from '../../graph/pick-fields';

/** `GET /<wabaId>` */
export function showWaba(call: GraphCall): Outcome {
  const { id, name } = wabaIn(call);
  const node = {
    id,
    name,
    currency: 'USD',
    timezone_id: '1',
    message_template_namespace: `ns_${id}`,
    account_review_status: 'APPROVED',
    business_verification_status: 'verified',
    status: 'ACTIVE',
  };
  const shown = ['id', 'name', 'currency', 'timezone_id', 'message_template_namespace'];
  return ok(pickFields(node, call.params, shown, 'WhatsAppBusinessAccount'));
}

/** `GET /<wabaId>/phone_numbers` */
export function listNumbers(call: GraphCall): Outcome {
  const { core, params, version } = call;
  const waba = wabaIn(call);
  const numbers = numbersOf(core, waba.id)
    .filter(({ facts }) => facts.account !== 'deleted')
    .map((line) => pickFields(numberNode(core, line), params, NUMBER_FIELDS, NUMBER_TYPE));
  return ok(pageOf(numbers, params, `${core.url}/whatsapp/${version}/${waba.id}/phone_numbers`));
}

/** `POST /<wabaId>/subscribed_apps`: with an override, Meta asks at it before it answers (whatsapp.md §1). */
export async function subscribeApp(hooks: WhatsAppHooks, call: GraphCall): Promise<Outcome> {
  const { core, app, params } = call;
  const waba = wabaIn(call);
  const url = params.text('override_callback_uri') ?? '';
  if (url === '') waba.subscribed.set(app.id, null);
  else {
    const verifyToken = params.text('verify_token') ?? '';
    if (verifyToken === '') throw badParameter('The parameter verify_token is required.');
    const callback = { url, verifyToken };
    await verifyCallback(core, 'whatsapp', callback, 'override_callback_uri');
    waba.subscribed.set(app.id, callback);
  }
  for (const line of numbersOf(core, waba.id)) hooks.show(line);
  core.changes.emit('lines');
  return ok(SUCCESS, { stored: true });
}

/** `GET /<wabaId>/subscribed_apps` */
export function listApps(call: GraphCall): Outcome {
  const { core } = call;
  const data = [...wabaIn(call).subscribed].flatMap(([id, callback]) => {
    const app = core.graph.apps.get(id);
    if (!app) return [];
    const about = { id, name: app.name, link: `https://www.facebook.com/games/?app_id=${id}` };
    return [
      { whatsapp_business_api_data: about, ...(callback === null ? {} : { override_callback_uri: callback.url }) },
    ];
  });
  return ok({ data });
}

/** `DELETE /<wabaId>/subscribed_apps`: the caller's app. */
export function unsubscribeApp(hooks: WhatsAppHooks, call: GraphCall): Outcome {
  const { core, app } = call;
  const waba = wabaIn(call);
  waba.subscribed.delete(app.id);
  for (const line of numbersOf(core, waba.id)) hooks.show(line);
  core.changes.emit('lines');
  return ok(SUCCESS, { stored: true });
}

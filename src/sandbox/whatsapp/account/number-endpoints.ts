import type { Outcome } from '../../exchange';
import { ok, SUCCESS, type GraphCall } from '../../graph/call';
import { verifyCallback } from '../../graph/challenge';
import { badParameter } from '../../graph/graph-error';
import { isObject } from '../../body';
import type { Handset, Line } from '../../lines/records';
import { invalid, refused } from '../codes';
import type { WhatsAppHooks } from '../hooks';
import { personAt } from '../people/person';
import { numberIn } from './access';
import { numberNode, NUMBER_FIELDS, NUMBER_TYPE } from './number-node';
import { pickFields } from '../../graph/pick-fields';

const PIN = /^\d{6}$/;
const PROFILE = ['about', 'address', 'description', 'email', 'vertical', 'profile_picture_url', 'websites'] as const;

/** `GET /<phoneNumberId>` */
export function showNumber(call: GraphCall): Outcome {
  const line = numberIn(call, 'whatsapp_business_management');
  return ok(pickFields(numberNode(call.core, line), call.params, NUMBER_FIELDS, NUMBER_TYPE));
}

/** `POST /<phoneNumberId>`: a callback URL for this number alone; an empty one takes it away (whatsapp.md §1). */
export async function configureNumber(hooks: WhatsAppHooks, call: GraphCall): Promise<Outcome> {
  const { core, app, params } = call;
  const line = numberIn(call, 'whatsapp_business_management');
  const configuration = params.object('webhook_configuration');
  if (!configuration) throw badParameter('The parameter webhook_configuration is required.');
  const { override_callback_uri: url, verify_token: verifyToken } = configuration;
  if (typeof url !== 'string') {
    throw badParameter("The parameter webhook_configuration['override_callback_uri'] is required.");
  }
  if (url === '') core.whatsapp.callbacksOf(line.id).delete(app.id);
  else {
    if (typeof verifyToken !== 'string' || verifyToken === '') {
      throw badParameter("The parameter webhook_configuration['verify_token'] is required.");
    }
    await verifyCallback(core, 'whatsapp', { url, verifyToken }, 'override_callback_uri');
    core.whatsapp.callbacksOf(line.id).set(app.id, { url, verifyToken });
  }
  hooks.show(line);
  core.changes.emit('lines');
  return ok(SUCCESS, { stored: true });
}

/** `POST /<phoneNumberId>/register`: the first PIN is chosen, later ones have to be the same. */
export function register(call: GraphCall): Outcome {
  const { params, core } = call;
  const line = numberIn(call, 'whatsapp_business_management');
  checkProduct(call);
  const pin = params.required('pin');
  if (!PIN.test(pin)) throw badParameter('Param pin must be a string of 6 digits.');
  const { pins } = core.whatsapp;
  if ((pins.get(line.id) ?? pin) !== pin) {
    throw refused(133005, 'Two step verification PIN mismatch. Please verify your PIN is correct.');
  }
  pins.set(line.id, pin);
  line.facts.registered = true;
  core.changes.emit('lines');
  return ok(SUCCESS, { stored: true });
}

export function deregister(call: GraphCall): Outcome {
  const line = numberIn(call, 'whatsapp_business_management');
  line.facts.registered = false;
  call.core.changes.emit('lines');
  return ok(SUCCESS, { stored: true });
}

/** `GET /<phoneNumberId>/whatsapp_business_profile` */
export function showProfile(call: GraphCall): Outcome {
  const line = numberIn(call, 'whatsapp_business_messaging');
  const wanted = call.params.names('fields') ?? ['messaging_product'];
  const profile: Record<string, unknown> = {
    about: `${line.name} on WhatsApp`,
    address: '1 Main Street',
    description: 'A shop of the sandbox',
    email: 'shop@example.com',
    vertical: 'RETAIL',
    websites: ['https://shop.example.com/'],
  };
  const unknown = wanted.find((name) => name !== 'messaging_product' && !PROFILE.some((each) => each === name));
  if (unknown !== undefined) throw badParameter(`Param fields must be one of {${PROFILE.join(', ')}}`);
  const fields = wanted.flatMap((name) => (name in profile ? [[name, profile[name]] as const] : []));
  return ok({ data: [{ ...Object.fromEntries(fields), messaging_product: 'whatsapp' }] });
}

/** `POST` and `DELETE /<phoneNumberId>/block_users` (whatsapp.md §8) */
export function blockPeople(call: GraphCall): Outcome {
  const { params, method, core } = call;
  const line = numberIn(call, 'whatsapp_business_messaging');
  checkProduct(call);
  const listed = params.array('block_users') ?? [];
  if (listed.length === 0) throw badParameter('The parameter block_users is required.');
  const users = listed.map((each) => {
    const user = isObject(each) ? (each.user ?? each.user_id) : undefined;
    if (typeof user !== 'string') throw invalid("Parameter 'block_users[].user' must be a string");
    const handset = personAt(core, line, user)?.handset;
    if (handset) handset.facts.blockedByBusiness = method === 'POST';
    return { input: user, ...(handset ? idsOf(handset) : {}) };
  });
  core.changes.emit('lines');
  const name = method === 'POST' ? 'added_users' : 'removed_users';
  return ok({ messaging_product: 'whatsapp', block_users: { [name]: users } }, { stored: true });
}

function idsOf({ phone, id }: Handset): object {
  return phone === null ? { user_id: id } : { wa_id: phone.replace(/\D/g, '') };
}

/** `GET /<phoneNumberId>/message_history?message_id=` */
export function history(call: GraphCall): Outcome {
  const line = numberIn(call, 'whatsapp_business_messaging');
  const id = call.params.required('message_id');
  const message = sentBy(line, id);
  if (!message) return ok({ data: [] });
  const { status, at } = message;
  const events = [{ delivery_status: (status ?? 'accepted').toUpperCase(), timestamp: Math.floor(at / 1000) }];
  return ok({ data: [{ id, message_id: id, events: { data: events } }] });
}

function sentBy(line: Line, id: string) {
  return [...line.handsets.values()]
    .flatMap(({ messages }) => messages)
    .find((each) => each.id === id && each.from === 'line');
}

/** `DELETE /<phoneNumberId>/contact_book?bsuid=`: this person's phone is not told any more (whatsapp.md §8). */
export function forgetContact(call: GraphCall): Outcome {
  const line = numberIn(call, 'whatsapp_business_management');
  checkProduct(call);
  const handset = line.handsets.get(call.params.required('bsuid'));
  if (!handset) throw invalid('Parameter bsuid is not a user of this business');
  if (handset.phone !== null && handset.username !== null) {
    handset.facts.hiddenPhone = handset.phone;
    handset.phone = null;
    call.core.changes.emit('lines');
  }
  return ok(SUCCESS, { stored: true });
}

function checkProduct({ params }: GraphCall): void {
  if (params.text('messaging_product') !== 'whatsapp') {
    throw badParameter('The parameter messaging_product is required.');
  }
}

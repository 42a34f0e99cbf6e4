import type { Outcome } from '../exchange';
import type { Line } from '../lines/records';
import { mayVisit } from './addresses';
import { ok, refusal } from './answers';
import type { Call } from './call';
import { echoed, isEventType } from './event-types';

/** Points the bot's callbacks at an address, once that has answered (viber.md §1). */
export async function setWebhook({ core, callbacks, line, body }: Call): Promise<Outcome> {
  const url = body.text('url', { empty: true });
  const wanted = body.strings('event_types');
  const unknown = wanted?.find((event) => !isEventType(event));
  if (unknown !== undefined) throw body.wrong('event_types', 'unknown event type');
  const switches = { sendName: body.flag('send_name'), sendPhoto: body.flag('send_photo') };
  if (url === '') {
    line.webhook = null;
    callbacks.drop(line);
    core.changes.emit('lines');
    return ok({}, { stored: true });
  }
  if (!mayVisit(url, core.assumptions) || !(await callbacks.probe(line, url))) throw refusal(1);
  line.webhook = { url, lastError: null };
  Object.assign(line.facts, { eventTypes: wanted?.join(',') ?? null, ...switches });
  core.changes.emit('lines');
  return ok({ event_types: echoed(line, core.assumptions) }, { stored: true });
}

/** What Viber knows of the bot (viber.md §1). */
export function getAccountInfo({ core, line }: Call): Outcome {
  const { id, name, facts, webhook, handsets } = line;
  return ok({
    id,
    name,
    uri: facts.uri,
    icon: `${core.url}/viber/gifs/wave.gif`,
    background: `${core.url}/viber/gifs/wave.gif`,
    category: 'Companies, Brands & Products',
    subcategory: 'Other',
    location: { lon: 30.5234, lat: 50.4501 },
    country: 'UA',
    webhook: webhook?.url,
    event_types: echoed(line, core.assumptions),
    subscribers_count: [...handsets.values()].filter(({ state }) => state === 'open').length,
    members: [{ id: adminId(line), name: 'Shop owner', avatar: `${core.url}/viber/gifs/wave.gif`, role: 'admin' }],
  });
}

function adminId({ id }: Line): string {
  return Buffer.from(`admin ${id.slice(-8)}`.padEnd(16)).toString('base64');
}

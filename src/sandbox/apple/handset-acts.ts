import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { act, deed, type Act } from '../lines/act';
import type { OnHandset } from '../lines/emulator';
import type { Parts } from './call';
import { close, signal } from './customer';
import { comeBy } from './entry-link';

const none = z.strictObject({});
const word = z.string().min(1).max(256);
const entry = z.strictObject({ intent: word.exactOptional(), group: word.exactOptional() });
const device = z.strictObject({
  capabilities: z.array(z.enum(['LIST', 'TIME', 'AUTH', 'AUTH2', 'QUICK', 'FORM'])).exactOptional(),
  agent: z.enum(['iPhone OS', 'Mac OS X', 'Watch OS', 'Apple TVOS']).exactOptional(),
});
const webhook = z.strictObject({ type: word, fields: z.record(z.string(), z.json()).default({}) });

/** What a customer does beside writing. */
export function handsetActs(parts: Parts): ReadonlyMap<string, Act<OnHandset>> {
  return new Map<string, Act<OnHandset>>([
    ['type', deed(none, (on) => signal(parts, on, 'typing_start'))],
    ['stop-typing', deed(none, (on) => signal(parts, on, 'typing_end'))],
    ['close', act(none, (on) => close(parts, on))],
    ['come-by-link', deed(entry, ({ handset }, fields) => comeBy(handset, fields))],
    [
      'device',
      deed(device, ({ handset }, { capabilities, agent }) =>
        Object.assign(handset.facts, {
          ...(capabilities === undefined ? {} : { capabilities: capabilities.join(',') }),
          ...(agent === undefined ? {} : { agent }),
        }),
      ),
    ],
    ['webhook', deed(webhook, (on, { type, fields }) => parts.hooks.send(on, { id: randomUUID(), type, fields }))],
    ['leave', deed(none, ({ handset }) => (handset.state = 'gone'))],
  ]);
}

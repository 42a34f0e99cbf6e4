import { z } from 'zod';
import { isRefused, type OnHandset } from '../lines/emulator';
import { act, deed, type Act } from '../lines/act';
import { endAllowance } from './allowance';
import type { Parts } from './call';
import { sendLink } from './customer';
import { comeBy, follow, happen, tell, unfollow } from './happenings';
import { pastActs } from './records';

const word = z.string().min(1).max(2048);
const none = z.strictObject({});
const scene = z.strictObject({ scene: word.max(64).exactOptional() });
const code = z.strictObject({ key: word.default('scan'), result: word, waits: z.boolean().default(false) });
const place = z.strictObject({ latitude: z.number(), longitude: z.number() });
const event = z.strictObject({
  event: word.max(64),
  fields: z.record(z.string().regex(/^[A-Za-z_]\w*$/), z.union([z.string(), z.number()])).default({}),
});
const link = z.strictObject({
  url: z.url().max(2000),
  title: word.default('A page'),
  description: z.string().default(''),
});

/** What a customer does beside writing. */
export function handsetActs(parts: Parts): ReadonlyMap<string, Act<OnHandset>> {
  const following = act<OnHandset, z.infer<typeof scene>>(scene, (on, fields) => follow(parts, on, fields.scene));
  const unfollowing = act<OnHandset, object>(none, (on) => unfollow(parts, on));
  const set = (facts: Readonly<Record<string, boolean>>): Act<OnHandset> =>
    deed(none, ({ handset }) => void Object.assign(handset.facts, facts));
  return new Map<string, Act<OnHandset>>([
    ['start', following],
    ['follow', following],
    ['unblock', following],
    ['unfollow', unfollowing],
    ['block', unfollowing],
    ...pastActs(parts),
    ['scan', act(scene, (on, fields) => comeBy(parts, on, fields.scene ?? 'sandbox'))],
    [
      'menu',
      act(z.strictObject({ key: word.max(128) }), (on, { key }) =>
        happen(parts, on, { event: 'CLICK', fields: { EventKey: key }, grants: 'menu' }),
      ),
    ],
    [
      'view',
      act(z.strictObject({ url: z.url().max(1024) }), (on, { url }) =>
        happen(parts, on, { event: 'VIEW', fields: { EventKey: url, MenuId: 1 } }),
      ),
    ],
    [
      'scan-code',
      act(code, (on, { key, result, waits }) =>
        happen(parts, on, {
          event: waits ? 'scancode_waitmsg' : 'scancode_push',
          fields: { EventKey: key, ScanCodeInfo: { ScanType: 'qrcode', ScanResult: result } },
          grants: 'menu',
        }),
      ),
    ],
    [
      'report-location',
      act(place, (on, { latitude, longitude }) =>
        happen(parts, on, {
          event: 'LOCATION',
          fields: { Latitude: latitude, Longitude: longitude, Precision: 40 },
        }),
      ),
    ],
    [
      'link',
      act(link, (on, fields) => {
        const sent = sendLink(parts, on, fields);
        return isRefused(sent) ? sent : undefined;
      }),
    ],
    ['event', deed(event, (on, { event: name, fields }) => tell(parts, on, name, fields))],
    ['switch-off', set({ switchedOff: true })],
    ['switch-on', set({ switchedOff: false })],
    ['close-window', deed(none, ({ handset }) => endAllowance(handset))],
    ['leave', deed(none, ({ handset }) => (handset.state = 'gone'))],
  ]);
}

import type { Core } from '../core';
import type { LineEmulator } from '../lines/emulator';
import { Whims } from '../lines/whims';
import type { ServiceError } from './answers';
import type { Parts } from './call';
import { declare, EVERYTHING } from './capabilities';
import { edit, press, react, remove, say } from './customer';
import { handsetActs } from './handset-acts';
import { Heard } from './heard';
import { lineActs } from './line-acts';
import { readCustomer, readLine, seedCustom } from './lines';
import { forgetFacts, windowUntil } from './people';
import { Receipts } from './receipts';
import { customRoutes } from './routes';
import { Teller } from './teller';

/** Services that speak Courier's webhook protocol: the chat of a website (webhook.md, docs/custom-webhook.md). */
export function makeCustom(core: Core): LineEmulator {
  const teller = new Teller(core);
  const parts: Parts = { core, teller, receipts: new Receipts(core, teller) };
  const heard = new Heard();
  const whims = new Whims<ServiceError>();
  const onHandset = handsetActs(parts);
  const onLine = lineActs(parts, whims);

  return {
    messenger: 'custom',
    routes: customRoutes({ ...parts, heard, whims }),
    abilities: [
      'text',
      'picture',
      'video',
      'voice',
      'audio',
      'file',
      'sticker',
      'location',
      'contact',
      'reply',
      'edit',
      'remove',
      'react',
      'type',
      'read',
      'block',
    ],
    seed: () => seedCustom(core),
    newLine: (fields) => readLine(fields),
    newCustomer: (_line, customer) => readCustomer(customer),
    addresses: ({ id }) => ({ serviceUrl: `${core.url}/custom/${id}` }),
    say: (on, said) => say(parts, on, said),
    edit: (on, message, text) => edit(parts, on, message, text),
    remove: (on, message) => remove(parts, on, message),
    react: (on, message, emoji) => react(parts, on, message, emoji),
    press: (on, message, pressed) => press(parts, on, message, pressed),
    act: (on, act, fields) => {
      const known = onHandset.get(act);
      return known ? known(on, fields) : { refused: `Visitors of a website do not ${act}.` };
    },
    actOnLine: (line, act, fields) => {
      const known = onLine.get(act);
      return known ? known(line, fields) : { refused: `A service does not ${act}.` };
    },
    windowUntil: (on) => windowUntil(on),
    pending: (line) => teller.pending(line),
    retry: (line) => teller.retry(line),
    reset: () => {
      teller.reset();
      heard.clear();
      whims.clear();
      for (const line of core.lines.of('custom')) {
        declare(line, EVERYTHING);
        Object.assign(line.facts, { signs: 'rightly', oldFashioned: false });
        for (const handset of line.handsets.values()) forgetFacts(handset);
      }
    },
    close: () => teller.close(),
  };
}

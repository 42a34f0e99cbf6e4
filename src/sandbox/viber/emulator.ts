import type { Core } from '../core';
import type { LineEmulator } from '../lines/emulator';
import { Tokens } from '../lines/tokens';
import { Whims } from '../lines/whims';
import type { ViberError } from './answers';
import type { Parts } from './call';
import { Callbacks } from './callbacks';
import { press, say } from './customer';
import { handsetActs } from './handset-acts';
import { lineActs } from './line-acts';
import { readCustomer, readLine, seedViber } from './lines';
import { forgetFacts } from './people';
import { Receipts } from './receipts';
import { viberRoutes } from './routes';
import { standTo } from './standing';

/** Viber with its bots, as a bridge and as customers meet it (viber.md). */
export function makeViber(core: Core): LineEmulator {
  const tokens = new Tokens(core.lines);
  const callbacks = new Callbacks(core, tokens);
  const parts: Parts = { core, tokens, callbacks, receipts: new Receipts(core, callbacks) };
  const whims = new Whims<ViberError>();
  const onHandset = handsetActs(parts);
  const onLine = lineActs(parts, whims);

  return {
    messenger: 'viber',
    routes: viberRoutes(parts, whims),
    abilities: ['text', 'picture', 'video', 'file', 'sticker', 'location', 'contact', 'read', 'block'],
    seed: () => seedViber(core),
    newLine: (fields) => readLine(core, fields),
    newCustomer: (_line, customer) => readCustomer(customer),
    say: (on, said) => say(parts, on, said),
    press: (on, message, pressed) => press(parts, on, message, pressed),
    act: (on, act, fields) => {
      const known = onHandset.get(act);
      return known ? known(on, fields) : { refused: `Customers of Viber do not ${act}.` };
    },
    actOnLine: (line, act, fields) => {
      const known = onLine.get(act);
      return known ? known(line, fields) : { refused: `Viber does not ${act}.` };
    },
    // Outside the session of 24 h a message costs money; it is not refused (viber.md §6).
    windowUntil: () => null,
    pending: (line) => callbacks.pending(line),
    retry: (line) => callbacks.retry(line),
    reset: () => {
      callbacks.reset();
      whims.clear();
      for (const line of core.lines.of('viber')) {
        standTo(line, null);
        for (const handset of line.handsets.values()) forgetFacts(handset);
      }
    },
    close: () => callbacks.close(),
  };
}

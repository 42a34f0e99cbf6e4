import type { Core } from '../core';
import type { LineEmulator } from '../lines/emulator';
import { Whims } from '../lines/whims';
import type { AppleError } from './answers';
import type { Parts } from './call';
import { say } from './customer';
import { handsetActs } from './handset-acts';
import { Hooks } from './hooks';
import { lineActs } from './line-acts';
import { forgetApple, readCustomer, readLine, seedApple } from './lines';
import { react } from './react';
import { press } from './replies';
import { appleRoutes } from './routes';

const ABILITIES = [
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
  'react',
  'type',
  'stop-typing',
  'close',
] as const;

/** Apple Messages for Business, as a provider and as customers meet it (apple.md). */
export function makeApple(core: Core): LineEmulator {
  const hooks = new Hooks(core);
  const parts: Parts = { core, hooks };
  const whims = new Whims<AppleError>();
  const onHandset = handsetActs(parts);
  const onLine = lineActs(parts, whims);

  return {
    messenger: 'apple',
    routes: appleRoutes(parts, whims),
    abilities: ABILITIES,
    seed: () => seedApple(core),
    newLine: (fields) => readLine(core, fields),
    newCustomer: (_line, customer) => readCustomer(customer),
    say: (on, said) => say(parts, on, said),
    react: (on, message, emoji) => react(parts, on, { message, emoji }),
    press: (on, message, pressed) => press(parts, on, message, pressed),
    act: (on, act, fields) => {
      const known = onHandset.get(act);
      return known ? known(on, fields) : { refused: `A business of Apple is not told of ${act}.` };
    },
    actOnLine: (line, act, fields) => {
      const known = onLine.get(act);
      return known ? known(line, fields) : { refused: `Apple does not ${act}.` };
    },
    // There is no end to it, until the customer deletes the conversation (apple.md §6).
    windowUntil: () => null,
    pending: (line) => hooks.pending(line),
    retry: (line) => hooks.retry(line),
    reset: () => {
      hooks.reset();
      whims.clear();
      core.apple.clear();
      forgetApple(core);
    },
    close: () => hooks.close(),
  };
}

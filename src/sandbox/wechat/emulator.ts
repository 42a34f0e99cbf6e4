import type { Core } from '../core';
import type { LineEmulator } from '../lines/emulator';
import { Tokens } from '../lines/tokens';
import { Whims } from '../lines/whims';
import { openUntil } from './allowance';
import type { WeChatError } from './answers';
import type { Parts } from './call';
import { Callbacks } from './callbacks';
import { press, say } from './customer';
import { handsetActs } from './handset-acts';
import { lineActs, setServer } from './line-acts';
import { readCustomer, readLine, seedWeChat } from './lines';
import { forgetFacts } from './people';
import { wechatRoutes } from './routes';
import { standTo } from './standing';

/** WeChat with its Official Accounts, as a bridge and as customers meet it (wechat.md). */
export function makeWeChat(core: Core): LineEmulator {
  const callbacks = new Callbacks(core);
  const parts: Parts = { core, tokens: new Tokens(core.lines), callbacks };
  const whims = new Whims<WeChatError>();
  const onHandset = handsetActs(parts);
  const onLine = lineActs(parts, whims);

  return {
    messenger: 'wechat',
    routes: wechatRoutes(parts, whims),
    abilities: ['text', 'picture', 'video', 'voice', 'file', 'sticker', 'location', 'block'],
    seed: () => seedWeChat(core),
    newLine: (fields) => readLine(core, fields),
    newCustomer: (_line, customer) => readCustomer(customer),
    say: (on, said) => say(parts, on, said),
    press: (on, message, pressed) => press(parts, on, message, pressed),
    act: (on, act, fields) => {
      const known = onHandset.get(act);
      return known ? known(on, fields) : { refused: `An account of WeChat is not told of ${act}.` };
    },
    actOnLine: (line, act, fields) => {
      if (act === 'server') return setServer(parts, line, fields);
      const known = onLine.get(act);
      return known ? known(line, fields) : { refused: `WeChat does not ${act}.` };
    },
    windowUntil: ({ handset }) => openUntil(core, handset),
    pending: (line) => callbacks.pending(line),
    retry: (line) => callbacks.retry(line),
    reset: () => {
      callbacks.reset();
      whims.clear();
      core.wechat.media.clear();
      core.wechat.calls.clear();
      for (const line of core.lines.of('wechat')) {
        standTo(line, null);
        line.facts.allowedIps = null;
        for (const handset of line.handsets.values()) {
          forgetFacts(handset);
          if (handset.facts.seeded === true) handset.facts.follows = true;
        }
      }
    },
    close: () => callbacks.close(),
  };
}

import type { Core } from '../core';
import type { LineEmulator } from '../lines/emulator';
import { Whims } from '../lines/whims';
import { AccessTokens } from './access-tokens';
import { channelOf } from './addresses';
import { Bots } from './bots';
import type { Parts } from './call';
import { CHANNELS } from './channels';
import { edit, press, react, remove, say } from './customer';
import type { ConnectorError } from './errors';
import { handsetActs } from './handset-acts';
import { lineActs } from './line-acts';
import { forgetFacts, freshFacts, readCustomer, readLine, seedBots } from './lines';
import { botFrameworkRoutes } from './routes';
import { SigningKeys } from './signing-keys';
import { Throttle } from './throttle';

/** The Bot Connector with the channels behind it, as a bot and as customers in Teams and Skype meet it (skype.md). */
export function makeBotFramework(core: Core): LineEmulator {
  const keys = new SigningKeys();
  const bots = new Bots(core, keys);
  const parts: Parts = { core, keys, access: new AccessTokens(core.clock), bots, throttle: new Throttle(core) };
  const whims = new Whims<ConnectorError>();
  const onHandset = handsetActs(parts);
  const onLine = lineActs(parts, whims);

  return {
    messenger: 'botframework',
    routes: botFrameworkRoutes(parts, whims),
    abilities: CHANNELS.msteams.abilities,
    abilitiesOf: (line) => channelOf(line).abilities,
    addresses: () => ({
      loginBaseUrl: `${core.url}/botframework/login`,
      openIdMetadataUrl: `${core.url}/botframework/v1/.well-known/openidconfiguration`,
    }),
    seed: () => seedBots(core),
    newLine: (fields) => readLine(core, fields),
    newCustomer: readCustomer,
    say: (on, said) => say(parts, on, said),
    edit: (on, message, text) => edit(parts, on, message, text),
    remove: (on, message) => remove(parts, on, message),
    react: (on, message, emoji) => react(parts, on, message, emoji),
    press: (on, message, pressed) => press(parts, on, message, pressed),
    act: (on, act, fields) => {
      const known = onHandset.get(act);
      return known ? known(on, fields) : { refused: `A bot is not told of ${act}.` };
    },
    actOnLine: (line, act, fields) => {
      const known = onLine.get(act);
      return known ? known(line, fields) : { refused: `Microsoft does not ${act}.` };
    },
    windowUntil: () => null,
    pending: (line) => bots.pending(line),
    retry: (line) => bots.retry(line),
    reset: () => {
      bots.reset();
      whims.clear();
      for (const line of core.lines.of('botframework')) {
        Object.assign(line.facts, freshFacts(channelOf(line).id));
        for (const handset of line.handsets.values()) {
          forgetFacts(handset);
          parts.throttle.forget(handset);
        }
      }
    },
    close: () => bots.close(),
  };
}

import type { Core } from '../core';
import { SANDBOX } from '../credentials';
import { isRefused, type LineEmulator } from '../lines/emulator';
import type { Line } from '../lines/records';
import { makePages } from '../meta-pages/emulator';
import { addOwner, newLine } from '../meta-pages/lines';
import { MESSENGER } from './product';

/** Facebook Messenger: Pages and the people who write to them (facebook.md). */
export function makeMessenger(core: Core): LineEmulator {
  const customers = (line: Line): void => {
    for (const { id, name, ...known } of SANDBOX.messenger.customers) {
      const phone = 'phone' in known ? known.phone : null;
      core.lines.addHandset(line, { id, name, phone, facts: { ...MESSENGER.personFacts({ line }), seeded: true } });
    }
  };
  return makePages(core, MESSENGER, {
    customers,
    lines: () => {
      const { page, app, pageAccessToken } = SANDBOX.messenger;
      const { id: pageId, name, username } = page;
      const given = { pageId, name, username, appId: app.id, appSecret: app.secret, pageAccessToken };
      const made = newLine(core, MESSENGER, given);
      if (isRefused(made)) throw new Error(made.refused);
      addOwner(core);
      customers(core.lines.add(made));
    },
  });
}

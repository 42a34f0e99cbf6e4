import type { Core } from '../core';
import { SANDBOX } from '../credentials';
import { isRefused, type LineEmulator } from '../lines/emulator';
import type { Line } from '../lines/records';
import { makePages } from '../meta-pages/emulator';
import { newLine } from '../meta-pages/lines';
import { INSTAGRAM } from './product';

/** Instagram Direct: professional accounts and the people who write to them (facebook.md §11). */
export function makeInstagram(core: Core): LineEmulator {
  const customers = (line: Line): void => {
    for (const customer of SANDBOX.instagram.customers) {
      core.lines.addHandset(line, { ...customer, facts: { ...INSTAGRAM.personFacts({ line }), seeded: true } });
    }
  };
  return makePages(core, INSTAGRAM, {
    customers,
    lines: () => {
      // The account hangs on the Page that Messenger has, with the same app and token.
      const { page, app, pageAccessToken } = SANDBOX.messenger;
      const { id: accountId, name, username } = SANDBOX.instagram.account;
      const given = {
        accountId,
        name,
        username,
        pageId: page.id,
        appId: app.id,
        appSecret: app.secret,
        pageAccessToken,
      };
      const made = newLine(core, INSTAGRAM, given);
      if (isRefused(made)) throw new Error(made.refused);
      customers(core.lines.add(made));
    },
  });
}

const { relative } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** The suites that take longest, longest first: begun last, one of them would run alone at the end. */
const LONGEST = [
  'test/e2e/stopped-worker.test.ts',
  'test/e2e/outages.test.ts',
  'test/e2e/rates.test.ts',
  'test/stack/up.test.ts',
  'test/e2e/messengers-browser.test.ts',
  'test/e2e/history-import.test.ts',
  'test/e2e/reconciliation.test.ts',
  'test/e2e/crm-way-browser.test.ts',
  'test/e2e/media-browser.test.ts',
  'test/e2e/write-first-crashes.test.ts',
  'test/workflows/conversation.test.ts',
  'test/e2e/crashes.test.ts',
  'test/e2e/write-first.test.ts',
  'test/e2e/faults.test.ts',
  'test/e2e/website-chat.test.ts',
  'test/e2e/closing.test.ts',
  'test/e2e/large-files.test.ts',
  'test/e2e/tokens.test.ts',
  'test/e2e/private.test.ts',
  'test/activities/templates/sync-templates.test.ts',
  'test/web/settings/wizard.test.ts',
  'test/web/settings/states.test.ts',
  'test/web/settings/sources.test.ts',
  'test/web/settings/imports.test.ts',
  'test/web/settings/messengers.test.ts',
  'test/kommo/crm/crm-api.table.test.ts',
  'test/e2e/contacts.test.ts',
  'test/workflows/commands.test.ts',
  'test/e2e/marks.test.ts',
  'test/e2e/commands.test.ts',
];

/** Orders suites as jest does, but for those that are known to be long. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path, context }) => {
      const index = LONGEST.indexOf(relative(context.config.rootDir, path));
      return index < 0 ? LONGEST.length : index;
    };
    return super.sort(tests).sort((one, other) => place(one) - place(other));
  }
};

import type { SourceNotice } from '../../../../api/settings/contract';

export const checks = {
  checks: {
    title: (messenger: string) => `What ${messenger} says`,
    passed: (passed: number, all: number) =>
      all === 1
        ? `The check ${passed === 1 ? 'passed' : 'did not pass'}`
        : passed === all
          ? `All ${all} checks passed`
          : `${passed} of ${all} checks passed`,
    at: (when: string) => `Checked ${when}`,
    again: 'Check again',
    below: 'Something is not right yet: see below.',
    states: { ok: 'right', warning: 'to be looked at', broken: 'not right' },
  },
  brokenCheck: {
    title: (messenger: string) => `It does not work at ${messenger}`,
    text: () => 'The checks below say what is wrong. What you mend there is seen when you check again.',
  },
  told: {
    broken: (messenger: string) => `${messenger} has stopped it`,
    limited: (messenger: string) => `${messenger} warns you`,
    information: (messenger: string) => `News from ${messenger}`,
  } as Readonly<Record<SourceNotice['weight'], (messenger: string) => string>>,
};

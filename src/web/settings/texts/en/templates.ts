import type { TemplateDrift, TemplateStanding } from '../../../../model/template';

/** @param messenger its title: "WhatsApp" */
type Of = (messenger: string) => string;

export const templates = {
  templates: {
    title: 'Templates',
    text: 'What may be sent after the reply window, as Kommo and the messenger have it.',
    none: 'There are no templates yet. Make one in Kommo and send it for approval, or make it at the messenger: it comes here by itself.',
    unavailable: 'Nothing that is connected needs approved templates. WhatsApp does.',
    sync: 'Sync now',
    never: 'Not compared yet.',
    compared: (ago: string) => `Compared ${ago}.`,
    comparing: 'Comparing both sides…',
    progress: (done: number, all: number) => `${done} of ${all} steps done`,
    trouble: (again: boolean): string =>
      again ? 'Not everything could be done; it is tried again by itself' : 'Not everything could be done',
    states: {
      draft: 'Draft in Kommo',
      'in-review': 'In review',
      approved: 'Approved',
      rejected: 'Rejected',
      stopped: 'Paused',
      gone: 'Removed',
    } as Readonly<Record<TemplateStanding, string>>,
    reason: (reason: string) => `Why: ${reason}`,
    notInKommo: {
      draft: () => '',
      'in-review': (messenger) => `It comes to Kommo when ${messenger} has approved it.`,
      approved: () => 'It is on its way to Kommo.',
      rejected: (messenger) => `It comes to Kommo when ${messenger} approves it.`,
      stopped: (messenger) => `It comes to Kommo when ${messenger} approves it again.`,
      gone: () => '',
    } as Readonly<Record<TemplateStanding, Of>>,
    fills: (messenger: string) => `fills ${messenger}’s`,
    example: (example: string) => `(such as “${example}”)`,
    drifts: {
      'changed-in-kommo': {
        title: () => 'Changed in Kommo',
        text: (messenger) =>
          `Customers still get what ${messenger} approved. To have the new words approved, give the template another name in Kommo.`,
      },
      'changed-at-messenger': {
        title: (messenger) => `Changed at ${messenger}`,
        text: (messenger) => `Customers get the new words of ${messenger}; Kommo still shows the old ones.`,
      },
      'changed-on-both': {
        title: () => 'Changed on both sides',
        text: (messenger) => `Customers get what ${messenger} has; Kommo shows something else.`,
      },
      differs: {
        title: () => 'The two sides say different things',
        text: (messenger) => `Customers get what ${messenger} has; Kommo shows something else.`,
      },
      'removed-in-kommo': {
        title: () => 'Removed in Kommo',
        text: (messenger) => `${messenger} still has it. It is not brought back by itself.`,
      },
      'removed-at-messenger': {
        title: (messenger) => `Removed at ${messenger}`,
        text: () => 'It cannot be sent any more, and Kommo knows. To have it again, send it for approval in Kommo.',
      },
    } as Readonly<Record<TemplateDrift, { readonly title: Of; readonly text: Of }>>,
    take: {
      replace: (messenger: string) => `Take ${messenger}’s`,
      remove: () => 'Remove in Kommo',
    } as Readonly<Record<'replace' | 'remove', Of>>,
    question: {
      replace: {
        title: (name: string) => `Take “${name}” as the messenger has it?`,
        text: (messenger: string) =>
          `The template in Kommo is replaced by what ${messenger} has. A Salesbot that sends it has to be given the new one.`,
        confirm: (messenger: string) => `Take ${messenger}’s`,
      },
      remove: {
        title: (name: string) => `Remove “${name}” in Kommo?`,
        text: (messenger: string) =>
          `${messenger} has it no more. A Salesbot that sends it has to be given another one.`,
        confirm: () => 'Remove',
      },
    } as Readonly<Record<'replace' | 'remove', { readonly title: Of; readonly text: Of; readonly confirm: Of }>>,
  },
};

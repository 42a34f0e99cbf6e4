import type { Delivery } from '../../../api/admin/contract';
import type { Texts } from '../texts';

export type CommandName = Exclude<keyof Texts['commands'], KeyOfWords>;
type KeyOfWords =
  'actions' | 'done' | 'by' | 'byHelp' | 'why' | 'whyNeeded' | 'whyOptional' | 'optional' | 'missing' | 'unsure';

/** What a person can have done, as the admin API takes it. */
export interface CommandToGive {
  readonly name: CommandName;
  /** Below `/admin/v1/`. */
  readonly path: string;
  /** Beside who says so and why. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** `none`: nobody keeps one. */
  readonly why: 'needed' | 'optional' | 'none';
  readonly danger?: boolean;
}

/** What fits a delivery as it is; whether it fits when it is given, the conversation says. */
export function commandsFor({ id, accountId, state, outcome, lane, gap }: Delivery): readonly CommandToGive[] {
  const at = (what: string): string => `deliveries/${encodeURIComponent(id)}/${what}`;
  if (lane === 'import') return [];
  if (state !== 'done' && gap === 'asks') return decisionsAbout(accountId, [id]);
  if (state !== 'done') {
    return [
      { name: 'retry', path: at('retry'), why: 'optional' },
      { name: 'skip', path: at('skip'), why: 'needed', danger: true },
    ];
  }
  if (outcome !== 'unknown') return [];
  return (['arrived', 'lost', 'resend'] as const).map((verdict) => ({
    name: verdict,
    path: at('decide'),
    body: { verdict },
    why: 'optional',
    danger: verdict === 'resend',
  }));
}

/** Whether what was found too late still goes out. */
export function decisionsAbout(accountId: number, deliveries: readonly string[] | 'all'): readonly CommandToGive[] {
  const names = deliveries === 'all' ? (['sendAll', 'dismissAll'] as const) : (['send', 'dismiss'] as const);
  return names.map((name) => {
    const decision = name === 'send' || name === 'sendAll' ? 'send' : 'dismiss';
    return {
      name,
      path: `accounts/${accountId}/reconciliation/decide`,
      body: { decision, deliveries },
      why: 'optional',
      danger: decision === 'dismiss',
    };
  });
}

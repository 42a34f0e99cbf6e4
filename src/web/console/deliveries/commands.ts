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
export function commandsFor({ id, state, outcome, lane }: Delivery): readonly CommandToGive[] {
  const at = (what: string): string => `deliveries/${encodeURIComponent(id)}/${what}`;
  if (lane === 'import') return [];
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

import type { Account, AccountHealth } from '../../../api/admin/contract';
import type { Language } from '../../../model/words';
import type { Tone } from '../../parts/Pill';
import { moment } from '../lib/times';
import type { Texts } from '../texts';

export interface Headline {
  readonly tone: Tone;
  readonly text: string;
}

/** What is most urgent of what there is to do in an account, or that everything flows. */
export function headlineOf(account: Account, health: AccountHealth, t: Texts, language: Language): Headline {
  const { headlines: words } = t;
  if (account.needsAuthorisationSince !== null) {
    return { tone: 'bad', text: words.authorise(moment(account.needsAuthorisationSince, language)) };
  }
  if (account.installations === 0) return { tone: 'calm', text: words.uninstalled };
  if (account.heldBecause !== null) return { tone: 'warn', text: words.held(account.heldBecause) };
  if (health.brokenSources > 0) return { tone: 'bad', text: words.broken(health.brokenSources) };
  if (health.stuck > 0) return { tone: 'bad', text: words.stuck(health.stuck) };
  if (health.gaps > 0) return { tone: 'warn', text: words.gaps(health.gaps) };
  if (health.unknown > 0) return { tone: 'warn', text: words.unknown(health.unknown) };
  if (health.endingTokens > 0) return { tone: 'warn', text: words.tokens(health.endingTokens) };
  if (account.sources === 0) return { tone: 'calm', text: words.noSources };
  return { tone: 'good', text: words.flows };
}

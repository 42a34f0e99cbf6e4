import type { Language, Overview } from '../../../api/settings/contract';
import type { Tone } from '../../parts/Pill';
import { ago, date, moment } from '../lib/format';
import type { Texts } from '../texts';

export interface HeadlineWords {
  readonly tone: Tone;
  readonly title: string;
  readonly text: string;
}

export function headlineWords(
  { headline, installation }: Pick<Overview, 'headline' | 'installation'>,
  now: number,
  t: Texts,
  language: Language,
): HeadlineWords {
  const words = t.headline;
  switch (headline.kind) {
    case 'flows': {
      const { lastMessageAt } = headline;
      if (lastMessageAt === null) return { tone: 'good', ...words.ready };
      return { tone: 'good', title: words.flows(ago(lastMessageAt, now, t, language)), text: words.flowsText };
    }
    case 'authorise':
      return { tone: 'bad', ...words.authorise };
    case 'installing':
      // One sentence for both: it goes by itself, or a step of it needs a person.
      if (installation.state === 'waiting') return { tone: 'warn', ...words.waiting };
      return { tone: 'busy', ...words.installing };
    case 'no-sources':
      return { tone: 'calm', ...words.noSources };
    case 'source-broken':
      return { tone: 'bad', title: words.broken(headline.name), text: words.brokenText };
    case 'source-connecting':
      return { tone: 'busy', title: words.connecting(headline.name), text: words.connectingText };
    case 'token-ends':
      return { tone: 'warn', title: words.tokenEnds(date(headline.at, language)), text: words.tokenEndsText };
    case 'stuck':
      return {
        tone: 'warn',
        title: words.stuck(headline.count, moment(headline.since, now, t, language)),
        text: words.stuckText,
      };
    case 'all-paused':
      return { tone: 'calm', ...words.allPaused };
  }
}

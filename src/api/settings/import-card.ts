import type { NamedImport } from '../../ledger/import-views';
import { messengerOf } from '../../messengers/registry';
import type { ImportGap } from '../../model/import';
import type { Language } from '../../model/words';
import { say } from '../../words';
import { inWords } from '../../words/in-words';
import type { ImportCard, SurveyCard } from './contract';

/** Places of one reason that are shown. */
const PLACES = 3;

/** An import as the window shows it. */
export function importCardOf(view: NamedImport, language: Language): ImportCard {
  const { chats, told, known, sent, failed, unknown, ignored, waiting } = view.counts;
  return {
    id: view.id,
    source: {
      id: view.sourceId,
      name: view.sourceName,
      messenger: view.messenger,
      messengerTitle: messengerOf(view.messenger)?.title ?? view.messenger,
    },
    from: view.from,
    state: view.state,
    paused: view.paused,
    fileName: view.fileName,
    fileSize: view.fileSize,
    options: view.options,
    survey: view.survey === null ? null : surveyCardOf(view.survey, language),
    fetched: view.fetched,
    counts: { chats, told, known, sent, failed, unknown, ignored, waiting },
    result:
      view.result === null
        ? null
        : {
            kommo: view.result.kommo,
            differences: view.result.differences.map(({ why, said, count }) => ({
              why: inWords({ text: why, said }, language),
              count,
            })),
          },
    trouble: view.trouble === null ? null : inWords(view.trouble, language),
    asks: view.asks,
    createdBy: view.createdBy,
    createdAt: Date.parse(view.createdAt),
    endedAt: view.endedAt === null ? null : Date.parse(view.endedAt),
  };
}

function surveyCardOf(
  { gaps, examples, ...survey }: NonNullable<NamedImport['survey']>,
  language: Language,
): SurveyCard {
  return {
    ...survey,
    gaps: Object.entries(gaps)
      .sort(([, one], [, other]) => other - one)
      .map(([why, count]) => ({
        why: inWords(say(`import.gap.${why as ImportGap}`), language),
        count,
        places: examples
          .filter((example) => example.why === why)
          .slice(0, PLACES)
          .map(({ place }) => placeIn(place, language)),
      })),
  };
}

/** Readers count lines, and messages where there are none; a path of JSON is the same in every language. */
function placeIn(place: string, language: Language): string {
  return place
    .replace(/\bline (\d+)$/, (_, line: string) => inWords(say('import.place.line', { line }), language))
    .replace(/^no\. (\d+)$/, (_, n: string) => inWords(say('import.place.nth', { n }), language));
}

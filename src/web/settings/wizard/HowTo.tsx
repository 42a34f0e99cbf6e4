import { Fragment } from 'react';
import type { MessengerChoice } from '../../../api/settings/contract';
import { useWords } from '../lib/language';
import { OutLink } from '../parts/OutLink';

/** How to come by the credentials, in the order in which it is done; nothing for a messenger that has no words yet. */
export function HowTo({ messenger }: { readonly messenger: MessengerChoice }) {
  const { t } = useWords();
  const words = t.messengers[messenger.kind];
  if (words === undefined) return null;
  return (
    <section className="how-to" aria-labelledby="how-to">
      <h2 id="how-to">{words.howTo.title}</h2>
      <ol>
        {words.howTo.steps.map((step) => (
          <li key={step}>
            <span>{marked(step, words.howTo.typed)}</span>
          </li>
        ))}
      </ol>
      {words.howTo.link === undefined ? null : (
        <OutLink look="button button-plain" href={words.howTo.link.href}>
          {words.howTo.link.text}
        </OutLink>
      )}
    </section>
  );
}

/** What is typed or looked for word by word stands out. */
function marked(step: string, typed: readonly string[]) {
  const words = step.split(/(\s+)/);
  return words.map((word, index) => {
    const found = typed.find((one) => word.startsWith(one));
    return found === undefined ? (
      word
    ) : (
      <Fragment key={index}>
        <code>{found}</code>
        {word.slice(found.length)}
      </Fragment>
    );
  });
}

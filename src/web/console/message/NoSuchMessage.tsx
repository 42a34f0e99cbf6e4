import { type FormEvent, useState } from 'react';
import type { Source } from '../../../api/admin/contract';
import { Button } from '../../parts/Button';
import { Icon } from '../../parts/Icon';
import { usePages } from '../data/usePages';
import { useWords } from '../lib/language';
import { Page } from '../parts/Page';
import { Shown } from '../parts/Shown';
import { message } from '../route/route';
import { goTo } from '../route/useRoute';

interface NoSuchMessageProps {
  readonly id: string;
  readonly source: string | null;
}

/** Ids of messengers are unique in a source at most, so one of them is to be looked for in a source that is named. */
export function NoSuchMessage({ id, source }: NoSuchMessageProps) {
  const { t } = useWords();
  const sources = usePages<Source>('sources', 'sources');
  const [chosen, setChosen] = useState(source ?? '');

  function look(event: FormEvent): void {
    event.preventDefault();
    if (chosen !== '') goTo(message(id, chosen));
  }

  return (
    <Page title={t.faults.notFound}>
      <p className="lead">
        <code>{id}</code>
      </p>
      <Shown asked={sources}>
        {(rows) => (
          <form className="card look-in" onSubmit={look}>
            <label htmlFor="source">{t.message.lookIn}</label>
            <span className="select">
              <select
                id="source"
                className="input"
                required
                value={chosen}
                onChange={(event) => setChosen(event.target.value)}
              >
                <option value="">{t.message.chooseSource}</option>
                {rows.map((each) => (
                  <option key={each.id} value={each.id}>
                    {each.name} · {each.messenger} · {each.accountId}
                  </option>
                ))}
              </select>
              <Icon name="chevron" size={16} />
            </span>
            <Button type="submit" look="primary">
              {t.message.lookThere}
            </Button>
          </form>
        )}
      </Shown>
    </Page>
  );
}

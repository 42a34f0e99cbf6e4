import { useEffect, useState } from 'react';
import type { TemplateList } from '../../../api/settings/contract';
import { Button } from '../../parts/Button';
import { Callout } from '../../parts/Callout';
import { useChange } from '../data/useChange';
import { usePolled } from '../data/usePolled';
import { ago } from '../lib/format';
import { useWords } from '../lib/language';
import { useNow } from '../lib/useNow';
import { FaultNote } from '../parts/FaultNote';
import { useMayChange } from '../session/context';
import { Shown } from '../states/Shown';
import { TemplateItem } from './TemplateItem';

const EVERY_MS = 15_000;
const EVERY_MS_WHILE_COMPARING = 1_500;

/** Templates as Kommo and the messenger have them, and what is to be decided where they differ. */
export function TemplatesPage() {
  const { t } = useWords();
  const mayChange = useMayChange();
  const [pause, setPause] = useState(EVERY_MS);
  const watched = usePolled<TemplateList>('templates', pause);
  const { doing, run } = useChange();
  const { data, update } = watched;
  const isComparing = data !== null && data.sync.state !== 'idle';
  useEffect(() => setPause(isComparing ? EVERY_MS_WHILE_COMPARING : EVERY_MS), [isComparing]);

  async function ask(path: string): Promise<boolean> {
    const answer = await run<TemplateList>('POST', path);
    if (answer.ok) update(() => answer.value);
    return answer.ok;
  }

  return (
    <Shown watched={watched}>
      {({ isAvailable, templates, sync }) => (
        <section className="card form-card">
          <div className="templates-head">
            <h2>{t.templates.title}</h2>
            {mayChange && isAvailable ? (
              <Button
                icon="refresh"
                busy={isComparing || doing.kind === 'saving'}
                onClick={() => void ask('templates/sync')}
              >
                {t.templates.sync}
              </Button>
            ) : null}
          </div>
          <p className="lead">{t.templates[leadOf(isAvailable, templates.length === 0)]}</p>
          {isAvailable ? <Comparing sync={sync} /> : null}
          {sync.trouble === null || !isAvailable ? null : (
            <Callout tone="warn" icon="alert" title={t.templates.trouble(sync.state === 'running')} role="status">
              <p>{sync.trouble}</p>
            </Callout>
          )}
          {doing.kind === 'failed' ? <FaultNote fault={doing.fault} /> : null}
          {templates.length === 0 ? null : (
            <ul className="templates">
              {templates.map((template) => (
                <TemplateItem
                  key={template.id}
                  template={template}
                  mayTake={mayChange && template.mayTake}
                  take={() => ask(`templates/${template.id}/take`)}
                />
              ))}
            </ul>
          )}
        </section>
      )}
    </Shown>
  );
}

function leadOf(isAvailable: boolean, isEmpty: boolean): 'unavailable' | 'none' | 'text' {
  if (!isEmpty) return 'text';
  return isAvailable ? 'none' : 'unavailable';
}

/** When both sides were compared, or how far it is. */
function Comparing({ sync }: Pick<TemplateList, 'sync'>) {
  const { t, language } = useWords();
  const now = useNow();
  const { state, done, all, endedAt } = sync;
  if (state === 'idle') {
    return (
      <p className="quiet">
        {endedAt === null ? t.templates.never : t.templates.compared(ago(endedAt, now, t, language))}
      </p>
    );
  }
  const said = all === 0 ? t.templates.comparing : t.templates.progress(done, all);
  return (
    <div className="comparing" role="status">
      <progress aria-label={t.templates.comparing} {...(all === 0 ? {} : { value: done, max: all })} />
      <span className="quiet">{said}</span>
    </div>
  );
}

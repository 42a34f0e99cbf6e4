import { useCallback, useRef, useState } from 'react';
import { Avatar } from '../parts/Avatar';
import { Icon } from '../parts/Icon';
import { useScene } from './context';
import { crmControl, type Board } from './crmControl';
import { NewLeadForm } from './NewLeadForm';
import { hrefOf } from './place';
import { useFollowed } from './useFollowed';

type Pipeline = Board['pipelines'][number];
type Card = Pipeline['cards'][number];

/** The pipelines, with incoming leads above the leads. */
export function Leads() {
  const { t, site } = useScene();
  const load = useCallback(() => crmControl.board(site.accountId), [site.accountId]);
  const board = useFollowed(load);
  const [making, setMaking] = useState(false);
  const newLead = useRef<HTMLButtonElement>(null);
  if (!board) return <p className="crm-page crm-hint">{t.loading}</p>;
  return (
    <section className="crm-page" aria-labelledby="leads">
      <div className="crm-head">
        <h2 id="leads">{t.leads}</h2>
        <button ref={newLead} type="button" className="button button-primary" onClick={() => setMaking(true)}>
          <Icon name="plus" size={16} />
          {t.newLead.title}
        </button>
      </div>
      <div className="crm-board">
        {board.pipelines.map((pipeline) => (
          <PipelineStages key={pipeline.id} pipeline={pipeline} />
        ))}
      </div>
      {making ? <NewLeadForm close={() => setMaking(false)} refocus={() => newLead.current?.focus()} /> : null}
    </section>
  );
}

function PipelineStages({ pipeline }: { readonly pipeline: Pipeline }) {
  const { t } = useScene();
  const { id, name, isArchive, cards } = pipeline;
  return (
    <section className="crm-box crm-pipeline" aria-labelledby={`pipeline-${id}`} data-testid="pipeline">
      <h3 id={`pipeline-${id}`}>{isArchive ? `${name} (${t.archived})` : name}</h3>
      <div className="crm-stages">
        <Stage title={t.incoming} cards={cards.filter(({ stage }) => stage === 'incoming')} kind="incoming" />
        <Stage title={t.inWork} cards={cards.filter(({ stage }) => stage !== 'incoming')} kind="leads" />
      </div>
    </section>
  );
}

interface StageProps {
  readonly title: string;
  readonly kind: 'incoming' | 'leads';
  readonly cards: readonly Card[];
}

function Stage({ title, kind, cards }: StageProps) {
  const { t } = useScene();
  return (
    <div className="crm-stage" data-kind={kind} data-testid={`stage-${kind}`}>
      <h4>
        {title} <span className="crm-count">{cards.length}</span>
      </h4>
      {cards.length === 0 ? <p className="crm-none">{t.none}</p> : null}
      <ul>
        {cards.map((card) => (
          <li key={card.leadId} className="crm-lead" data-testid="lead" data-stage={card.stage}>
            <LeadCard card={card} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function LeadCard({ card: { leadId, uid, stage, contact, text, source } }: { readonly card: Card }) {
  const { t, site, user } = useScene();
  const name = contact === '' ? t.noName : contact;
  const sort = (decision: 'accept' | 'decline'): void => {
    if (uid !== null) void crmControl.sort(site.accountId, uid, decision, user.id);
  };
  return (
    <>
      <div className="crm-who">
        <Avatar name={name} small />
        <a className="crm-lead-link" href={hrefOf(site.subdomain, { name: 'lead', leadId })}>
          {name}
        </a>
      </div>
      <p className="crm-words">{text === '' ? t.noWords : text}</p>
      <p className="crm-source">
        <span className="hidden">{t.from}: </span>
        <Icon name="funnel" size={14} />
        {source}
        {stage === 'won' || stage === 'lost' ? ` · ${t[stage]}` : ''}
      </p>
      {uid === null ? null : (
        <div className="crm-sort">
          <button
            type="button"
            className="button button-primary"
            aria-label={t.acceptOf(name)}
            onClick={() => sort('accept')}
          >
            {t.accept}
          </button>
          <button
            type="button"
            className="button button-quiet"
            aria-label={t.declineOf(name)}
            onClick={() => sort('decline')}
          >
            {t.decline}
          </button>
        </div>
      )}
    </>
  );
}

import { Avatar } from '../../parts/Avatar';
import { Icon } from '../../parts/Icon';
import { useScene } from '../context';
import type { Lead, LeadContact } from '../crmControl';
import { hrefOf } from '../place';
import { AddPhone } from './AddPhone';
import { PhoneMenu } from './PhoneMenu';
import { stageOf } from './stage';
import type { WritableSource } from './writableSources';

interface Props {
  readonly lead: Lead;
  readonly contacts: readonly LeadContact[];
  readonly sources: readonly WritableSource[];
  readonly writeTo: (contact: LeadContact, phone: string, source: WritableSource) => void;
}

/** The left half of a lead's card: what it is, and whose. */
export function CardFacts({ lead, contacts, sources, writeTo }: Props) {
  const { t, site } = useScene();
  const pipeline = site.pipelines.find(({ id }) => id === lead.pipelineId);
  const source = site.sources.find(({ id }) => id === lead.sourceId);
  const filled = lead.fields.flatMap(({ fieldId, values }) => {
    const field = site.leadFields.find(({ id }) => id === fieldId);
    return field === undefined || values.length === 0 ? [] : [{ name: field.name, value: values.join(', ') }];
  });
  const facts = [...(source === undefined ? [] : [{ name: t.from, value: source.name }]), ...filled];
  return (
    <div className="card-facts">
      <a className="card-back" href={hrefOf(site.subdomain, { name: 'leads' })}>
        <Icon name="back" size={16} />
        {t.leads}
      </a>
      <header className="card-head">
        <h2 id="card-title">{lead.name === '' ? t.card.title(lead.id) : lead.name}</h2>
        <p>
          {pipeline?.name}
          <span className="crm-state" data-state={stageOf(lead)}>
            {t.card.stages[stageOf(lead)]}
          </span>
        </p>
      </header>
      {contacts.map((contact) => {
        const name = contact.name === '' ? t.noName : contact.name;
        return (
          <section
            key={contact.id}
            className="crm-box card-contact"
            aria-label={t.card.contact(name)}
            data-testid="contact"
          >
            <div className="crm-who">
              <Avatar name={name} />
              <h3>{name}</h3>
            </div>
            {contact.phones.length + contact.emails.length === 0 ? null : (
              <ul>
                {contact.phones.map((phone) => (
                  <li key={phone}>
                    <PhoneMenu phone={phone} sources={sources} choose={(through) => writeTo(contact, phone, through)} />
                  </li>
                ))}
                {contact.emails.map((email) => (
                  <li key={email} className="card-email">
                    <Icon name="inbox" size={17} />
                    {email}
                  </li>
                ))}
              </ul>
            )}
            {contact.phones.length === 0 ? <p className="crm-hint">{t.card.noPhone}</p> : null}
            <AddPhone contact={contact} />
          </section>
        );
      })}
      {facts.length === 0 ? null : (
        <dl className="card-fields">
          {facts.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

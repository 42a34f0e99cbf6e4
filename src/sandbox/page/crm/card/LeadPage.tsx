import { useState } from 'react';
import type { InboxChat, SandboxState } from '../../../control/contract';
import { useOneAtATime } from '../../content/oneAtATime';
import { useDrafts } from '../../data/useDrafts';
import { useSandbox } from '../../data/useSandbox';
import { byNewest } from '../../inbox/accounts';
import { Icon } from '../../parts/Icon';
import { useScene } from '../context';
import type { Lead, LeadContact } from '../crmControl';
import { CardChats } from './CardChats';
import { CardFacts } from './CardFacts';
import { FirstMessage } from './FirstMessage';
import { type WritableSource, writableSources } from './writableSources';

/** What stands in the right half, once somebody has chosen; until then, the newest chat does. */
type Chosen =
  | { readonly kind: 'chat'; readonly chatId: string }
  | {
      readonly kind: 'first';
      readonly contact: LeadContact;
      readonly phone: string;
      readonly source: WritableSource;
    };

/** The card of a lead: its contact, and their chats. */
export function LeadPage({ leadId }: { readonly leadId: number }) {
  const { t, site } = useScene();
  const { state } = useSandbox();
  const lead = site.leads.find(({ id }) => id === leadId);
  if (lead === undefined) return <p className="crm-page crm-hint">{t.card.gone}</p>;
  if (state === null) return <p className="crm-page crm-hint">{t.loading}</p>;
  return <Card lead={lead} state={state} />;
}

function Card({ lead, state: { kommo, now } }: { readonly lead: Lead; readonly state: SandboxState }) {
  const { t, platform, site, user } = useScene();
  const drafts = useDrafts();
  const [chosen, choose] = useState<Chosen | null>(null);
  useOneAtATime();
  const contacts = site.contacts.filter(({ id }) => lead.contactIds.includes(id));
  const linked = new Set(
    site.chatLinks.filter(({ contactId }) => lead.contactIds.includes(contactId)).map(({ chatId }) => chatId),
  );
  const chats = kommo.chats.filter(({ id }) => linked.has(id)).sort(byNewest);
  const open = chosen?.kind === 'chat' ? chats.find(({ id }) => id === chosen.chatId) : chats[0];
  const toChat = ({ id }: Pick<InboxChat, 'id'>): void => choose({ kind: 'chat', chatId: id });

  return (
    <div className="card" aria-labelledby="card-title" role="group">
      <CardFacts
        lead={lead}
        contacts={contacts}
        sources={writableSources(kommo, platform, site)}
        writeTo={(contact, phone, source) => choose({ kind: 'first', contact, phone, source })}
      />
      <div className="card-chats">
        {user.amojoId === null ? <p className="notice">{t.card.notInChats}</p> : null}
        {chosen?.kind === 'first' && user.amojoId !== null ? (
          <FirstMessage
            key={`${chosen.source.key} ${chosen.phone}`}
            contact={chosen.contact}
            phone={chosen.phone}
            source={chosen.source}
            userId={user.amojoId}
            kommo={kommo}
            drafts={drafts}
            begun={toChat}
            giveUp={() => choose(null)}
          />
        ) : open === undefined ? (
          <div className="card-blank">
            <span aria-hidden="true">
              <Icon name="phone" size={26} />
            </span>
            <h3>{t.card.noChats}</h3>
            <p>{t.card.noChatsHint}</p>
          </div>
        ) : (
          <CardChats
            chats={chats}
            open={open}
            choose={(chatId) => toChat({ id: chatId })}
            kommo={kommo}
            now={now}
            drafts={drafts}
          />
        )}
      </div>
    </div>
  );
}

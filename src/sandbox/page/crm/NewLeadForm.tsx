import { useState } from 'react';
import { Field } from '../compose/Field';
import { Sheet } from '../compose/Sheet';
import { Refused } from '../data/call';
import { Select } from '../parts/Select';
import { useScene } from './context';
import { crmControl } from './crmControl';
import { hrefOf } from './place';

interface Props {
  readonly close: () => void;
  readonly refocus: () => void;
}

/** A lead that a manager makes, with somebody who can be written to. */
export function NewLeadForm({ close, refocus }: Props) {
  const { t, site } = useScene();
  const words = t.newLead;
  const pipelines = site.pipelines.filter(({ isArchive }) => !isArchive);
  const [pipelineId, setPipelineId] = useState(pipelines.find(({ isMain }) => isMain)?.id ?? 0);
  const [name, setName] = useState('');
  const [contact, setContact] = useState('');
  const [phone, setPhone] = useState('');
  const [other, setOther] = useState('');
  const [error, setError] = useState<string | null>(null);

  async function make(): Promise<void> {
    try {
      const { id } = await crmControl.makeLead(site.accountId, {
        ...(name.trim() === '' ? {} : { name: name.trim() }),
        pipelineId,
        contact: {
          name: contact.trim(),
          phones: [phone, other].map((each) => each.trim()).filter((each) => each !== ''),
        },
      });
      window.location.assign(hrefOf(site.subdomain, { name: 'lead', leadId: id }));
    } catch (reason) {
      setError(reason instanceof Refused ? reason.message : String(reason));
    }
  }

  return (
    <Sheet
      title={words.title}
      action={words.make}
      error={error}
      submit={() => void make()}
      close={close}
      refocus={refocus}
    >
      <Field label={words.contact} value={contact} change={setContact} required />
      <div className="sheet-pair">
        <Field label={words.phone} type="tel" value={phone} change={setPhone} required />
        <Field label={words.otherPhone} type="tel" value={other} change={setOther} />
      </div>
      <Field label={words.name} value={name} change={setName} />
      {pipelines.length > 1 ? (
        <Select
          label={t.pipeline}
          value={String(pipelineId)}
          options={pipelines.map((each) => [String(each.id), each.name] as const)}
          choose={(id) => setPipelineId(Number(id))}
        />
      ) : null}
    </Sheet>
  );
}

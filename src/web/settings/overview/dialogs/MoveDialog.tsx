import { useState } from 'react';
import type { PipelineChoice, SourceCard } from '../../../../api/settings/contract';
import { useChange } from '../../data/useChange';
import { usePolled } from '../../data/usePolled';
import { useWords } from '../../lib/language';
import { DialogForm } from '../../parts/DialogForm';
import { FaultNote } from '../../parts/FaultNote';
import { Field } from '../../parts/Field';
import { Modal } from '../../parts/Modal';
import { PipelineSelect } from '../../parts/PipelineSelect';
import type { SourceDialogProps } from './props';

export function MoveDialog({ source, opener, giveFocusBack, close, put }: SourceDialogProps) {
  const { t } = useWords();
  const { data: pipelines, fault } = usePolled<readonly PipelineChoice[]>('pipelines', null);
  const [chosen, choose] = useState<number | null>(null);
  const { doing, run } = useChange();
  const main = pipelines?.find(({ isMain }) => isMain)?.id ?? null;
  const now = source.pipeline === null ? main : source.pipeline.id;
  const pipelineId = chosen ?? now;
  const [missing, setMissing] = useState(false);

  async function save(): Promise<void> {
    // It may be in one that is archived, and then is in none of the list.
    const open = pipelines?.some(({ id }) => id === pipelineId) ?? false;
    setMissing(!open);
    if (!open) return;
    if (pipelineId === now) {
      close();
      return;
    }
    const answer = await run<SourceCard>('PATCH', `sources/${source.id}`, { pipelineId });
    if (!answer.ok) return;
    put(answer.value);
    close();
  }

  return (
    <Modal title={t.move.title} close={close} opener={opener} giveFocusBack={giveFocusBack}>
      <DialogForm doing={doing} submitText={t.move.save} cancel={close} submit={() => void save()}>
        {pipelines === null && fault !== null ? (
          <FaultNote fault={fault} />
        ) : (
          <Field
            label={t.move.pipeline}
            help={t.move.help}
            fault={missing && pipelines !== null ? t.choosePipeline : null}
          >
            {(ties) => <PipelineSelect ties={ties} pipelines={pipelines ?? []} value={pipelineId} change={choose} />}
          </Field>
        )}
      </DialogForm>
    </Modal>
  );
}

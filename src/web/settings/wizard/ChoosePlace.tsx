import type { PipelineChoice } from '../../../api/settings/contract';
import type { Doing } from '../data/useChange';
import type { Watched } from '../data/usePolled';
import { useWords } from '../lib/language';
import { NAME_LENGTH } from '../overview/dialogs/RenameDialog';
import { FaultNote } from '../parts/FaultNote';
import { Field } from '../parts/Field';
import { PipelineSelect } from '../parts/PipelineSelect';
import { WizardActions } from './WizardActions';

interface ChoosePlaceProps {
  readonly pipelines: Watched<readonly PipelineChoice[]>;
  readonly pipelineId: number | null;
  readonly choosePipeline: (id: number) => void;
  readonly name: string;
  readonly setName: (name: string) => void;
  readonly doing: Doing;
  readonly back: () => void;
  readonly connect: () => void;
}

/** Where its messages arrive, and what it is called there. */
export function ChoosePlace(props: ChoosePlaceProps) {
  const { pipelines, pipelineId, choosePipeline, name, setName, doing, back, connect } = props;
  const { t } = useWords();
  const saving = doing.kind === 'saving';
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving && pipelines.data !== null) connect();
      }}
    >
      {pipelines.data === null && pipelines.fault !== null ? (
        <FaultNote fault={pipelines.fault} again={pipelines.reload} />
      ) : (
        <Field label={t.wizard.pipeline} help={t.wizard.pipelineHelp}>
          {(ties) => (
            <PipelineSelect ties={ties} pipelines={pipelines.data ?? []} value={pipelineId} change={choosePipeline} />
          )}
        </Field>
      )}
      <Field label={t.wizard.name} help={t.wizard.nameHelp} optional>
        {(ties) => (
          <input
            {...ties}
            className="input"
            name="name"
            value={name}
            maxLength={NAME_LENGTH}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      {doing.kind === 'failed' ? <FaultNote fault={doing.fault} /> : null}
      <WizardActions back={back} next={saving ? t.wizard.connecting : t.wizard.connect} busy={saving} />
    </form>
  );
}

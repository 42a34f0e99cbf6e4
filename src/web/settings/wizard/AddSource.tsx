import { useState } from 'react';
import type { MessengerChoice, NewSourceRequest, PipelineChoice, SourceCard } from '../../../api/settings/contract';
import { useCredentials } from '../credentials/useCredentials';
import { useChange } from '../data/useChange';
import { usePolled } from '../data/usePolled';
import { useWords } from '../lib/language';
import { useSession } from '../session/context';
import { Checks } from './Checks';
import { ChooseMessenger } from './ChooseMessenger';
import { ChoosePlace } from './ChoosePlace';
import { EnterCredentials } from './EnterCredentials';
import type { WizardStep } from './steps';
import { TryIt } from './TryIt';
import { WizardFrame } from './WizardFrame';

interface AddSourceProps {
  readonly leave: () => void;
  /** In what is shown behind the wizard. */
  readonly added: () => void;
}

/** From "which messenger?" to the first message in Kommo. What was typed stays while one goes back and forth. */
export function AddSource({ leave, added }: AddSourceProps) {
  const { t } = useWords();
  const { open } = useSession();
  const messengers = usePolled<readonly MessengerChoice[]>('messengers', null);
  const pipelines = usePolled<readonly PipelineChoice[]>('pipelines', null);
  const { doing, run, forget } = useChange();
  const [step, setStep] = useState<WizardStep>('messenger');
  const [kind, setKind] = useState<string | null>(null);
  const [pipelineId, setPipelineId] = useState<number | null>(open.pipelineId ?? null);
  const [name, setName] = useState('');
  const [source, setSource] = useState<SourceCard | null>(null);

  const choices = messengers.data ?? [];
  const messenger = choices.find((choice) => choice.kind === kind) ?? (choices.length === 1 ? choices[0] : undefined);
  const credentials = useCredentials(messenger ?? null);
  const knownPipeline = pipelines.data?.find(({ id }) => id === pipelineId);
  const pipeline = knownPipeline ?? pipelines.data?.find(({ isMain }) => isMain);
  const fault = doing.kind === 'failed' && !credentials.refused ? doing.fault : null;

  function go(to: WizardStep): void {
    forget();
    setStep(to);
  }

  async function connect(): Promise<void> {
    const values = credentials.check();
    if (messenger === undefined || values === null) {
      setStep('credentials');
      return;
    }
    const request: NewSourceRequest = {
      messenger: messenger.kind,
      credentials: values,
      pipelineId: pipeline?.id ?? null,
      ...(name.trim() === '' ? {} : { name: name.trim() }),
    };
    const answer = await run<SourceCard>('POST', 'sources', request);
    if (answer.ok) {
      setSource(answer.value);
      setStep('checks');
      added();
      return;
    }
    const refusal = answer.fault.kind === 'refused' ? answer.fault.problem.type : null;
    if (refusal !== 'credentials-refused' && refusal !== 'connected-elsewhere') return;
    setStep('credentials');
    credentials.refuse(answer.fault);
  }

  const title = messenger?.title ?? '';
  const words = t.wizard.headings(title, source?.name ?? '')[step];
  return (
    <WizardFrame step={step} title={words.title} text={words.text} leave={leave}>
      {content()}
    </WizardFrame>
  );

  function content() {
    switch (step) {
      case 'messenger':
        return (
          <ChooseMessenger
            messengers={messengers}
            chosen={messenger ?? null}
            choose={setKind}
            next={() => go('credentials')}
          />
        );
      case 'credentials':
        return messenger === undefined ? null : (
          <EnterCredentials
            messenger={messenger}
            credentials={credentials}
            fault={fault}
            back={() => go('messenger')}
            next={() => go('place')}
          />
        );
      case 'place':
        return (
          <ChoosePlace
            pipelines={pipelines}
            pipelineId={pipeline?.id ?? null}
            choosePipeline={setPipelineId}
            name={name}
            setName={setName}
            doing={doing}
            back={() => go('credentials')}
            connect={() => void connect()}
          />
        );
      case 'checks':
        return source === null ? null : <Checks begun={source} put={setSource} next={() => go('test')} />;
      case 'test':
        return source === null ? null : <TryIt source={source} done={leave} />;
    }
  }
}

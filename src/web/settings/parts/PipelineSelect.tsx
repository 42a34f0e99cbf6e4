import type { PipelineChoice } from '../../../api/settings/contract';
import { useWords } from '../lib/language';
import type { Ties } from './Field';
import { Select } from './Select';

interface PipelineSelectProps {
  readonly ties: Ties;
  readonly pipelines: readonly PipelineChoice[];
  readonly value: number | null;
  readonly change: (id: number) => void;
}

export function PipelineSelect({ ties, pipelines, value, change }: PipelineSelectProps) {
  const { t } = useWords();
  const known = pipelines.some(({ id }) => id === value);
  return (
    <Select {...ties} value={value ?? ''} onChange={(event) => change(Number(event.target.value))}>
      {known ? null : (
        <option value={value ?? ''} disabled>
          {t.choosePipeline}
        </option>
      )}
      {pipelines.map(({ id, name, isMain }) => (
        <option key={id} value={id}>
          {isMain ? t.mainPipeline(name) : name}
        </option>
      ))}
    </Select>
  );
}

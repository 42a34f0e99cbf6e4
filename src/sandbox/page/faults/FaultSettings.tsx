import type { NewFault } from '../../control/contract';
import { seconds } from '../lib/format';
import { useLanguage } from '../lib/language';
import { Select } from '../parts/Select';
import { settingsOf, TIMES, WAITS } from './catalog';

interface Props {
  readonly fault: NewFault;
  readonly change: (fault: NewFault) => void;
}

const ANY = '';

function without<Key extends keyof NewFault>(fault: NewFault, key: Key): Omit<NewFault, Key> {
  const copy = { ...fault };
  Reflect.deleteProperty(copy, key);
  return copy;
}

export function FaultSettings({ fault, change }: Props) {
  const { t } = useLanguage();
  const { delays, statuses, operations } = settingsOf(fault.name);

  function setStatus(status: number): void {
    change({ ...without(fault, 'retryAfter'), status, ...(status === 429 ? { retryAfter: 10 } : {}) });
  }

  function setTimes(value: string): void {
    change({ ...without(fault, 'times'), ...(value === ANY ? {} : { times: Number(value) }) });
  }

  function setOperation(operation: string): void {
    change({ ...without(fault, 'operation'), ...(operation === ANY ? {} : { operation }) });
  }

  return (
    <div className="fault-settings">
      {delays ? (
        <Select
          label={t.faults.ms}
          value={String(fault.ms)}
          options={delays.map((ms) => [String(ms), seconds(ms)] as const)}
          choose={(ms) => change({ ...fault, ms: Number(ms) })}
        />
      ) : null}
      {statuses ? (
        <Select
          label={t.faults.status}
          value={String(fault.status)}
          options={statuses.map((status) => [String(status), String(status)] as const)}
          choose={(status) => setStatus(Number(status))}
        />
      ) : null}
      {fault.status === 429 ? (
        <Select
          label={t.faults.retryAfter}
          value={String(fault.retryAfter)}
          options={WAITS.map((wait) => [String(wait), `${wait} s`] as const)}
          choose={(wait) => change({ ...fault, retryAfter: Number(wait) })}
        />
      ) : null}
      <Select
        label={t.faults.times}
        value={String(fault.times ?? ANY)}
        options={[
          [ANY, t.faults.always],
          ...TIMES.map((times) => [String(times), times === 1 ? t.faults.once : t.faults.timesCount(times)] as const),
        ]}
        choose={setTimes}
      />
      {operations ? (
        <Select
          label={t.faults.operation}
          value={fault.operation ?? ANY}
          options={[[ANY, t.faults.anyOperation], ...operations.map((name) => [name, name] as const)]}
          choose={setOperation}
        />
      ) : null}
    </div>
  );
}

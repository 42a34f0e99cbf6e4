import type { Alerts, People } from '../../../api/settings/contract';
import { Button } from '../../parts/Button';
import { usePolled } from '../data/usePolled';
import { useWords } from '../lib/language';
import { FaultNote } from '../parts/FaultNote';
import { Skeleton } from '../parts/Skeleton';
import { AlertsForm } from './AlertsForm';

/** Who is told when a source dies. */
export function AlertsPage() {
  const { t } = useWords();
  const alerts = usePolled<Alerts>('alerts', null);
  const people = usePolled<People>('people', null);
  if (alerts.data === null) {
    if (alerts.fault === null) return <Skeleton rows={2} />;
    return (
      <FaultNote
        fault={alerts.fault}
        actions={
          <Button icon="refresh" onClick={alerts.reload}>
            {t.tryAgain}
          </Button>
        }
      />
    );
  }
  // Without the list of users the other two can still be set.
  const { data } = alerts;
  return <AlertsForm alerts={data} users={people.data?.users ?? []} saved={(next) => alerts.update(() => next)} />;
}

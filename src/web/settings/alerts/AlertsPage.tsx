import type { Alerts, People } from '../../../api/settings/contract';
import { usePolled } from '../data/usePolled';
import { Shown } from '../states/Shown';
import { AlertsForm } from './AlertsForm';

/** Who is told when a source dies. */
export function AlertsPage() {
  const alerts = usePolled<Alerts>('alerts', null);
  const people = usePolled<People>('people', null);
  return (
    <Shown watched={alerts}>
      {(data) => (
        // Without the list of users the other two can still be set.
        <AlertsForm alerts={data} users={people.data?.users ?? []} saved={(next) => alerts.update(() => next)} />
      )}
    </Shown>
  );
}

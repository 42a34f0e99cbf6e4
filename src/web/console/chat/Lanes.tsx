import type { ChatFlow } from '../../../api/admin/contract';
import { useWords } from '../lib/language';
import { moment } from '../lib/times';

/** The two directions: each has its own order, so one may stand while the other goes. */
export function Lanes({ lanes }: { readonly lanes: ChatFlow['lanes'] }) {
  const { t, language } = useWords();
  const { lanes: names, empty, waiting, stuck } = t.chat;
  return (
    <ul className="lanes">
      {lanes.map((lane) => (
        <li
          key={lane.lane}
          className="card lane"
          data-tone={lane.stuck > 0 ? 'bad' : lane.waiting > 0 ? 'busy' : 'good'}
        >
          <span className="dot" aria-hidden="true" />
          <strong>{names[lane.lane]}</strong>
          <span className="lane-words">
            {lane.since === null ? empty : waiting(lane.waiting, moment(lane.since, language))}
            {lane.stuck === 0 ? '' : ` · ${stuck(lane.stuck)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

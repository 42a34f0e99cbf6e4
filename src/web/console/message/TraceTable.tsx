import type { ToldTrace } from '../../../api/admin/contract';
import { toneOf } from '../../../trace/tone';
import { durationOf } from '../../../trace/words';
import { useWords } from '../lib/language';
import { dayOf, toTheMillisecond } from '../lib/times';
import { Link } from '../route/Link';
import { message } from '../route/route';

/** The same as the picture, for those who do not see it, and to be copied from. */
export function TraceTable({ trace }: { readonly trace: ToldTrace }) {
  const { t } = useWords();
  const { columns, caption, notKept, notKeptNames } = t.message;
  return (
    <>
      <table className="trace card">
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">
              {columns.time} <span className="quiet">{dayOf(trace.steps[0]?.at ?? trace.writtenAt)} UTC</span>
            </th>
            <th scope="col">{columns.step}</th>
          </tr>
        </thead>
        <tbody>
          {trace.steps.map((step, index) => (
            // Two steps may have one time and one name; their order stays.
            <tr key={index} data-tone={TONES[toneOf(step)]}>
              <td className="trace-time">
                <time dateTime={step.at}>{toTheMillisecond(step.at)}</time>
                <span className="quiet">+{durationOf(step.ms)}</span>
              </td>
              <td>
                <span className="trace-title">{step.text.title}</span>
                {step.text.detail === '' ? null : step.kind === 'followed' ? (
                  <Link to={message(step.deliveryId)}>{step.text.detail}</Link>
                ) : (
                  <span className="trace-detail">{step.text.detail}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {trace.notKept.length === 0 ? null : (
        <p className="quiet note">
          {notKept} {trace.notKept.map((each) => notKeptNames[each]).join(', ')}.
        </p>
      )}
    </>
  );
}

const TONES = { plain: 'busy', good: 'good', warn: 'warn', bad: 'bad' } as const;

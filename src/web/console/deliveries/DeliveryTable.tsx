import type { Delivery } from '../../../api/admin/contract';
import { Pill } from '../../parts/Pill';
import { useWords } from '../lib/language';
import { moment } from '../lib/times';
import { Cell, RowName, Table } from '../parts/Table';
import { Link } from '../route/Link';
import { message } from '../route/route';
import { CommandButtons } from './CommandButtons';
import { commandsFor } from './commands';
import { reasonOf, stateOf } from './deliveryState';

interface DeliveryTableProps {
  readonly deliveries: readonly Delivery[];
  /** Each row leads to its chat; on the chat's own page it does not. */
  readonly withChat?: boolean;
}

/** Deliveries as an operator sees them: what, since when, how and why, and what can be done; never what was said. */
export function DeliveryTable({ deliveries, withChat = true }: DeliveryTableProps) {
  const { t } = useWords();
  const { columns, caption } = t.deliveries;
  return (
    <Table caption={caption} columns={[columns.what, columns.since, columns.state, columns.why, columns.do]}>
      {deliveries.map((delivery) => (
        <DeliveryRow key={delivery.id} delivery={delivery} withChat={withChat} />
      ))}
    </Table>
  );
}

interface DeliveryRowProps {
  readonly delivery: Delivery;
  readonly withChat: boolean;
}

function DeliveryRow({ delivery, withChat }: DeliveryRowProps) {
  const { t, language } = useWords();
  const { columns, kinds, to, attempts, next, expires } = t.deliveries;
  const { tone, text } = stateOf(delivery, t);
  const isOver = delivery.outcome !== null;
  const what = `${kinds[delivery.kind]} ${to[delivery.lane]}`;
  const times = [
    ...(delivery.attempts > 0 ? [attempts(delivery.attempts)] : []),
    ...(isOver || delivery.nextAttemptAt === null ? [] : [next(moment(delivery.nextAttemptAt, language))]),
    ...(isOver ? [] : [expires(moment(delivery.expiresAt, language))]),
  ];
  return (
    <tr role="row">
      <RowName name={columns.what}>
        <Link to={message(delivery.id)}>{what}</Link>
        {withChat ? (
          <Link to={{ page: 'chat', id: delivery.chatId }} className="text-link quiet-link">
            {t.deliveries.chat}
          </Link>
        ) : null}
      </RowName>
      <Cell name={columns.since}>
        <time dateTime={delivery.acceptedAt}>{moment(delivery.acceptedAt, language)}</time>
      </Cell>
      <Cell name={columns.state}>
        <Pill tone={tone}>{text}</Pill>
      </Cell>
      <Cell name={columns.why}>
        <span className="why">{reasonOf(delivery) ?? t.none}</span>
        {times.length === 0 ? null : <span className="quiet">{times.join(' · ')}</span>}
      </Cell>
      <Cell name={columns.do}>
        <CommandButtons commands={commandsFor(delivery)} about={what} />
      </Cell>
    </tr>
  );
}

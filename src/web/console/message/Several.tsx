import type { Candidate } from '../../../api/admin/contract';
import { useWords } from '../lib/language';
import { moment } from '../lib/times';
import { Page } from '../parts/Page';
import { Link } from '../route/Link';
import { message } from '../route/route';

/** An id that fits several: they are told apart by way and time. */
export function Several({ candidates }: { readonly candidates: readonly Candidate[] }) {
  const { t, language } = useWords();
  return (
    <Page title={t.message.several}>
      <p className="lead">{t.message.severalText}</p>
      <ul className="card choices">
        {candidates.map((each) => (
          <li key={each.deliveryId}>
            <Link to={message(each.deliveryId)}>
              {t.deliveries.kinds[each.kind]} {t.deliveries.to[each.lane]}
            </Link>
            <span className="quiet">
              {moment(each.acceptedAt, language)} · {each.messenger} · {t.account.title(String(each.accountId))}
            </span>
          </li>
        ))}
      </ul>
    </Page>
  );
}

import type { ListMessageView } from '../../control/contract';
import { Icon } from '../parts/Icon';

/** A WhatsApp list message: its words, and the rows behind its button (kommo-chat-api.md §11.4). */
export function ListCard({ list }: { readonly list: ListMessageView }) {
  return (
    <div className="list-card">
      {list.header === '' ? null : <strong className="list-header">{list.header}</strong>}
      <span className="list-body">{list.body}</span>
      {list.footer === '' ? null : <small>{list.footer}</small>}
      <details>
        <summary>
          <Icon name="list" size={16} />
          {list.button}
        </summary>
        {list.sections.map(({ title, rows }, index) => (
          <div className="list-section" key={index}>
            {title === '' ? null : <strong>{title}</strong>}
            <ul>
              {rows.map((row) => (
                <li key={row.callbackData}>
                  {row.title}
                  {row.description === '' ? null : <small>{row.description}</small>}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </details>
    </div>
  );
}

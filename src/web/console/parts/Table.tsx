import type { ReactNode } from 'react';

interface TableProps {
  /** Said to those who do not see it. */
  readonly caption: string;
  readonly columns: readonly string[];
  readonly children: ReactNode;
}

/**
 * Rows under headings. Where there is no room for columns the rows become blocks, each cell under its heading's name
 * (`data-name`); roles keep it a table for those who listen.
 */
export function Table({ caption, columns, children }: TableProps) {
  return (
    <table className="table card" role="table">
      <caption className="hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((name) => (
            <th key={name} scope="col" role="columnheader">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">{children}</tbody>
    </table>
  );
}

interface CellProps {
  readonly name: string;
  readonly children: ReactNode;
}

export function Cell({ name, children }: CellProps) {
  return (
    <td role="cell" data-name={name}>
      <div className="cell">{children}</div>
    </td>
  );
}

/** The first of a row, which names it. */
export function RowName({ name, children }: CellProps) {
  return (
    <th scope="row" role="rowheader" data-name={name}>
      <div className="cell">{children}</div>
    </th>
  );
}

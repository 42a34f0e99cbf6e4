import type { HandsetView, LineView, NewHandsetMessage } from '../../../control/lines-contract';
import { ask, call, part } from '../../data/call';

function pathOf({ messenger, id }: Pick<LineView, 'messenger' | 'id'>): string {
  return `/lines/${messenger}/${part(id)}`;
}

/** What is done with a line. */
export function lineControl(line: LineView) {
  const path = pathOf(line);
  return {
    retry: () => call('POST', `${path}/retry`),
    act: (act: string, fields: object) => call('POST', `${path}/act`, { act, ...fields }),
    addCustomer: (customer: { readonly name: string; readonly phone?: string; readonly username?: string }) =>
      ask<HandsetView>('POST', `${path}/customers`, customer),
  };
}

/** What a customer can do in their chat with the line. */
export function handsetControl({ messenger, lineId, id }: HandsetView) {
  const chat = `${pathOf({ messenger, id: lineId })}/handsets/${part(id)}`;
  const messageAt = (message: string): string => `${chat}/messages/${part(message)}`;
  return {
    write: (message: NewHandsetMessage) => call('POST', `${chat}/messages`, message),
    edit: (message: string, text: string) => call('PATCH', messageAt(message), { text }),
    remove: (message: string) => call('DELETE', messageAt(message)),
    react: (message: string, emoji: string | null) => call('POST', `${messageAt(message)}/reaction`, { emoji }),
    press: (message: string, row: number, column: number) =>
      call('POST', `${messageAt(message)}/press`, { row, column }),
    pick: (message: string, listRow: number) => call('POST', `${messageAt(message)}/press`, { listRow }),
    act: (act: string) => call('POST', `${chat}/act`, { act }),
  };
}

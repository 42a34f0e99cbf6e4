import type { Acknowledgement, DriverContext } from '../contract';
import type { TelegramCredentials } from './credentials';
import { answerGroup, GroupAnswer } from './groups';
import { answerPress, PressAnswer } from './press';

/** Does what `receive` asked for. @throws DeliveryError */
export async function acknowledge(
  context: DriverContext<TelegramCredentials>,
  { what }: Acknowledgement,
): Promise<void> {
  const press = PressAnswer.safeParse(what).data;
  if (press !== undefined) return answerPress(context, press.callbackQueryId);
  const group = GroupAnswer.safeParse(what).data;
  if (group !== undefined) return answerGroup(context, group.chat);
  throw new Error('This acknowledgement is not one of Telegram');
}

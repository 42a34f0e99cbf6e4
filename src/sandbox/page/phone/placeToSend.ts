import type { PlaceView } from '../../control/contract';
import type { NewMessage } from './phone';

/** A place that was shown, to be sent once more. */
export function placeToSend({ latitude, longitude, title, address }: PlaceView): NonNullable<NewMessage['place']> {
  return {
    latitude,
    longitude,
    ...(title === null ? {} : { title }),
    ...(address === null ? {} : { address }),
  };
}

import { useState } from 'react';
import { Field, TickField } from '../compose/Field';
import { Sheet } from '../compose/Sheet';
import { useLanguage } from '../lib/language';
import type { Ability, NewMessage } from './phone';

interface Props {
  readonly can: ReadonlySet<Ability>;
  readonly send: (message: NewMessage) => void;
  readonly close: () => void;
  readonly refocus: () => void;
}

const LIVE_S = 900;

/** Names of places are the same in every language here. */
const PLACES = [
  { name: 'MASP', address: 'Avenida Paulista 1578, São Paulo', latitude: '-23.56142', longitude: '-46.65588' },
  { name: 'Puerta del Sol', address: 'Puerta del Sol 1, Madrid', latitude: '40.41694', longitude: '-3.70361' },
  { name: 'Borough Market', address: '8 Southwark St, London', latitude: '51.50544', longitude: '-0.09111' },
] as const;

export function LocationForm({ can, send, close, refocus }: Props) {
  const { t } = useLanguage();
  const words = t.talk.location;
  const [latitude, setLatitude] = useState<string>(PLACES[0].latitude);
  const [longitude, setLongitude] = useState<string>(PLACES[0].longitude);
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [live, setLive] = useState(false);

  function submit(): void {
    const title = name.trim();
    send({
      place: {
        latitude: Number(latitude),
        longitude: Number(longitude),
        ...(title === '' ? {} : { title, address: address.trim() }),
        ...(live && can.has('live') && title === '' ? { livePeriodS: LIVE_S } : {}),
      },
    });
  }

  return (
    <Sheet title={words.title} hint={words.hint} action={t.send} submit={submit} close={close} refocus={refocus}>
      <div className="sheet-chips" role="group" aria-label={words.places}>
        {PLACES.map((place) => (
          <button
            type="button"
            className="chip"
            key={place.name}
            aria-pressed={name === place.name}
            onClick={() => {
              setLatitude(place.latitude);
              setLongitude(place.longitude);
              setName(place.name);
              setAddress(place.address);
            }}
          >
            {place.name}
          </button>
        ))}
      </div>
      <div className="sheet-pair">
        <Field label={words.latitude} type="number" value={latitude} change={setLatitude} required />
        <Field label={words.longitude} type="number" value={longitude} change={setLongitude} required />
      </div>
      <Field label={words.name} value={name} change={setName} />
      {name.trim() !== '' ? (
        <Field label={words.address} value={address} change={setAddress} required />
      ) : can.has('live') ? (
        <TickField label={words.live} hint={words.liveHint} value={live} change={setLive} />
      ) : null}
    </Sheet>
  );
}

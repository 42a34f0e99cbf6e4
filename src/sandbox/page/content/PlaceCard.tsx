import type { PlaceView } from '../../control/contract';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';

const CLOSE = 16;

/** Turns the same drawing another way for another place, so that two places do not look alike. */
function turnOf({ latitude, longitude }: PlaceView): number {
  return Math.round(Math.abs(latitude * 7_919 + longitude * 104_729)) % 360;
}

/** A made-up town: nothing is asked from the network to show where somebody is. */
function Town({ turn }: { readonly turn: number }) {
  return (
    <svg viewBox="0 0 280 130" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">
      <rect width="280" height="130" className="map-ground" />
      <g transform={`rotate(${turn} 140 65)`}>
        <path d="M-120-30c90 20 110 70 210 62s150-70 330-46v-160H-120z" className="map-water" />
        <rect x="20" y="70" width="96" height="70" rx="10" className="map-green" />
        <rect x="196" y="84" width="70" height="50" rx="8" className="map-green" />
        <g className="map-street">
          <path d="M-120 52c120 18 220 26 520 2" />
          <path d="M-120 148h520M-120 196h520M150-120l14 420M258-120l10 420M36 40l-8 260M-60-60l20 340M340-80v400" />
        </g>
        <path d="M-120 96c140-10 300 30 520 8" className="map-avenue" />
      </g>
    </svg>
  );
}

export function PlaceCard({ place }: { readonly place: PlaceView }) {
  const { t } = useLanguage();
  const { latitude, longitude, title, address } = place;
  const at = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=${CLOSE}/${latitude}/${longitude}`;
  return (
    <div className="place">
      <div className="place-map">
        <Town turn={turnOf(place)} />
        <svg className="place-pin" width="34" height="44" viewBox="0 0 34 44" aria-hidden="true" focusable="false">
          <ellipse cx="17" cy="41" rx="7" ry="2.4" className="pin-shade" />
          <path d="M17 1.5A14.5 14.5 0 0 0 2.5 16C2.5 27 17 40 17 40s14.5-13 14.5-24A14.5 14.5 0 0 0 17 1.5z" />
          <circle cx="17" cy="16" r="5.4" className="pin-eye" />
        </svg>
      </div>
      <div className="place-words">
        {title === null ? null : <strong>{title}</strong>}
        {address === null ? null : <span>{address}</span>}
        <a href={map} target="_blank" rel="noreferrer" title={t.talk.map} aria-label={`${t.talk.map}: ${at}`}>
          {at}
          <Icon name="out" size={14} />
        </a>
      </div>
    </div>
  );
}

/**
 * Of a row in `deliveries`: whether a lane may take it. One that an administrator has to decide about is passed by, and holds
 * up nothing; when its time is over it is taken to be ended like any other (promise P2).
 */
export const MAY_GO = `(deliveries.gap is distinct from 'asks' or deliveries.expires_at <= now())`;

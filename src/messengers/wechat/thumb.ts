import type { Uploadable } from './upload';

/** A white triangle on grey, 120 × 120: WeChat wants a JPEG of 64 KB at most (wechat.md §7). */
const PICTURE = Buffer.from(
  [
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4',
    'x9lnN+gXz/wAALCAB4AHgBAREA/8QAGwABAAIDAQEAAAAAAAAAAAAAAAMFAQYHBAL/xAAwEAEAAQMCAgcGBwAAAAAAAAAAAQIDBAURMUEhNFFx',
    'coGxBhITMlLwIiVCU2HR4f/aAAgBAQAAPwCjAAAAAAAAAAAAAAAAAAAAAGaaZrrppp41TEQkyMe9i3ZtX7dVuuOUx97ogAAAEmP1m146fWHQMv',
    'EsZlubeRbiunfo34x3TyavqXs5fx97mJM37X0/rj+1HMbTtPEAAAEmP1m146fWHRp4z3iu1HRsXUImqqn4d79ymOnzjm1TUNJytPq3u0+9a5XK',
    'fl/x4QAAEmP1m146fWHRp4z3g+aopmmYriJp26d+G38tK1qnTqb/AOXzO+/44p+Ty+9lYAACTH6za8dPrDo08Z7x4NR1fF0+Ji5V793lbp4+fY',
    '1TUdYytQmaa6vh2eVunh59qvAAASY/WbXjp9YdBysmzi26ruRcpt0RPGefd2tY1L2lu3t7eFE2bf1z8093YopmapmZmZmemZnmwAAAM0VTRXTV',
    'HGmYmEuVlX8y7N3IuVXK57eXdHJCAAAAAAAAAAAAAAAAAAAAAAP/2Q==',
  ].join(''),
  'base64',
);

/** What stands for a film until it is opened; of the film itself nobody here can make a picture. */
export const THUMB: Uploadable = {
  name: 'film.jpg',
  mimeType: 'image/jpeg',
  size: PICTURE.length,
  async *open() {
    yield await Promise.resolve(PICTURE);
  },
};

import { ApplicationFailure } from '@temporalio/activity';
import { refusedByMessenger } from '../../../src/activities/accounts/step';
import { DeliveryError } from '../../../src/messengers/delivery-error';

it('dead credentials are a matter for a person, although messages wait for better ones', () => {
  const error = new DeliveryError({ code: 902, retry: 'later', breadth: 'source', text: 'Enter the current token.' });
  expect(refusedByMessenger(error)).toEqual({ fault: 'credentials', text: 'Enter the current token.' });
});

it('what the messenger refuses for good is one, too', () => {
  const error = new DeliveryError({ code: 905, retry: 'no', text: 'Another address is needed.' });
  expect(refusedByMessenger(error)).toEqual({ fault: 'webhook', text: 'Another address is needed.' });
});

it('a messenger that cannot now is asked again, after its wish', () => {
  const error = new DeliveryError({ code: 903, retry: 'later', text: 'It is busy.', retryAfterMs: 7_000 });
  expect(() => refusedByMessenger(error)).toThrow(ApplicationFailure);
  expect(() => refusedByMessenger(error)).toThrow('It is busy.');
});

it('what no driver means to throw is a bug and stays one', () => {
  expect(() => refusedByMessenger(new TypeError('x is undefined'))).toThrow(TypeError);
});

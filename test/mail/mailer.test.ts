import { readConfig } from '../../src/config';
import { createMailer, MailNotSent } from '../../src/mail/mailer';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';

const from = 'courier@example.com';
const mail = { to: 'ana@shop.example', subject: 'Olá', text: 'Não funciona.\n.\nA line with a dot above.\n' };

let sink: SmtpSink;
beforeEach(async () => {
  sink = await startSmtpSink();
});
afterEach(() => sink.close());

it('sends an e-mail as it was written', async () => {
  await createMailer({ url: sink.url, from }).send(mail);
  expect(sink.mails).toMatchObject([{ from, to: [mail.to], subject: mail.subject }]);
  expect(sink.mails[0]?.text.trim()).toBe(mail.text.trim());
});

it('sends to one address only, whatever is entered as one', async () => {
  const to = 'ana@shop.example, everybody@shop.example';
  await createMailer({ url: sink.url, from })
    .send({ ...mail, to })
    .catch((error: unknown) => expect(error).toBeInstanceOf(MailNotSent));
  expect(sink.mails.flatMap((each) => each.to)).not.toContain('everybody@shop.example');
});

it('gives its password to no server without TLS', async () => {
  const url = sink.url.replace('://', '://user:password@');
  await expect(createMailer({ url, from }).send(mail)).rejects.toThrow(MailNotSent);
  expect(sink.mails).toEqual([]);
});

it('tells of a refusal by its code, not by words that may name people', async () => {
  sink.takes = false;
  await expect(createMailer({ url: sink.url, from }).send(mail)).rejects.toThrow(/^EENVELOPE 550$/);
  await sink.close();
  await expect(createMailer({ url: sink.url, from }).send(mail)).rejects.toThrow(
    /^(ESOCKET|ECONNECTION|ECONNREFUSED)$/,
  );
});

it('is set by a server and a sender, which need each other', () => {
  const COURIER_SMTP_URL = 'smtp://mail.example:587';
  const COURIER_MAIL_FROM = 'Courier <courier@example.com>';
  expect(readConfig({}).mail).toBeUndefined();
  expect(readConfig({ COURIER_SMTP_URL, COURIER_MAIL_FROM }).mail).toEqual({
    url: COURIER_SMTP_URL,
    from: COURIER_MAIL_FROM,
  });
  expect(() => readConfig({ COURIER_SMTP_URL })).toThrow('one needs the other');
  expect(() => readConfig({ COURIER_MAIL_FROM })).toThrow('one needs the other');
  expect(() => readConfig({ COURIER_SMTP_URL, COURIER_MAIL_FROM: 'nobody' })).toThrow('COURIER_MAIL_FROM');
  expect(() => readConfig({ COURIER_SMTP_URL: 'https://mail.example', COURIER_MAIL_FROM })).toThrow('COURIER_SMTP_URL');
});

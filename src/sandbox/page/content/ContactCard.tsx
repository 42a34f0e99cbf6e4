import { Avatar } from '../parts/Avatar';

export function ContactCard({ name, phone }: { readonly name: string; readonly phone: string }) {
  return (
    <div className="contact">
      <Avatar name={name} />
      <span className="contact-words">
        <strong>{name}</strong>
        <a href={`tel:${phone.replaceAll(/[^+\d]/gu, '')}`}>{phone}</a>
      </span>
    </div>
  );
}

const ADDRESS = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'»”])/u;

/** Text with its web addresses as links. */
export function Words({ text }: { readonly text: string }) {
  return (
    <p className="bubble-text">
      {text.split(ADDRESS).map((piece, index) =>
        index % 2 === 0 ? (
          piece
        ) : (
          <a key={index} href={piece} target="_blank" rel="noreferrer">
            {piece}
          </a>
        ),
      )}
    </p>
  );
}

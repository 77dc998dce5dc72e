/** The page's policy lets style elements in by this word, which the server writes into every page anew. */
export const nonce = (): string => document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";

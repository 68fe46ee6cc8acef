/** The part of it that our tests sign with; it brings no types. */
declare module 'jsonwebtoken' {
  const jsonwebtoken: {
    sign(claims: object, key: string, options: { algorithm: 'HS256' | 'HS512' | 'none'; noTimestamp?: boolean }): string;
  };
  export default jsonwebtoken;
}

const REMEMBERED_MAX = 500;

/** The same pure function of texts, which does not work out again what it was asked lately. */
export function remembering<Texts extends readonly (string | undefined)[], Answer>(
  work: (...texts: Texts) => Answer,
): (...texts: Texts) => Answer {
  const answers = new Map<string, { readonly answer: Answer }>();
  return (...texts) => {
    const asked = texts.join('\0');
    const known = answers.get(asked);
    if (known !== undefined) return known.answer;
    if (answers.size === REMEMBERED_MAX) answers.clear();
    const answer = work(...texts);
    answers.set(asked, { answer });
    return answer;
  };
}

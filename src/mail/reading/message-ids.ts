const IDS_MAX = 50
const ID = /<([^<>\s]{1,250})>/g

/** The Message-IDs in a field's value, without their angle brackets. */
export const messageIdsIn = (value: string | null): readonly string[] =>
  [...(value ?? '').matchAll(ID)].slice(0, IDS_MAX).map(([, id = '']) => id)

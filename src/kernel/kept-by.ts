/**
 * Makes something of what stays the same, once: it is kept by one object, for as long as that lives, and made anew where anything
 * of `of` is another than it was. What is asked thousands of times a second makes no garbage by it.
 */
export function keptBy<Key extends object, Of extends readonly unknown[], Made>(
  make: (key: Key, ...of: Of) => Made,
): (key: Key, ...of: Of) => Made {
  const kept = new WeakMap<Key, { readonly of: Of; readonly made: Made }>()
  return (key, ...of) => {
    const had = kept.get(key)
    if (had !== undefined && of.every((one, nth) => one === had.of[nth])) return had.made
    const made = make(key, ...of)
    kept.set(key, { of, made })
    return made
  }
}

/** Elements that match `query` in `root`, the fragment's own element included. */
export function within(root, query) {
  const own = root.matches?.(query) ? [root] : [];
  return [...own, ...root.querySelectorAll(query)];
}

/** English: dreams in the explorer. */

export const dreamExplorerEn = {
  name: 'Dreams',
};

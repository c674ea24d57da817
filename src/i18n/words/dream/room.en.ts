/** English: dreams in the room. */

export const dreamRoomEn = {
  name: 'Dreams',
};

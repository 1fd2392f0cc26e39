/** What a JSON text holds, with its long integers marked, so that comparing does not round them. */
export const exactly = (text) =>
  JSON.parse(text.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}/g, (token) => (token[0] === '"' ? token : `"int:${token}"`)));

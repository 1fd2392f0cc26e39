import type { Keywords } from "fixtures/keywords";
import type { Mood, Unicode } from "fixtures/unicode";

export const keywords: Keywords = {
  type: "",
  self: "",
  class: "",
  "last-tab": 1,
  "2fa": true,
  mediaURL: "",
  constructor: "",
  $ref: "",
};

export const unicode: Unicode = {
  größe: 1,
  имя: "",
  "a b": "",
  'quote"back\\slash': "",
  "😀": true,
};
export const mood: Mood = "\"\\\u0007";

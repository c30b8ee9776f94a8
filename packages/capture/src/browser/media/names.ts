/** Event by which the two worlds of a page speak; its detail is a string, for objects do not cross. */
export const MEDIA_EVENT = 'overt-media';
/** Event by which the recorder's world asks to be told again. */
export const MEDIA_ASK = 'overt-media-ask';

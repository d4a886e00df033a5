/** A text that begins a sentence or a cell: its first letter large. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

// a terminal's control sequences (ECMA-48): colours, cursor moves, titles
const sequences = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g
const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/g

/** A line of a host's output as plain text: what a terminal would obey is taken out. */
export const plain = (text: string): string => text.replace(sequences, '').replace(controls, '')

/** A copy with room for at least so many, filled up with `rest`. */
export const longer = (array: Int32Array, atLeast: number, rest: number): Int32Array => {
  const copy = new Int32Array(Math.max(atLeast, array.length * 2)).fill(rest);
  copy.set(array);
  return copy;
};

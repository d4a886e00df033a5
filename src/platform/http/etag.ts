/** The form of the ETag of a version, and so of If-Match: `"v3"`, in quotation marks and without leading zeros. */
export const etagPattern = '^"v([1-9]\\d{0,8})"$';

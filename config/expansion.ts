/**
 * What was published of the eight projects together. Units: beds; pence. By project neither number can be rebuilt from
 * what is public, so the difference is shown and never shared out.
 */
export const publishedTogether = {
  beds: 140,
  pence: 3_800_000_000,
  projects: 8,
  source:
    'Scottish Government: eight projects of the rapid capacity programme, £38 million, 140 more beds by 2025/26; named in the written answer of Jenni Minto to Jamie Greene, Scottish Parliament, 25 November 2024',
  before: {
    beds: 172,
    source: 'The Herald, February 2024, on the baseline report of Public Health Scotland',
  },
} as const;

/**
 * How people's areas differ in what lies near them. Each partnership is of one kind, by the council areas it covers:
 *
 * - `islands`: the whole area is islands, so that a project in another health board is across the water. **Source**: the three
 *   island councils, Shetland, Orkney and the Western Isles: Open University, _Islands (Scotland) Act 2018 for Community
 *   Councillors_, https://www.open.edu/openlearncreate/mod/oucontent/view.php?id=235831, read 23 November 2026.
 * - `rural`: a third or more of the people live in settlements of fewer than 3,000. The third is set for this service. **Source**:
 *   Scottish Executive Urban Rural Classification 2003-2004, table 2, by council area (accessible, remote and very remote rural
 *   together), http://www.scotland.gov.uk/Publications/2004/06/19498/38789, read 23 November 2026: Aberdeenshire 55.0 %, Argyll
 *   and Bute 52.0 %, Highland 50.9 %, Dumfries and Galloway 49.0 %, Borders 48.1 %, Perth and Kinross 46.1 %, Moray 43.4 %; the
 *   next are East Lothian 27.8 % and Angus 26.6 %. It is old, and its rows for South Ayrshire, South Lanarkshire, Stirling, West
 *   Dunbartonshire and West Lothian could not be read: they stand with all others. Later editions advise against calling a whole
 *   council area rural; here it only says where to look.
 */
export const areaKindOf: Readonly<Record<string, 'islands' | 'rural'>> = {
  'Orkney Islands': 'islands',
  'Shetland Islands': 'islands',
  'Western Isles': 'islands',
  Aberdeenshire: 'rural',
  'Argyll and Bute': 'rural',
  Borders: 'rural',
  'Dumfries and Galloway': 'rural',
  Highland: 'rural',
  Moray: 'rural',
  'Perth and Kinross': 'rural',
};

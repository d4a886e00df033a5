/**
 * Accounts of the demonstration, and of nothing else: they exist only in a database that the demonstration's
 * loader filled, and their password is printed for everybody to see.
 */
export const demonstrationPassword = 'salmon-heather-kettle-58';

/** One account for each kind of work, as the sign-in page and the start print them. */
export const demonstrationSignIns = [
  {
    role: 'coordinator',
    roleText: 'Referral coordinator, Glasgow City',
    displayName: 'Catriona Muir',
    email: 'coordinator@glasgow.example',
    organisation: 'Glasgow City',
    password: demonstrationPassword,
    seesText: 'The waiting list, who can go where, making offers',
  },
  {
    role: 'approver',
    roleText: 'Funding approver, Glasgow City',
    displayName: 'Iain Laird',
    email: 'approver@glasgow.example',
    organisation: 'Glasgow City',
    password: demonstrationPassword,
    seesText: 'Funding decisions and the waiting list',
  },
  {
    role: 'approver',
    roleText: 'Second funding approver, Glasgow City',
    displayName: 'Effie Rae',
    email: 'second-approver@glasgow.example',
    organisation: 'Glasgow City',
    password: demonstrationPassword,
    seesText: 'Approvals above one approver’s limit, to confirm',
  },
  {
    role: 'provider_manager',
    roleText: 'Provider manager, Phoenix Futures',
    displayName: 'Morag Sneddon',
    email: 'manager@phoenix.example',
    organisation: 'Phoenix Futures',
    password: demonstrationPassword,
    seesText: 'Beds kept, offers answered, arrivals and discharges',
  },
  {
    role: 'provider_staff',
    roleText: 'Provider staff, Phoenix Futures',
    displayName: 'Ewan Petrie',
    email: 'staff@phoenix.example',
    organisation: 'Phoenix Futures',
    password: demonstrationPassword,
    seesText: 'Availability in under a minute',
  },
  {
    role: 'planner',
    roleText: 'Planner, national',
    displayName: 'Shona Galbraith',
    email: 'planner@national.example',
    organisation: null,
    password: demonstrationPassword,
    seesText: 'The target and the bed board, and nobody’s name',
  },
  {
    role: 'information_governance',
    roleText: 'Information governance',
    displayName: 'Ruaridh Begg',
    email: 'governance@national.example',
    organisation: null,
    password: demonstrationPassword,
    seesText: 'Measures and availability',
  },
  {
    role: 'administrator',
    roleText: 'Administrator',
    displayName: 'Una Kerr',
    email: 'administrator@national.example',
    organisation: null,
    password: demonstrationPassword,
    seesText: 'Stays recorded by mistake, messages and queues; nobody’s name',
  },
] as const;

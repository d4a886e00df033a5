export { goesStaleAt, isConfirmationDue } from '../domain/freshness.js';

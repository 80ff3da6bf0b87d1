import type { EagerFunction } from '../functions/eager.ts';
import { company } from './company.ts';
import { amount, planned, shuffled } from './numbers.ts';
import { job, person } from './person.ts';
import { phone, place } from './place.ts';
import {
  accountTimeline,
  caseTimeline,
  dealTimeline,
  officeHours,
  stepBetween,
  workdayBetween,
} from './timeline.ts';

/** The library of functions for coherent values, as blocks and in formulas. */
export const libraryFunctions: Readonly<Record<string, EagerFunction>> = {
  company,
  place,
  phone,
  person,
  job,
  amount,
  shuffled,
  planned,
  account_timeline: accountTimeline,
  deal_timeline: dealTimeline,
  case_timeline: caseTimeline,
  office_hours: officeHours,
  workday_between: workdayBetween,
  step_between: stepBetween,
};

import type { Definition } from './definition.ts';
import { localized } from './definition.ts';
import { JOBS } from './jobs.ts';

/** What people do for a living. */
export const JOB: Record<string, Definition> = {
  job: {
    ...localized('text', (locale) => {
      if (locale.owns('person', 'job_title_pattern')) return () => locale.faker.person.jobTitle();
      const jobs = locale.owns('person', 'job_type') ? locale.words('person', 'job_type') : JOBS;
      return ({ draw }) => draw.pick(jobs);
    }),
    pool: (locale) => (locale.owns('person', 'job_type') ? locale.words('person', 'job_type') : JOBS),
  },
};

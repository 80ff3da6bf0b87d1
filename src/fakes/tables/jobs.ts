/** Job titles for English locales; faker-js combines buzzwords instead. */
export const JOBS: readonly string[] = `
Accountant, Account Executive, Account Manager, Accounts Payable Clerk, Actuary, Administrative Assistant, Aerospace
Engineer, Agronomist, Air Traffic Controller, Ambulance Dispatcher, Analytical Chemist, Animal Nutritionist, Animator,
Anesthesiologist, Appliance Technician, Applications Developer, Arboriculturist, Archaeologist, Architect, Archivist,
Art Director, Art Therapist, Astronomer, Audiologist, Audit Manager, Automotive Engineer, Bank Manager, Barista,
Benefits Coordinator, Biochemist, Biomedical Engineer, Biostatistician, Bookkeeper, Brand Manager, Brewing Technologist,
Broadcast Engineer, Building Inspector, Building Surveyor, Business Analyst, Business Development Manager, Buyer,
Call Center Manager, Cardiologist, Career Counselor, Carpenter, Cartographer, Catering Manager, Charity Fundraiser,
Chef, Chemical Engineer, Chief Executive Officer, Chief Financial Officer, Chief Information Officer, Chief Marketing
Officer, Chief Operating Officer, Chief Technology Officer, Chiropractor, Civil Engineer, Claims Adjuster, Claims
Examiner, Clinical Psychologist, Clinical Research Associate, Commercial Loan Officer, Commissioning Editor, Community
Manager, Compliance Officer, Computer Scientist, Conference Organizer, Conservator, Construction Manager, Contract
Administrator, Controller, Copywriter, Corporate Treasurer, Cost Estimator, Counselor, Court Reporter, Credit Analyst,
Customer Service Manager, Customer Success Manager, Cybersecurity Analyst, Data Analyst, Data Engineer, Data Scientist,
Database Administrator, Dental Hygienist, Dentist, Dermatologist, Designer, Dietitian, Digital Marketing Manager,
Director of Engineering, Director of Finance, Director of Human Resources, Director of Marketing, Director of Sales,
Dispatcher, Drafter, Ecologist, Economist, Editor, Editorial Assistant, Education Officer, Electrical Engineer,
Electrician, Emergency Planner, Energy Manager, Environmental Consultant, Environmental Engineer, Epidemiologist,
Equity Trader, Ergonomist, Estate Agent, Event Planner, Executive Assistant, Facilities Manager, Farm Manager, Fashion
Designer, Field Service Engineer, Field Technician, Film Editor, Financial Adviser, Financial Analyst, Financial
Controller, Financial Planner, Fire Inspector, Firefighter, Fitness Coach, Fleet Manager, Food Technologist, Forensic
Scientist, Forester, Freight Forwarder, Furniture Designer, Game Designer, Gardener, General Practitioner, Geneticist,
Geologist, Geophysicist, Glass Blower, Graphic Designer, Health Inspector, Health Physicist, Health Promotion Specialist,
Help Desk Analyst, Herbalist, Historian, Horticulturist, Hospital Administrator, Hotel Manager, Human Resources Manager,
Hydrologist, Illustrator, Immunologist, Industrial Designer, Industrial Engineer, Information Architect, Information
Systems Manager, Insurance Agent, Insurance Broker, Interior Designer, Interpreter, Inventory Manager, Investment
Analyst, Investment Banker, Journalist, Landscape Architect, Lawyer, Lecturer, Legal Secretary, Librarian, Licensed
Surveyor, Loan Officer, Logistics Manager, Loss Adjuster, Machinist, Magazine Editor, Maintenance Engineer, Management
Consultant, Manufacturing Engineer, Marine Biologist, Marine Scientist, Market Researcher, Marketing Coordinator,
Marketing Director, Mathematician, Mechanical Engineer, Media Buyer, Media Planner, Medical Illustrator, Medical
Laboratory Scientist, Mental Health Nurse, Merchandiser, Metallurgist, Meteorologist, Microbiologist, Midwife, Mining
Engineer, Mortgage Broker, Museum Curator, Music Teacher, Network Administrator, Network Engineer, Neurosurgeon, Nurse,
Nurse Practitioner, Nutritionist, Occupational Therapist, Oceanographer, Office Manager, Operations Manager,
Operations Researcher, Optician, Optometrist, Orthodontist, Osteopath, Paralegal, Paramedic, Park Ranger, Patent
Attorney, Payroll Manager, Personal Assistant, Petroleum Engineer, Pharmacist, Pharmacologist, Photographer, Physicist,
Physiotherapist, Pilot, Plant Breeder, Plumber, Podiatrist, Police Officer, Press Officer, Primary School Teacher,
Printmaker, Private Investigator, Probation Officer, Process Engineer, Procurement Manager, Product Designer, Product
Manager, Production Engineer, Production Manager, Program Manager, Programmer, Project Manager, Property Manager,
Psychiatrist, Psychologist, Psychotherapist, Public Relations Officer, Purchasing Manager, Quality Assurance Engineer,
Quality Manager, Quantity Surveyor, Radiographer, Radio Producer, Real Estate Agent, Receptionist, Records Manager,
Recruiter, Regional Sales Manager, Regulatory Affairs Officer, Research Scientist, Restaurant Manager, Retail Buyer,
Retail Manager, Risk Analyst, Risk Manager, Safety Engineer, Sales Engineer, Sales Executive, Sales Manager, School
Principal, Science Writer, Scientist, Secondary School Teacher, Security Manager, Service Technician, Set Designer,
Social Worker, Software Architect, Software Engineer, Solutions Architect, Solicitor, Sound Engineer, Special Education
Teacher, Speech Therapist, Sports Coach, Stage Manager, Statistician, Stockbroker, Store Manager, Structural Engineer,
Supply Chain Manager, Surgeon, Surveyor, Systems Administrator, Systems Analyst, Tax Adviser, Tax Inspector, Teacher,
Technical Author, Technical Support Engineer, Telecommunications Engineer, Tour Manager, Town Planner, Toxicologist,
Trade Union Officer, Training Manager, Translator, Transport Planner, Travel Agent, Treasurer, Underwriter, User
Experience Designer, Veterinarian, Vice President of Engineering, Vice President of Finance, Vice President of Marketing,
Vice President of Operations, Vice President of Sales, Video Editor, Warehouse Manager, Waste Management Officer, Water
Engineer, Web Designer, Web Developer, Writer, Youth Worker, Zoologist
`
  .replaceAll('\n', ' ')
  .split(',')
  .map((job) => job.trim());

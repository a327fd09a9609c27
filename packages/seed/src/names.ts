const list = (text: string) => text.trim().split(/,\s+/)

// The lengths of these three lists have no common divisor, so that 7,475 facilities have different names.
export const facilityWords = list(`
  Cedar, Maple, Willow, Aspen, Juniper, Magnolia, Sycamore, Laurel, Hawthorn, Birch, Heron, Falcon, Sparrow,
  Bluebird, Meadow, Prairie, Canyon, Harbor, River, Granite, Amber, Silver, Golden, Crystal, Summer
`)
export const facilityPlaces = list(`
  Grove, Ridge, Valley, Creek, Hills, Point, Park, Springs, Terrace, Crossing, View, Manor, Gardens
`)
export const facilityKinds = list(`
  Care Center, Nursing & Rehab, Medical Center, Senior Living, Community Hospital, Hospice, Health Center,
  Memory Care, Skilled Nursing, Surgery Center, Home Health, Transitional Care, Rehabilitation, Assisted Living,
  Family Clinic, Dialysis Center, Memorial Hospital, Birth Center, Veterans Home, Behavioral Health,
  Children's Hospital, Urgent Care, Wellness Center
`)

export const firstNames = list(`
  Aaliyah, Abigail, Adriana, Aisha, Alejandro, Amara, Andre, Angela, Anika, Anthony, Ashley, Beatriz, Brandon,
  Brianna, Camila, Carlos, Chloe, Christine, Daniel, Danielle, Darius, David, Deborah, Denise, Diego, Elena, Elijah,
  Emily, Erica, Esther, Ethan, Fatima, Felix, Gabriela, Grace, Hannah, Hassan, Imani, Isabel, Ivan, Jamal, Jasmine,
  Jennifer, Joseph, Joy, Kayla, Kevin, Kwame, Latoya, Lauren, Leila, Linh, Lucia, Marcus, Maria, Maya, Mei, Michael,
  Michelle, Miguel, Monica, Nadia, Naomi, Natalie, Ngozi, Nicole, Noah, Olga, Olivia, Omar, Patricia, Priya, Rachel,
  Ravi, Rebecca, Ruth, Samuel, Sandra, Sarah, Sofia, Stephanie, Tamika, Teresa, Thomas, Tiffany, Trang, Tyrone,
  Vanessa, Victoria, William, Yolanda, Yusuf, Zoe
`)
export const lastNames = list(`
  Adams, Adeyemi, Ahmed, Allen, Anderson, Bailey, Baker, Banerjee, Bautista, Bell, Bennett, Brooks, Brown, Campbell,
  Carter, Castillo, Chavez, Chen, Clark, Coleman, Collins, Cook, Cooper, Cruz, Davis, Delgado, Diaz, Edwards, Evans,
  Fernandez, Flores, Foster, Garcia, Gomez, Gonzalez, Gray, Green, Gupta, Gutierrez, Hall, Harris, Hernandez, Hill,
  Howard, Hughes, Ibrahim, Jackson, James, Jenkins, Johnson, Jones, Joseph, Kelly, Khan, Kim, King, Kowalski, Lee,
  Lewis, Lopez, Martin, Martinez, Mendoza, Miller, Mitchell, Moore, Morales, Morgan, Murphy, Mwangi, Nelson, Okafor,
  Ortiz, Owens, Park, Parker, Patel, Perez, Perry, Petrov, Pham, Phillips, Powell, Price, Ramirez, Ramos, Reed, Reyes,
  Rivera, Roberts, Robinson, Rodriguez, Rogers, Ross, Russell, Sanchez, Sanders, Santos, Scott, Shah, Silva, Singh,
  Smith, Stewart, Sullivan, Taylor, Thomas, Thompson, Torres, Tran, Turner, Vargas, Walker, Ward, Washington, Watson,
  White, Williams, Wilson, Wood, Wright, Yang, Young
`)

/** Ordered by frequency: the first ones are required and held most often. */
export const documentNames = list(`
  BLS Certification (AHA), TB Test, Hepatitis B Vaccination, HIPAA Training, Influenza Vaccination, Background Check,
  MMR Immunization Record, N95 Fit Test, Drug Screening, Annual Physical Exam, Bloodborne Pathogens Training,
  COVID-19 Vaccination, CPR/AED Certification, Fire Safety Training, Varicella Titer, Tdap Vaccination,
  Infection Control Training, Elder Abuse Reporting Training, Safe Patient Handling Training, Dementia Care Training,
  OSHA Safety Training, Live Scan Fingerprint Clearance, First Aid Certification, Code of Conduct Attestation,
  Restraint Safety Training, Crisis Prevention Intervention (CPI), IV Therapy Certification, ACLS Certification (AHA),
  Medication Administration Certificate, Multistate Nursing License (NLC), California RN License, Texas RN License,
  PALS Certification (AHA), EKG Interpretation Certificate, Wound Care Certification, NIH Stroke Scale Certification,
  Hospice and Palliative Care Certificate, Dialysis Nurse Certification (CDN), Neonatal Resuscitation Program (NRP),
  Chemotherapy Provider Card (ONS)
`)

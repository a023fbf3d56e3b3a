/** The program that a workbook of an export names as its own; a spreadsheet that saves it anew names itself. */
export const OWN_PROGRAM = 'partnerctl'

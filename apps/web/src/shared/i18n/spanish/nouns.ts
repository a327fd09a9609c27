// What several catalogues count. Millions take "de": "1.000.000 de turnos".

export const shifts = { one: 'turno', many: 'de turnos', other: 'turnos' }
export const moreShifts = { one: 'turno más', many: 'de turnos más', other: 'turnos más' }
export const facilities = { one: 'centro', many: 'de centros', other: 'centros' }

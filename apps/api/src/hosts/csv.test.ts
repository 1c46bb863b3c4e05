import { expect, test } from 'vitest'
import { readHosts } from './csv.ts'

test('hosts are read by the names of the columns, in any order and case, with or without ports', () => {
  expect(readHosts('\uFEFFAddress, Name ,PORT\r\n192.0.2.1,one,2222\r\n\r\n192.0.2.2,"two",\r\n')).toEqual({
    rows: [
      { name: 'one', address: '192.0.2.1', port: 2222 },
      { name: 'two', address: '192.0.2.2', port: 22 },
    ],
    errors: [],
  })
})

test('all mistakes are said at once, each with its line', () => {
  const { errors } = readHosts(
    'name,address,port\nok,192.0.2.1,22\nNot_A_Name,192.0.2.300,x\nok,192.0.2.1,22\n',
  )
  expect(errors.map(({ line, problem }) => [line, problem.data.field])).toEqual([
    [3, 'name'],
    [3, 'address'],
    [3, 'port'],
    [4, 'name'],
    [4, 'address'],
  ])
})

test('a table without the columns is refused with what is missing', () => {
  expect(() => readHosts('host,ip\none,192.0.2.1\n')).toThrow(
    expect.objectContaining({ code: 'access/CsvColumns', data: { field: 'csv', missing: 'name, address' } }),
  )
  expect(() => readHosts('')).toThrow(expect.objectContaining({ code: 'access/CsvColumns' }))
})

test('what is no table is refused, not guessed', () => {
  expect(() => readHosts('name,address\none,192.0.2.1,22,more\n')).toThrow(
    expect.objectContaining({ code: 'access/CsvInvalid' }),
  )
})

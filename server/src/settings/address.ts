import { BlockList, isIPv6 } from 'node:net';

type Range = readonly [address: string, bits: number, family: 'ipv4' | 'ipv6'];

/** Where no call of ours belongs: a cloud's machine facts, links, groups, and no address at all. */
const FORBIDDEN: readonly Range[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['100.100.100.200', 32, 'ipv4'],
  ['192.0.0.192', 32, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fd00:ec2::254', 128, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];
const PRIVATE: readonly Range[] = [
  ['127.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['::1', 128, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
];

const forbidden = blockList(FORBIDDEN);
const ours = blockList(PRIVATE);

export function isForbiddenAddress(address: string): boolean {
  return contains(forbidden, address);
}

/** An address of this machine or of a network of one's own. */
export function isPrivateAddress(address: string): boolean {
  return contains(ours, address);
}

function blockList(ranges: readonly Range[]): BlockList {
  const list = new BlockList();
  for (const [address, bits, family] of ranges) list.addSubnet(address, bits, family);
  return list;
}

/** IPv4 that is written as IPv6 is judged as what it is; `BlockList` does so itself. */
function contains(list: BlockList, address: string): boolean {
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

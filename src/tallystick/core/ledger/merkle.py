# SPDX-License-Identifier: Apache-2.0
"""The Merkle tree of a transparency log: roots, inclusion proofs and consistency proofs.

All hashes are 32-byte SHA-256 values. Proofs run from the leaf to the root.
Source: RFC 6962 section 2.1, https://www.rfc-editor.org/rfc/rfc6962#section-2.1 (tree and proofs);
RFC 9162 sections 2.1.3.2 and 2.1.4.2, https://www.rfc-editor.org/rfc/rfc9162#section-2.1 (verification).
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import TypeAlias

from tallystick.core.errors import Refused, Unverified

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()
MAX_SIZE = 2**63 - 1

NodeSource: TypeAlias = Callable[[int, int], bytes]
"""``node(level, index)`` is the hash of the complete subtree of 2**level leaves that starts at index * 2**level."""

_Range: TypeAlias = tuple[int, int]


def leaf_hash(entry: bytes) -> bytes:
    """Return SHA-256(0x00 || entry) (RFC 6962 section 2.1)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return SHA-256(0x01 || left || right) (RFC 6962 section 2.1)."""
    return sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the Merkle tree hash over ``leaves``, which are already leaf (or equal-height subtree) hashes.

    The last hash may stand for a smaller subtree: it is carried up until it finds a left neighbour, which is what
    splitting at the largest power of two means.
    """
    if not leaves:
        return EMPTY_ROOT
    level = list(leaves)
    while len(level) > 1:
        pairs = [sha256(b"\x01" + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=False)]
        level = pairs + level[-1:] if len(level) % 2 else pairs
    return level[0]


def range_hash(*, start: int, end: int, node: NodeSource) -> bytes:
    """Return the Merkle tree hash over leaves ``[start, end)``, where ``start`` is 0 or a split point of the tree."""
    hashes = [node(level, index) for level, index in _complete_subtrees(start, end)]
    if not hashes:
        return EMPTY_ROOT
    total = hashes.pop()
    while hashes:
        total = node_hash(hashes.pop(), total)
    return total


def inclusion_proof(*, index: int, size: int, node: NodeSource) -> tuple[bytes, ...]:
    """Return the audit path of leaf ``index`` in the tree of ``size`` leaves (RFC 6962 section 2.1.1).

    Raises:
        Refused: there is no such leaf in that tree.
    """
    if not 0 <= index < size:
        raise Refused(f"a tree of {size} leaves has no leaf {index}")
    return _hashes(_inclusion_ranges(index, size), node)


def consistency_proof(*, size1: int, size2: int, node: NodeSource) -> tuple[bytes, ...]:
    """Return the proof that the tree of ``size1`` leaves is a prefix of that of ``size2`` (RFC 6962 section 2.1.2).

    Raises:
        Refused: not ``0 <= size1 <= size2``. The proof from an empty tree is empty.
    """
    if not 0 <= size1 <= size2:
        raise Refused(f"a tree of {size2} leaves does not continue one of {size1}")
    return _hashes(_consistency_ranges(size1, size2), node) if size1 else ()


def verify_inclusion(*, index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Check that ``leaf`` (a leaf hash) is number ``index`` of the tree with this size and root.

    The steps of RFC 9162 section 2.1.3.2.

    Raises:
        Unverified: it is not, or a hash has not exactly 32 bytes, or the path is too short or too long.
    """
    _check_hashes(leaf, root, *proof)
    if not 0 <= index < size <= MAX_SIZE:
        raise Unverified(f"a tree of {size} leaves has no leaf {index}")
    if _climb(index=index, last=size - 1, leaf=leaf, proof=proof) != root:
        raise Unverified("the inclusion proof leads to another root", rule="RFC 9162 section 2.1.3.2")


def verify_consistency(*, size1: int, size2: int, root1: bytes, root2: bytes, proof: Sequence[bytes]) -> None:
    """Check that the tree ``(size1, root1)`` is a prefix of ``(size2, root2)``, for ``1 <= size1 <= size2``.

    The steps of RFC 9162 section 2.1.4.2. For the first checkpoint of a log see `verify_extension`.

    Raises:
        Unverified: it is not, or a hash has not exactly 32 bytes, or the proof is too short or too long.
    """
    _check_hashes(root1, root2, *proof)
    if not 0 < size1 <= size2 <= MAX_SIZE:
        raise Unverified(f"a tree of {size2} leaves cannot be proved to continue one of {size1}")
    if size1 == size2:
        _require(condition=root1 == root2 and not proof, what="two trees of equal size must have one root, unproved")
        return
    old, new = _climb_both(size1=size1, size2=size2, root1=root1, proof=proof)
    _require(condition=old == root1 and new == root2, what="the consistency proof leads to other roots")


def verify_extension(*, size1: int, size2: int, root1: bytes, root2: bytes, proof: Sequence[bytes]) -> None:
    """Like `verify_consistency`, but also from the empty tree, as a witness must (c2sp.org/tlog-witness).

    From ``size1 = 0`` the proof is empty and ``root1`` is SHA-256(""); a tree of size 0 has that root too.

    Raises:
        Unverified: the second tree is not an extension of the first.
    """
    if size1 != 0:
        verify_consistency(size1=size1, size2=size2, root1=root1, root2=root2, proof=proof)
        return
    _check_hashes(root1, root2, *proof)
    _require(condition=0 <= size2 <= MAX_SIZE, what=f"{size2} is no tree size")
    _require(condition=root1 == EMPTY_ROOT and not proof, what="the proof from an empty tree is empty")
    _require(condition=size2 > 0 or root2 == EMPTY_ROOT, what="an empty tree has the root SHA-256 of nothing")


def _complete_subtrees(start: int, end: int) -> Iterable[tuple[int, int]]:
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def _split(start: int, end: int) -> int:
    return start + (1 << ((end - start - 1).bit_length() - 1))


def _inclusion_ranges(index: int, size: int) -> list[_Range]:
    start, end, siblings = 0, size, []
    while end - start > 1:
        middle = _split(start, end)
        if index < middle:
            siblings.append((middle, end))
            end = middle
        else:
            siblings.append((start, middle))
            start = middle
    return siblings[::-1]


def _consistency_ranges(size1: int, size2: int) -> list[_Range]:
    start, end, siblings = 0, size2, []
    while end != size1:
        middle = _split(start, end)
        if size1 <= middle:
            siblings.append((middle, end))
            end = middle
        else:
            siblings.append((start, middle))
            start = middle
    if start:
        siblings.append((start, end))
    return siblings[::-1]


def _hashes(ranges: Iterable[_Range], node: NodeSource) -> tuple[bytes, ...]:
    return tuple(range_hash(start=start, end=end, node=node) for start, end in ranges)


def _check_hashes(*hashes: bytes) -> None:
    for value in hashes:
        if len(value) != HASH_SIZE:
            raise Unverified(f"a hash in the proof has {len(value)} bytes instead of {HASH_SIZE}")


def _require(*, condition: bool, what: str) -> None:
    if not condition:
        raise Unverified(what, rule="RFC 9162 section 2.1.4.2")


def _climb(*, index: int, last: int, leaf: bytes, proof: Sequence[bytes]) -> bytes:
    total = leaf
    for sibling in proof:
        if last == 0:
            raise Unverified("the inclusion proof is too long", rule="RFC 9162 section 2.1.3.2")
        if index & 1 or index == last:
            total = sha256(b"\x01" + sibling + total).digest()
            while not index & 1:
                index >>= 1
                last >>= 1
        else:
            total = sha256(b"\x01" + total + sibling).digest()
        index >>= 1
        last >>= 1
    if last != 0:
        raise Unverified("the inclusion proof is too short", rule="RFC 9162 section 2.1.3.2")
    return total


def _climb_both(*, size1: int, size2: int, root1: bytes, proof: Sequence[bytes]) -> tuple[bytes, bytes]:
    index, last = size1 - 1, size2 - 1
    path = list(proof)
    if size1 & (size1 - 1) == 0:
        path.insert(0, root1)  # a power of two is itself a node of the larger tree; the proof leaves it out
    _require(condition=bool(path), what="the consistency proof is empty")
    while index & 1:
        index >>= 1
        last >>= 1
    old = new = path[0]
    for sibling in path[1:]:
        _require(condition=last != 0, what="the consistency proof is too long")
        if index & 1 or index == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not index & 1:
                index >>= 1
                last >>= 1
        else:
            new = node_hash(new, sibling)
        index >>= 1
        last >>= 1
    _require(condition=last == 0, what="the consistency proof is too short")
    return old, new

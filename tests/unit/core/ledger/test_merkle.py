# SPDX-License-Identifier: Apache-2.0
"""Roots and proofs, against the recursive definitions of RFC 6962, for every tree up to 130 leaves."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Refused, Unverified
from tallystick.core.ledger import merkle

LEAVES = tuple(merkle.leaf_hash(bytes([number])) for number in range(131))
MOST = 130


def split(size: int) -> int:
    """Return the largest power of two below ``size``."""
    power = 1
    while power * 2 < size:
        power *= 2
    return power


@cache
def naive(start: int, end: int) -> bytes:
    """The definition of MTH in RFC 6962 section 2.1, by recursion."""
    if start == end:
        return sha256(b"").digest()
    if end - start == 1:
        return LEAVES[start]
    middle = start + split(end - start)
    return sha256(b"\x01" + naive(start, middle) + naive(middle, end)).digest()


def naive_path(index: int, start: int, end: int) -> list[bytes]:
    """The definition of PATH in RFC 6962 section 2.1.1, by recursion."""
    if end - start == 1:
        return []
    middle = start + split(end - start)
    if index < middle:
        return [*naive_path(index, start, middle), naive(middle, end)]
    return [*naive_path(index, middle, end), naive(start, middle)]


def naive_subproof(old: int, start: int, end: int, whole: bool) -> list[bytes]:
    """The definition of SUBPROOF in RFC 6962 section 2.1.2, by recursion."""
    if old == end:
        return [] if whole else [naive(start, end)]
    middle = start + split(end - start)
    if old <= middle:
        return [*naive_subproof(old, start, middle, whole), naive(middle, end)]
    return [*naive_subproof(old, middle, end, False), naive(start, middle)]


def node(level: int, index: int) -> bytes:
    return naive(index << level, (index + 1) << level)


def test_roots_of_all_trees_up_to_130_leaves() -> None:
    for size in range(MOST + 1):
        assert merkle.root(LEAVES[:size]) == naive(0, size)
        assert merkle.range_hash(start=0, end=size, node=node) == naive(0, size)


def test_inclusion_proofs_of_all_trees_up_to_130_leaves() -> None:
    for size in range(1, MOST + 1):
        for index in range(size):
            proof = merkle.inclusion_proof(index=index, size=size, node=node)
            assert list(proof) == naive_path(index, 0, size)
            merkle.verify_inclusion(index=index, size=size, leaf=LEAVES[index], proof=proof, root=naive(0, size))


def test_consistency_proofs_of_all_trees_up_to_130_leaves() -> None:
    for new in range(1, MOST + 1):
        for old in range(1, new + 1):
            proof = merkle.consistency_proof(size1=old, size2=new, node=node)
            assert list(proof) == naive_subproof(old, 0, new, True)
            merkle.verify_consistency(size1=old, size2=new, root1=naive(0, old), root2=naive(0, new), proof=proof)


def test_rolling_digests_of_the_merkle_tree_certificates_draft() -> None:
    """Two of the accumulated vectors of draft-ietf-plants-merkle-tree-certs, appendix Subtree Test Vectors.

    Over all subtrees [start, end) of trees up to 130 leaves, where start is a multiple of the power of two that
    covers the subtree: each hash, and each inclusion proof. (The other two concern algorithms we do not have.)
    """
    hashes, proofs = sha256(), sha256()
    for end in range(1, MOST + 1):
        for start in range(end):
            if start % (1 << (end - start - 1).bit_length()):
                continue
            subtree = merkle.root(LEAVES[start:end])
            hashes.update(f"[{start}, {end}) {subtree.hex()}\n".encode())
            for index in range(start, end):
                path = merkle.inclusion_proof(
                    index=index - start,
                    size=end - start,
                    node=lambda level, at, s=start: node(level, at + (s >> level)),
                )
                line = "".join(f" {item.hex()}" for item in path)
                proofs.update(f"{index} [{start}, {end}){line}\n".encode())
    assert hashes.hexdigest().startswith("94a95384")
    assert proofs.hexdigest().startswith("ac2a8f98")


def other(value: bytes) -> bytes:
    return bytes([value[0] ^ 1]) + value[1:]


def wrong_proofs(proof: Sequence[bytes]) -> list[Sequence[bytes]]:
    """Return proofs with each hash altered, left out, doubled, cut short or swapped with the next."""
    wrong: list[Sequence[bytes]] = [[*proof, bytes(32)], [bytes(32), *proof]]
    for at, value in enumerate(proof):
        before, after = list(proof[:at]), list(proof[at + 1 :])
        wrong += [[*before, other(value), *after], [*before, *after], [*before, value, value, *after]]
        wrong += [[*before, value[:-1], *after], [*before, value + b"\x00", *after]]
        if after:
            wrong.append([*before, after[0], value, *after[1:]])
    return wrong


@given(st.data(), st.integers(1, MOST))
def test_wrong_inclusion_claims_are_refused(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(0, size - 1))
    root, leaf = naive(0, size), LEAVES[index]
    proof = merkle.inclusion_proof(index=index, size=size, node=node)
    for wrong in wrong_proofs(proof):
        with pytest.raises(Unverified):
            merkle.verify_inclusion(index=index, size=size, leaf=leaf, proof=wrong, root=root)
    for wrong_index in {-1, index - 1, index + 1, index + size, size, 2**63} - {index}:
        with pytest.raises(Unverified):
            merkle.verify_inclusion(index=wrong_index, size=size, leaf=leaf, proof=proof, root=root)
    for changed in ({"leaf": other(leaf)}, {"root": other(root)}, {"leaf": b""}, {"root": b""}, {"size": 2**63}):
        with pytest.raises(Unverified):
            merkle.verify_inclusion(
                **{"index": index, "size": size, "leaf": leaf, "proof": proof, "root": root} | changed
            )


@given(st.data(), st.integers(2, MOST))
def test_wrong_consistency_claims_are_refused(data: st.DataObject, new: int) -> None:
    old = data.draw(st.integers(1, new - 1))
    claim = {
        "size1": old,
        "size2": new,
        "root1": naive(0, old),
        "root2": naive(0, new),
        "proof": merkle.consistency_proof(size1=old, size2=new, node=node),
    }
    wrong: list[dict[str, object]] = [{"proof": proof} for proof in wrong_proofs(claim["proof"])]
    wrong += [{"root1": other(claim["root1"])}, {"root2": other(claim["root2"])}, {"root1": b""}, {"root2": b""}]
    wrong += [{"size1": 0}, {"size1": -1}, {"size1": new + 1}, {"size2": 2**63}, {"proof": ()}, {"size1": new}]
    for changed in wrong:
        with pytest.raises(Unverified):
            merkle.verify_consistency(**claim | changed)


def test_trees_of_equal_size_have_one_root_and_an_empty_proof() -> None:
    same = {"size1": 7, "size2": 7, "root1": naive(0, 7), "root2": naive(0, 7), "proof": ()}
    merkle.verify_consistency(**same)
    for changed in ({"root2": naive(0, 6)}, {"proof": (bytes(32),)}):
        with pytest.raises(Unverified):
            merkle.verify_consistency(**same | changed)


def test_only_verify_extension_starts_from_the_empty_tree() -> None:
    first = {"size1": 0, "size2": 5, "root1": merkle.EMPTY_ROOT, "root2": naive(0, 5), "proof": ()}
    merkle.verify_extension(**first)
    merkle.verify_extension(**first | {"size2": 0, "root2": merkle.EMPTY_ROOT})
    merkle.verify_extension(**first | {"size1": 5, "root1": naive(0, 5)})
    with pytest.raises(Unverified):
        merkle.verify_consistency(**first)
    wrong = [
        {"root1": naive(0, 1)},
        {"proof": (bytes(32),)},
        {"size2": 0},
        {"size2": -1},
        {"size2": 2**63},
        {"root2": b""},
    ]
    for changed in wrong:
        with pytest.raises(Unverified):
            merkle.verify_extension(**first | changed)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_proof_is_made_for_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(Refused):
        merkle.inclusion_proof(index=index, size=size, node=node)


@pytest.mark.parametrize(("old", "new"), [(-1, 3), (4, 3)])
def test_no_consistency_proof_is_made_backwards(old: int, new: int) -> None:
    with pytest.raises(Refused):
        merkle.consistency_proof(size1=old, size2=new, node=node)


def test_the_proof_from_an_empty_tree_is_empty() -> None:
    assert merkle.consistency_proof(size1=0, size2=9, node=node) == ()

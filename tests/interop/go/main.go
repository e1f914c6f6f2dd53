// SPDX-License-Identifier: Apache-2.0

// Checks a log with the reference packages of the Go checksum database, golang.org/x/mod/sumdb/note and .../tlog.
//
//	oracle check FOLDER VKEY        checks FOLDER/log and the proofs beside it
//	oracle cosigned FOLDER VKEY     checks the cosignature of a witness on FOLDER/cosigned
//	oracle sign SECRET < TEXT       signs a text with a private key
//	oracle generate NAME < TEXT     makes a key, prints it and its public half, then the signed text
//
// Exit status 0 and one line per check that holds, or 1 and the first that does not.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(words []string) error {
	switch {
	case len(words) == 3 && words[0] == "check":
		return check(words[1], words[2])
	case len(words) == 3 && words[0] == "cosigned":
		return cosigned(words[1], words[2])
	case len(words) == 2 && words[0] == "sign":
		return sign(words[1])
	case len(words) == 2 && words[0] == "generate":
		return generate(words[1])
	}
	return errors.New("usage: oracle check FOLDER VKEY | cosigned FOLDER VKEY | sign SECRET | generate NAME")
}

func check(folder, vkey string) error {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(filepath.Join(folder, "log", "checkpoint"), verifier)
	if err != nil {
		return err
	}
	fmt.Println("the checkpoint is signed by the log, size", tree.N)
	older, err := openCheckpoint(filepath.Join(folder, "older"), verifier)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, &files{folder: filepath.Join(folder, "log")})
	root, err := tlog.TreeHash(tree.N, hashes)
	if err != nil {
		return err
	}
	if root != tree.Hash {
		return errors.New("the tiles lead to another root")
	}
	fmt.Println("the tiles lead to its root")
	if err := checkEntries(filepath.Join(folder, "log"), tree, hashes); err != nil {
		return err
	}
	if err := checkInclusion(folder, tree, hashes); err != nil {
		return err
	}
	return checkConsistency(folder, tree, older, hashes)
}

// openCheckpoint returns the tree of a checkpoint that the log's key has signed.
func openCheckpoint(path string, verifier note.Verifier) (tlog.Tree, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, errors.New("the checkpoint has not the three lines of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// files reads tiles of height 8 from a folder, in which paths leave the height out.
type files struct{ folder string }

func (f *files) Height() int { return 8 }

func (f *files) SaveTiles([]tlog.Tile, [][]byte) {}

func (f *files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range tiles {
		path := "tile/" + strings.TrimPrefix(tile.Path(), "tile/8/")
		data, err := os.ReadFile(filepath.Join(f.folder, path))
		if err != nil {
			return nil, err
		}
		found = append(found, data)
	}
	return found, nil
}

// checkEntries hashes every entry of every bundle and compares it with the tree.
func checkEntries(folder string, tree tlog.Tree, hashes tlog.HashReader) error {
	for start := int64(0); start < tree.N; start += 256 {
		width := tree.N - start
		if width > 256 {
			width = 256
		}
		tile := tlog.Tile{H: 8, L: -1, N: start / 256, W: int(width)}
		path := "tile/entries/" + strings.TrimPrefix(tile.Path(), "tile/8/data/")
		data, err := os.ReadFile(filepath.Join(folder, path))
		if err != nil {
			return err
		}
		indexes := make([]int64, width)
		for offset := range indexes {
			indexes[offset] = tlog.StoredHashIndex(0, start+int64(offset))
		}
		leaves, err := hashes.ReadHashes(indexes)
		if err != nil {
			return err
		}
		for offset, leaf := range leaves {
			if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
				return errors.New(path + " is cut short")
			}
			end := 2 + int(binary.BigEndian.Uint16(data))
			if tlog.RecordHash(data[2:end]) != leaf {
				return fmt.Errorf("entry %d does not hash to its leaf", start+int64(offset))
			}
			data = data[end:]
		}
		if len(data) != 0 {
			return errors.New("bytes follow the last entry of " + path)
		}
	}
	fmt.Println("every entry hashes to its leaf")
	return nil
}

// checkInclusion checks the proof that we made, and one made here from our tiles.
func checkInclusion(folder string, tree tlog.Tree, hashes tlog.HashReader) error {
	entry, err := os.ReadFile(filepath.Join(folder, "entry"))
	if err != nil {
		return err
	}
	text, err := os.ReadFile(filepath.Join(folder, "entry.tlog-proof"))
	if err != nil {
		return err
	}
	head := strings.Split(strings.SplitN(string(text), "\n\n", 2)[0], "\n")
	if len(head) < 2 || head[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("entry.tlog-proof is no proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(head[1], "index "), 10, 64)
	if err != nil {
		return err
	}
	ours, err := parseHashes(head[2:])
	if err != nil {
		return err
	}
	leaf := tlog.RecordHash(entry)
	if err := tlog.CheckRecord(ours, tree.N, tree.Hash, index, leaf); err != nil {
		return fmt.Errorf("our inclusion proof: %w", err)
	}
	theirs, err := tlog.ProveRecord(tree.N, index, hashes)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(theirs, tree.N, tree.Hash, index, leaf); err != nil {
		return fmt.Errorf("the inclusion proof rebuilt from our tiles: %w", err)
	}
	if !same(ours, theirs) {
		return errors.New("the two inclusion proofs differ")
	}
	fmt.Println("entry", index, "is included, by our proof and by one rebuilt from our tiles")
	return nil
}

// checkConsistency checks the proof that we made, and one made here from our tiles.
func checkConsistency(folder string, tree, older tlog.Tree, hashes tlog.HashReader) error {
	text, err := os.ReadFile(filepath.Join(folder, "consistency"))
	if err != nil {
		return err
	}
	ours, err := parseHashes(strings.Fields(string(text)))
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(ours, tree.N, tree.Hash, older.N, older.Hash); err != nil {
		return fmt.Errorf("our consistency proof: %w", err)
	}
	theirs, err := tlog.ProveTree(tree.N, older.N, hashes)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(theirs, tree.N, tree.Hash, older.N, older.Hash); err != nil {
		return fmt.Errorf("the consistency proof rebuilt from our tiles: %w", err)
	}
	if !same(ours, theirs) {
		return errors.New("the two consistency proofs differ")
	}
	fmt.Println("it continues the log of size", older.N)
	return nil
}

func parseHashes(lines []string) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

func same(one, other []tlog.Hash) bool {
	if len(one) != len(other) {
		return false
	}
	for index := range one {
		if one[index] != other[index] {
			return false
		}
	}
	return true
}

// witness verifies cosignatures of type 0x04 (c2sp.org/tlog-cosignature), of which the note package knows nothing.
type witness struct {
	name string
	key  ed25519.PublicKey
}

func newWitness(vkey string) (*witness, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("the key of the witness is malformed")
	}
	raw, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(raw) != 1+ed25519.PublicKeySize || raw[0] != 0x04 {
		return nil, errors.New("the key of the witness is no key of type 0x04")
	}
	return &witness{parts[0], raw[1:]}, nil
}

func (w *witness) Name() string { return w.name }

func (w *witness) KeyHash() uint32 {
	sum := sha256.Sum256(append([]byte(w.name+"\n\x04"), w.key...))
	return binary.BigEndian.Uint32(sum[:])
}

func (w *witness) Verify(message, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	time := binary.BigEndian.Uint64(signature)
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, message)
	return time != 0 && ed25519.Verify(w.key, []byte(signed), signature[8:])
}

func cosigned(folder, vkey string) error {
	verifier, err := newWitness(vkey)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(filepath.Join(folder, "cosigned"))
	if err != nil {
		return err
	}
	if _, err := note.Open(data, note.VerifierList(verifier)); err != nil {
		return err
	}
	fmt.Println("the checkpoint is cosigned by", verifier.Name())
	return nil
}

func sign(secret string) error {
	signer, err := note.NewSigner(secret)
	if err != nil {
		return err
	}
	return signInput(signer)
}

func generate(name string) error {
	secret, vkey, err := note.GenerateKey(rand.Reader, name)
	if err != nil {
		return err
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		return err
	}
	fmt.Printf("%s\n%s\n", secret, vkey)
	return signInput(signer)
}

func signInput(signer note.Signer) error {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	signed, err := note.Sign(&note.Note{Text: string(text)}, signer)
	if err != nil {
		return err
	}
	_, err = io.Copy(os.Stdout, bytes.NewReader(signed))
	return err
}

"""Bech32 (BIP 173) text for 32-byte age secrets: the form in which every age tool reads an identity."""

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM_LENGTH = 6


def encode(prefix: str, data: bytes) -> str:
    """``prefix``, a separating 1, ``data`` in five-bit letters and six letters of checksum; lower case."""
    words = _to_five_bits(data)
    residue = _polymod(_expanded(prefix) + words + [0] * _CHECKSUM_LENGTH) ^ 1
    checksum = [(residue >> 5 * (_CHECKSUM_LENGTH - 1 - place)) & 31 for place in range(_CHECKSUM_LENGTH)]
    return prefix + "1" + "".join(_ALPHABET[word] for word in words + checksum)


def _expanded(prefix: str) -> list[int]:
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def _polymod(words: list[int]) -> int:
    residue = 1
    for word in words:
        top = residue >> 25
        residue = (residue & 0x1FFFFFF) << 5 ^ word
        for bit, factor in enumerate(_GENERATOR):
            if top >> bit & 1:
                residue ^= factor
    return residue


def _to_five_bits(data: bytes) -> list[int]:
    value, bits, words = 0, 0, []
    for byte in data:
        value = value << 8 | byte
        bits += 8
        while bits >= 5:
            bits -= 5
            words.append(value >> bits & 31)
    if bits:
        words.append(value << (5 - bits) & 31)
    return words

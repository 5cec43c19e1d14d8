using System.Security.Cryptography;

namespace CityKit.Credentials.SdJwt;

/// <summary>The disclosures of a token by their digests.</summary>
internal sealed class DisclosureTable
{
    private readonly List<(int Start, int Length, bool Used)> disclosures = [];
    private byte[] digests = new byte[SdHash.MostCharacters * 8];
    private int digestLength;

    internal int Count => disclosures.Count;

    /// <summary>Takes the disclosures of a token, each with a tilde after it, and computes their digests.</summary>
    internal void Load(ReadOnlySpan<byte> text, HashAlgorithmName hash)
    {
        disclosures.Clear();
        for (var start = 0; start < text.Length;)
        {
            var length = text[start..].IndexOf((byte)'~');
            Add(text, start, length, hash);
            start += length + 1;
        }
    }

    internal ReadOnlySpan<byte> Text(ReadOnlySpan<byte> text, int index) => text.Slice(disclosures[index].Start, disclosures[index].Length);

    /// <summary>The disclosure of a digest; -1 when there is none. It counts as used.</summary>
    internal int Use(ReadOnlySpan<byte> digest)
    {
        for (var index = 0; index < disclosures.Count; index++)
        {
            if (!digest.SequenceEqual(digests.AsSpan(index * SdHash.MostCharacters, digestLength))) continue;
            disclosures[index] = disclosures[index] with { Used = true };
            return index;
        }
        return -1;
    }

    /// <summary>The first disclosure that no digest asked for; -1 when all were used.</summary>
    internal int FirstUnused() => disclosures.FindIndex(disclosure => !disclosure.Used);

    private void Add(ReadOnlySpan<byte> text, int start, int length, HashAlgorithmName hash)
    {
        var at = disclosures.Count * SdHash.MostCharacters;
        if (digests.Length < at + SdHash.MostCharacters) Array.Resize(ref digests, digests.Length * 2);
        digestLength = SdHash.Write(hash, text.Slice(start, length), digests.AsSpan(at));
        disclosures.Add((start, length, false));
    }
}

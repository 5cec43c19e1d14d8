using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CityKit.Grids;

/// <summary>SHA-256 over numbers, little-endian, and texts and bytes with their length before them.</summary>
internal sealed class ContentHash : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Dispose() => hash.Dispose();

    internal void Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Add(bytes.Length);
        hash.AppendData(bytes);
    }

    internal void Add(int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }

    /// <param name="count">How many things the bytes are of.</param>
    /// <param name="bytes">The bytes.</param>
    internal void Add(int count, ReadOnlySpan<byte> bytes)
    {
        Add(count);
        hash.AppendData(bytes);
    }

    internal byte[] Finish() => hash.GetHashAndReset();
}

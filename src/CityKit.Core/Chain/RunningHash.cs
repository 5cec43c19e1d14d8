using System.Security.Cryptography;

namespace CityKit.Core.Chain;

/// <summary>
/// The running hash of a sequence of records (链式摘要): SHA-256 of the hash before and the next record's bytes.
/// Two ends that agree on it agree on everything before. <c>default</c> is the start: 32 zero bytes.
/// </summary>
public readonly record struct RunningHash
{
    /// <summary>Length in bytes.</summary>
    public const int ByteLength = 32;

    [ThreadStatic] private static IncrementalHash? perThread; // created for each record it costs half as much again as the hash
    private readonly UInt128 high;
    private readonly UInt128 low;

    private RunningHash(UInt128 high, UInt128 low) => (this.high, this.low) = (high, low);

    /// <summary>Reads 32 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 32 bytes.</exception>
    public static RunningHash FromBytes(ReadOnlySpan<byte> bytes) => new(
        System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes),
        System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]));

    /// <summary>Writes 32 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is room for fewer than 32 bytes.</exception>
    public void WriteTo(Span<byte> bytes)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, high);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], low);
    }

    /// <summary>The hash after one more record.</summary>
    public RunningHash Next(ReadOnlySpan<byte> record)
    {
        const int OnStack = 1024;
        var length = ByteLength + record.Length;
        Span<byte> joined = length <= OnStack ? stackalloc byte[OnStack] : new byte[length];
        WriteTo(joined);
        record.CopyTo(joined[ByteLength..]);
        Span<byte> hash = stackalloc byte[ByteLength];
        var sha = perThread ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(joined[..length]);
        sha.GetHashAndReset(hash);
        return FromBytes(hash);
    }

    /// <summary>The 32 bytes as an array.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[ByteLength];
        WriteTo(bytes);
        return bytes;
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray());
}

using System.Security.Cryptography;

namespace CityKit.Credentials.Tests.Support;

/// <summary>Bytes that are the same in every run.</summary>
internal sealed class SeededRandom(int seed) : RandomNumberGenerator
{
    private readonly Random random = new(seed);

    public override void GetBytes(byte[] data) => random.NextBytes(data);

    public override void GetBytes(Span<byte> data) => random.NextBytes(data);
}

namespace CityKit.Desk.Map.PmTiles;

/// <summary>Reads numbers of 7 bits a byte, the lowest first. After the first that is none, all are 0.</summary>
internal ref struct VarintReader(ReadOnlySpan<byte> bytes)
{
    private const int MostBits = 64;
    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>The byte that comes next, or the one at which it failed.</summary>
    internal int At { get; private set; }

    internal bool HasFailed { get; private set; }

    internal void Fail() => HasFailed = true;

    internal ulong Next()
    {
        var number = 0UL;
        for (var shift = 0; shift < MostBits && !HasFailed; shift += 7)
        {
            if (At >= bytes.Length) break;
            var part = bytes[At++];
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return number;
        }
        Fail();
        return 0;
    }

    /// <summary>One that has 32 bits at most.</summary>
    internal uint NextInt()
    {
        var number = Next();
        if (number > uint.MaxValue) Fail();
        return (uint)number;
    }
}

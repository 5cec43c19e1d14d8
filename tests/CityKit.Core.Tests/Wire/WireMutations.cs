namespace CityKit.Core.Tests.Wire;

/// <summary>Events as bytes, most of them damaged, the same ones every time: 40,000 from one seed.</summary>
internal static class WireMutations
{
    private const int Seed = 20261127;
    private const int Count = 40_000;

    public static IEnumerable<byte[]> Events()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Count; i++)
        {
            var whole = WireSamples.Encode(WireSamples.AnyEvent(random));
            yield return random.Next(6) switch
            {
                0 => whole,
                1 => whole[..random.Next(whole.Length)],
                2 => Flipped(random, whole, random.Next(1, 9)),
                3 => Flipped(random, whole, 1),
                4 => Spliced(random, whole),
                _ => [.. whole, (byte)random.Next(256)],
            };
        }
    }

    private static byte[] Flipped(Random random, byte[] whole, int flips)
    {
        for (; flips > 0; flips--) whole[random.Next(whole.Length)] ^= (byte)(1 << random.Next(8));
        return whole;
    }

    /// <summary>A head of another value, with what may look like its length, among the bytes.</summary>
    private static byte[] Spliced(Random random, byte[] whole)
    {
        var from = random.Next(Math.Min(whole.Length, 64));
        var number = new byte[random.Next(9)];
        random.NextBytes(number);
        return [.. whole[..from], (byte)random.Next(0x80, 0x100), .. number, .. whole[random.Next(from, whole.Length)..]];
    }
}

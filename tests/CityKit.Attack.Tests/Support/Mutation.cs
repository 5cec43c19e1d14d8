namespace CityKit.Attack.Tests.Support;

/// <summary>Changes bytes as an attacker or a bad line would.</summary>
internal static class Mutation
{
    private static readonly byte[] Odd =
        [0x00, 0x7f, 0x80, 0x90, 0x9f, 0xa0, 0xc0, 0xc1, 0xc4, 0xc6, 0xcb, 0xcf, 0xd3, 0xd9, 0xdc, 0xdd, 0xdf, 0xff];

    /// <summary>One to four changes.</summary>
    internal static byte[] Of(byte[] bytes, Random random)
    {
        var changed = bytes;
        for (var i = random.Next(4); i >= 0; i--) changed = Once(changed, random);
        return changed;
    }

    private static byte[] Once(byte[] bytes, Random random)
    {
        if (bytes.Length == 0) return [Odd[random.Next(Odd.Length)]];
        var at = random.Next(bytes.Length);
        var count = random.Next(1, Math.Min(16, bytes.Length - at) + 1);
        return random.Next(6) switch
        {
            0 => With(bytes, at, (byte)(bytes[at] ^ 1 << random.Next(8))),
            1 => With(bytes, at, Odd[random.Next(Odd.Length)]),
            2 => bytes[..at],
            3 => [.. bytes[..at], .. bytes[(at + count)..]],
            4 => [.. bytes[..(at + count)], .. bytes[at..]],
            _ => [.. bytes[..at], Odd[random.Next(Odd.Length)], .. bytes[at..]],
        };
    }

    private static byte[] With(byte[] bytes, int at, byte value)
    {
        var changed = bytes.ToArray();
        changed[at] = value;
        return changed;
    }
}

namespace CityKit.Import.Files;

/// <summary>What is unpacked of a file from outside.</summary>
/// <param name="Bytes">The most bytes of one part, unpacked, and of all together.</param>
/// <param name="Ratio">How many times longer than packed a part of more than <see cref="Small"/> bytes may be.</param>
internal sealed record PackLimits(long Bytes, int Ratio)
{
    /// <summary>The most parts.</summary>
    internal const int Parts = 10_000;

    /// <summary>So many bytes do no harm, however tightly they were packed.</summary>
    internal const long Small = 16 << 20;

    internal static PackLimits Default { get; } = new(8L << 30, 250);
}

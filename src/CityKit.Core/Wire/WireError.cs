using CityKit.Core;

namespace CityKit.Core.Wire;

/// <summary>Why bytes could not be read: at which byte, what was found, what was expected.</summary>
/// <param name="Offset">The byte at which reading stopped, from 0.</param>
/// <param name="Found">What was there, in words that go on after "found" and “遇到”.</param>
/// <param name="Expected">What should have been there, in words that go on after "expected" and “应为”.</param>
public sealed record WireError(int Offset, LocalizedText Found, LocalizedText Expected)
{
    /// <summary>Whether what was found is a cryptographic suite that this version does not know: a newer one may read the bytes.</summary>
    public bool IsUnknownSuite { get; init; }

    /// <summary>The error as a sentence, in both languages.</summary>
    public LocalizedText Message => new(
        $"第 {Offset} 字节：遇到{Found.ZhGoingOn}，应为{Expected.ZhGoingOn}。",
        $"Byte {Offset}: found {Found.En}, expected {Expected.En}.");

    /// <summary>An array of so many values, as found or as expected.</summary>
    public static LocalizedText Array(int count) => new($"长度为 {count} 的数组", $"an array of {count}");

    /// <summary>So many values, as found or as expected.</summary>
    public static LocalizedText Values(long count) => new($"{count} 个值", $"{count} values");

    /// <summary>So many bytes, as found or as expected.</summary>
    public static LocalizedText Bytes(long count) => new($"{count} 字节", $"{count} bytes");

    /// <summary>A number of at least this, as expected.</summary>
    public static LocalizedText AtLeast(long least) => new($"至少 {least}", $"at least {least}");

    /// <summary>A number of at most this, as expected.</summary>
    public static LocalizedText AtMost(long most) => new($"最多 {most}", $"at most {most}");

    /// <summary>A number from one to another, both of them too, as expected.</summary>
    public static LocalizedText Between(long least, long most) => new($"{least} 至 {most}", $"{least} to {most}");

    /// <inheritdoc/>
    public override string ToString() => Message.En;
}

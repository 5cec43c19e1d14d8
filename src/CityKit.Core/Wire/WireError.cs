using CityKit.Core;

namespace CityKit.Core.Wire;

/// <summary>Why bytes could not be read: at which byte, what was found, what was expected.</summary>
/// <param name="Offset">The byte at which reading stopped, from 0.</param>
/// <param name="Found">What was there.</param>
/// <param name="Expected">What should have been there.</param>
public sealed record WireError(int Offset, string Found, string Expected)
{
    /// <summary>Whether what was found is a cryptographic suite that this version does not know: a newer one may read the bytes.</summary>
    public bool IsUnknownSuite { get; init; }

    /// <summary>The error as a sentence, in both languages.</summary>
    public LocalizedText Message => new(
        $"第 {Offset} 字节：遇到 {Found}，应为 {Expected}。",
        $"Byte {Offset}: found {Found}, expected {Expected}.");

    /// <inheritdoc/>
    public override string ToString() => Message.En;
}

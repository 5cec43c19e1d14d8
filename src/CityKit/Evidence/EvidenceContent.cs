using CityKit.Core;

namespace CityKit.Evidence;

/// <summary>Evidence that was opened, or why it was not. Dispose of it.</summary>
/// <param name="Refusal">Why it was not; null when it was.</param>
/// <param name="Type">What it is.</param>
/// <param name="Content">The bytes, decrypted as they are read, asynchronously; <see cref="Stream.Null"/> when it was not.</param>
public sealed record EvidenceContent(Refusal? Refusal, EvidenceType Type, Stream Content) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();

    internal static EvidenceContent Refused(Refusal refusal) => new(refusal, default, Stream.Null);
}

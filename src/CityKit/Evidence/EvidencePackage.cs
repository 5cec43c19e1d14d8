using CityKit.Core;

namespace CityKit.Evidence;

/// <summary>A hand-over package that may be written (移交包), or why it may not.</summary>
public sealed class EvidencePackage
{
    private readonly Func<Stream, CancellationToken, Task>? write;

    private EvidencePackage(Refusal? refusal, Func<Stream, CancellationToken, Task>? write) => (Refusal, this.write) = (refusal, write);

    /// <summary>Why it may not be written; null when it may.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Writes it, a zip file.</summary>
    /// <param name="output">Where to; need not seek. The zip writer of .NET ends its files synchronously.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    /// <exception cref="IOException">The hub's store or archive cannot be read now, or the journal is not whole; what was written is no
    /// package.</exception>
    public Task WriteAsync(Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        return write?.Invoke(output, cancellationToken) ?? throw new InvalidOperationException(
            $"The package was refused: {Refusal!.Message.En} 移交被拒绝：{Refusal.Message.Zh}");
    }

    internal static EvidencePackage Of(Func<Stream, CancellationToken, Task> write) => new(null, write);

    internal static EvidencePackage Refused(Refusal refusal) => new(refusal, null);
}

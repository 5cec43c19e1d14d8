using CityKit.Core;
using CityKit.Credentials.Certificates;
using NodaTime;

namespace CityKit.Credentials.Sources;

/// <summary>What a source answered; made by <see cref="Found"/>, <see cref="Missing"/>, <see cref="Refused"/> or <see
/// cref="Later"/>.</summary>
public sealed record SourceAnswer
{
    private SourceAnswer(SourceOutcome outcome) => Outcome = outcome;

    /// <summary>How it answered.</summary>
    public SourceOutcome Outcome { get; }

    /// <summary>The certificate; null unless it was found.</summary>
    public ElectronicCertificate? Certificate { get; private init; }

    /// <summary>Why not; null unless it refused.</summary>
    public Refusal? Refusal { get; private init; }

    /// <summary>When to ask again; null unless it answers later.</summary>
    public Instant? AgainAt { get; private init; }

    /// <summary>It has none.</summary>
    public static SourceAnswer Missing { get; } = new(SourceOutcome.Missing);

    /// <summary>It gave the certificate.</summary>
    public static SourceAnswer Found(ElectronicCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return new SourceAnswer(SourceOutcome.Found) { Certificate = certificate };
    }

    /// <summary>It will not give it.</summary>
    public static SourceAnswer Refused(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return new SourceAnswer(SourceOutcome.Refused) { Refusal = refusal };
    }

    /// <summary>Ask again then.</summary>
    public static SourceAnswer Later(Instant againAt) => new(SourceOutcome.Later) { AgainAt = againAt };
}

using CityKit.Edge.Testing.Passages;
using NodaTime;

namespace CityKit.Samples.Compound.Scenarios;

/// <summary>One thing that happens at the pins. Which numbers count depends on the kind.</summary>
internal sealed record Happening
{
    public required HappeningKind What { get; init; }

    public required Instant At { get; init; }

    /// <summary>How long it lasts; zero for a passage.</summary>
    public Duration For { get; init; }

    /// <summary>The line of a contact.</summary>
    public string? Line { get; init; }

    /// <summary>The barriers, for everything else.</summary>
    public BarrierPair? Pair { get; init; }

    /// <summary>The beam that rain or a cover concerns: 0 = upper, 1 = lower.</summary>
    public int Beam { get; init; }

    /// <summary>How often a contact bounces on closing.</summary>
    public int Bounces { get; init; }

    /// <summary>How many drops of rain.</summary>
    public int Drops { get; init; }

    /// <summary>From a fall's release to the upper beam.</summary>
    public double DropMetres { get; init; }

    /// <summary>A ball's highest point above the upper beam.</summary>
    public double TopMetres { get; init; }

    public double TerminalMetresPerSecond { get; init; }

    public double LengthMetres { get; init; }

    /// <summary>The speed of a throw downwards, or of a bird.</summary>
    public double MetresPerSecond { get; init; }

    /// <summary>How wrong each edge's time may be.</summary>
    public double NoiseMicroseconds { get; init; }

    /// <summary>True when a bird crosses from below.</summary>
    public bool Upward { get; init; }

    /// <summary>It as the simulation knows it; null for a contact.</summary>
    public IPassage? Passage() => What switch
    {
        HappeningKind.Fall => new FallPassage(DropMetres, Pair!.SpacingMetres)
        {
            TerminalSpeed = TerminalMetresPerSecond,
            ObjectMetres = LengthMetres,
            InitialSpeed = MetresPerSecond,
            TimingNoise = NoiseMicroseconds / 1e6,
        },
        HappeningKind.Bird => new BirdPassage(Pair!.SpacingMetres, MetresPerSecond, Upward) { ObjectMetres = LengthMetres },
        HappeningKind.Ball =>
            new BallThrownUp(TopMetres, Pair!.SpacingMetres) { ObjectMetres = LengthMetres, TimingNoise = NoiseMicroseconds / 1e6 },
        HappeningKind.Rain => new RainFlicker(Beam, Drops),
        HappeningKind.Fog => new FogBank(For.TotalSeconds),
        HappeningKind.Stuck => new StuckBeam(Beam, For.TotalSeconds),
        _ => null,
    };
}

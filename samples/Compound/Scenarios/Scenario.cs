using CityKit.Core;
using NodaTime;

namespace CityKit.Samples.Compound.Scenarios;

/// <summary>A whole scenario file, read: what happens when, who acts how, and which files configure edge and hub.</summary>
internal sealed record Scenario
{
    /// <summary>Its name, for people.</summary>
    public required LocalizedText Name { get; init; }

    /// <summary>The zone of all local times in the file.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>Where scenario time starts: also zero of the edge's monotonic clock.</summary>
    public required Instant Start { get; init; }

    /// <summary>Where it ends.</summary>
    public required Instant End { get; init; }

    /// <summary>How far edge and hub go between two handshakes.</summary>
    public required Duration Step { get; init; }

    /// <summary>How long after a scripted moment an extra handshake comes.</summary>
    public required Duration Settle { get; init; }

    /// <summary>What chance starts from.</summary>
    public required int Seed { get; init; }

    /// <summary>The edge device's name.</summary>
    public required DeviceId Device { get; init; }

    /// <summary>The files beside it.</summary>
    public required ScenarioFiles Files { get; init; }

    /// <summary>The lines of the edge's chip.</summary>
    public required IReadOnlyList<ScenarioLine> Lines { get; init; }

    /// <summary>Pairs of light barriers, by name.</summary>
    public required IReadOnlyDictionary<string, BarrierPair> Pairs { get; init; }

    /// <summary>What happens at the pins.</summary>
    public required IReadOnlyList<Happening> Happenings { get; init; }

    /// <summary>The water that flows through the pulse meter; null when there is none.</summary>
    public WaterScript? Water { get; init; }

    /// <summary>The utility's feed; null when there is none.</summary>
    public GasScript? Gas { get; init; }

    /// <summary>What residents report.</summary>
    public required IReadOnlyList<ResidentReport> Reports { get; init; }

    /// <summary>Who works here.</summary>
    public required IReadOnlyList<Person> People { get; init; }

    /// <summary>What the staff does with leads, first match first.</summary>
    public required IReadOnlyList<LeadRule> LeadRules { get; init; }

    /// <summary>What the staff does with work items, first match first.</summary>
    public required IReadOnlyList<ItemRule> ItemRules { get; init; }

    /// <summary>Who sets things up: the first of the people.</summary>
    public Person Operator => People[0];

    /// <summary>Who sees all leads and work items: the second of the people.</summary>
    public Person Eyes => People[1];

    /// <summary>Every moment after which a handshake should follow soon.</summary>
    public IEnumerable<Instant> Moments() =>
    [
        .. Happenings.SelectMany(h => new[] { h.At, h.At + h.For }),
        .. Water?.Bursts.Select(b => b.At) ?? [],
        .. Gas?.Deliveries(this) ?? [],
        .. Reports.Select(r => r.At),
    ];

    /// <summary>Monotonic nanoseconds of an instant.</summary>
    public long ToMonotonic(Instant instant) => (instant - Start).ToInt64Nanoseconds();

    /// <summary>The instant of monotonic nanoseconds.</summary>
    public Instant FromMonotonic(long nanoseconds) => Start.PlusNanoseconds(nanoseconds);
}

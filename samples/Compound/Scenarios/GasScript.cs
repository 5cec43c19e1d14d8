using NodaTime;

namespace CityKit.Samples.Compound.Scenarios;

/// <summary>Real gas hours as a utility's daily batches, moved by whole weeks of local time.</summary>
internal sealed record GasScript
{
    public required string Feed { get; init; }

    public required string Source { get; init; }

    public required string File { get; init; }

    public required DateTimeZone SourceZone { get; init; }

    public required int Weeks { get; init; }

    /// <summary>Energy in a cubic metre.</summary>
    public required double WattHoursPerCubicMetre { get; init; }

    /// <summary>When the batch of the day before is delivered.</summary>
    public required LocalTime DeliveredAt { get; init; }

    /// <summary>Which of the people posts it.</summary>
    public required string As { get; init; }

    public required IReadOnlyList<GasRegister> Registers { get; init; }

    /// <summary>Every delivery inside the scenario.</summary>
    public IEnumerable<Instant> Deliveries(Scenario scenario)
    {
        var day = scenario.Start.InZone(scenario.Zone).Date;
        for (var at = Delivery(scenario, day); at < scenario.End; at = Delivery(scenario, day = day.PlusDays(1)))
            if (at > scenario.Start) yield return at;
    }

    /// <summary>The first delivery after a moment.</summary>
    public Instant NextDelivery(Scenario scenario, Instant after)
    {
        var day = after.InZone(scenario.Zone).Date;
        var today = Delivery(scenario, day);
        return today > after ? today : Delivery(scenario, day.PlusDays(1));
    }

    private Instant Delivery(Scenario scenario, LocalDate day) => day.At(DeliveredAt).InZoneLeniently(scenario.Zone).ToInstant();
}

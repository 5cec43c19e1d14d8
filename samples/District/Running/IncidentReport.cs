using System.Globalization;
using CityKit.Partitions;
using CityKit.Samples.District.Judging;
using CityKit.Samples.District.Load;

namespace CityKit.Samples.District.Running;

/// <summary>What an incident meant for the district.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Opened">The partitions that were opened meanwhile.</param>
/// <param name="OwnSilence">The longest silence of a partition that the node had, or that was opened.</param>
/// <param name="OtherSilence">The longest silence of any other partition.</param>
/// <param name="FirstAnswer">How long after it was over the first device was answered; null when none was.</param>
/// <param name="OthersTroubled">The calls to other partitions meanwhile that took long or were not answered for.</param>
internal sealed record IncidentReport(Incident Incident, IReadOnlySet<PartitionId> Opened, TimeSpan OwnSilence, TimeSpan OtherSilence,
    TimeSpan? FirstAnswer, IReadOnlyList<DeviceCall> OthersTroubled)
{
    /// <summary>The partitions that were opened although the node had not had them.</summary>
    internal IReadOnlyList<PartitionId> Foreign => [.. Opened.Except(Incident.Owned).Order()];

    /// <summary>Compares an incident with what was seen.</summary>
    internal static IncidentReport Of(Incident incident, EpochWatch epochs, Silences silences, IEnumerable<DeviceCall> troubled)
    {
        var opened = epochs.OpenedBetween(incident.From, incident.To);
        var longest = silences.Longest(incident.From, incident.To);
        bool IsConcerned(PartitionId partition) => opened.Contains(partition) || incident.Owned.Contains(partition);
        TimeSpan Of(bool isConcerned) => longest.Where(silence => IsConcerned(silence.Key) == isConcerned)
            .Select(silence => silence.Value).DefaultIfEmpty(TimeSpan.Zero).Max();
        return new IncidentReport(incident, opened, Of(true), Of(false), silences.FirstAfter(incident.Done),
        [
            .. troubled.Where(call => call.To >= incident.From && call.From <= incident.To
                && silences.HomeOf(call.Device) is { } home && !IsConcerned(home)),
        ]);
    }

    /// <summary>One line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Incident.Kind} {Incident.Node}: had {Incident.Owned.Count}, opened {Opened.Count}, of others {Foreign.Count}; "
        + $"silence {OwnSilence.TotalSeconds:F1} s of these, {OtherSilence.TotalSeconds:F1} s of others; "
        + $"first answer {FirstAnswer?.TotalSeconds ?? double.NaN:F1} s after it; busy {Incident.Busy} times");
}

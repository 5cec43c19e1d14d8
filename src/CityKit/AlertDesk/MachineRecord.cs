using System.Globalization;
using CityKit.Cases.Policies;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>
/// How often one version of a machine was right about a class (机器成绩), as people judged its leads. Another version starts again from
/// nothing.
/// </summary>
/// <param name="Class">The class.</param>
/// <param name="Source">The kind of machine.</param>
/// <param name="By">The machine's account.</param>
/// <param name="Version">The version of what finds; empty when the machine does not say.</param>
public sealed record MachineRecord(string Class, MachineSource Source, string By, string Version)
{
    /// <summary>How many of its leads people confirmed, or merged into a work item.</summary>
    public long Confirmed { get; init; }

    /// <summary>How many of its leads were nothing.</summary>
    public long Dismissed { get; init; }

    /// <summary>When a lead of it was last judged.</summary>
    public Instant ChangedAt { get; init; }

    /// <summary>Which part was right, 0 to 1; null while nothing was judged.</summary>
    public decimal? Precision => Confirmed + Dismissed == 0 ? null : Confirmed / (decimal)(Confirmed + Dismissed);

    /// <summary>One version of one machine and one class.</summary>
    internal string Id => IdOf(Class, Source, By, Version);

    internal static string IdOf(string classKey, MachineSource source, string by, string? version) =>
        LeadId.FromCause(string.Create(CultureInfo.InvariantCulture, $"machine|{(int)source}|{classKey}|{by}|{version}")).ToString();
}

using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using NodaTime;

namespace CityKit.Intake;

/// <summary>What one input showed: outcomes of rules, alerts that an edge raised itself, and what could not be decided or was not seen.</summary>
internal sealed class Judgement
{
    /// <summary>Feed rows that were known already.</summary>
    internal int Duplicates { get; set; }

    /// <summary>What was kept but not judged.</summary>
    internal int Undecided => Findings.Count(f => f.Code == "undecided");

    internal List<RuleOutcome> Outcomes { get; } = [];

    /// <summary>Outcomes of events whose device had no wall time, so that the hub's stands in its place.</summary>
    internal HashSet<RuleOutcome> WithoutTime { get; } = new(ReferenceEqualityComparer.Instance);

    internal List<(string Code, string Source, Instant? From, Instant? To, LocalizedText Reason)> Findings { get; } = [];

    internal void Note(string code, string source, Instant? from, Instant? to, string en, string zh) => Findings.Add((code, source, from, to, new LocalizedText(zh, en)));
}

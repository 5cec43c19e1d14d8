using CityKit.Core;
using CityKit.Readings;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Intake;

/// <summary>
/// What one input showed: outcomes of rules, alerts that an edge raised itself, and what could not be decided or was not seen.
/// </summary>
internal sealed class Judgement
{
    private readonly Dictionary<(string Code, string Source, string Cause, int Order), NoteSoFar> notes = [];
    private readonly List<(string Code, string Source, string Cause, int Order)> order = [];

    /// <summary>Whether there is nothing to report, as with nearly every batch.</summary>
    internal bool IsEmpty => Outcomes.Count + Notices.Count + order.Count == 0;

    /// <summary>Feed rows that were known already.</summary>
    internal int Duplicates { get; set; }

    /// <summary>Readings kept but not counted: in doubt, or contradicting what is known.</summary>
    internal int Held { get; set; }

    /// <summary>What was kept but not judged.</summary>
    internal int Undecided => Held + notes.Where(n => n.Key.Code == Judge.Undecided).Sum(n => n.Value.Count);

    internal List<RuleOutcome> Outcomes { get; } = [];

    /// <summary>What sensors read, where that is kept; of what came without a time, nothing.</summary>
    internal List<(SensorKey Sensor, SensorReading Reading)> Readings { get; } = [];

    /// <summary>Outcomes of events whose device had no wall time, so that the hub's is used in its place.</summary>
    internal HashSet<RuleOutcome> WithoutTime { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>What was not seen or could not be decided, in order; the same thing said of the same source once, however often.</summary>
    internal IEnumerable<(string Code, string Source, Instant? From, Instant? To, LocalizedText Reason, string Audience)> Findings =>
        order.Select(key => (key.Code, key.Source, notes[key].From, notes[key].To, notes[key].Reason, notes[key].Audience));

    /// <summary>What people are notified of besides alerts, each thing once.</summary>
    internal List<(string Audience, string Subject, LocalizedText Text)> Notices { get; } = [];

    /// <summary>Notes something that belongs to one stretch of time.</summary>
    internal void Note(string code, string source, Instant? from, Instant? to, LocalizedText reason, string audience = "") =>
        Add((code, source, reason.En, order.Count), from, to, reason, audience);

    /// <summary>Notes something undecided; a device that sends thousands of them makes one finding.</summary>
    internal void NoteUndecided(string source, Instant? at, LocalizedText reason, string audience = "") =>
        Add((Judge.Undecided, source, reason.En, 0), at, at, reason, audience);

    /// <summary>
    /// Notes what the readings of a register turned out to be: many of one cause make one finding, in the words of the first.
    /// </summary>
    internal void NoteReading(string code, string source, string cause, Instant at, LocalizedText reason) =>
        Add((code, source, cause, 0), at, at, reason, "");

    /// <summary>What rules found, without what was said besides.</summary>
    internal Judgement OutcomesAlone()
    {
        var alone = new Judgement();
        alone.Outcomes.AddRange(Outcomes);
        alone.WithoutTime.UnionWith(WithoutTime);
        return alone;
    }

    private void Add((string Code, string Source, string Cause, int Order) key,
        Instant? from, Instant? to, LocalizedText reason, string audience)
    {
        if (!notes.TryGetValue(key, out var note)) order.Add(key);
        notes[key] = note is null ? new NoteSoFar(from, to, reason, audience, 1) : note.Again(from, to);
    }

    private sealed record NoteSoFar(Instant? From, Instant? To, LocalizedText Text, string Audience, int Count)
    {
        internal LocalizedText Reason => Count == 1 ? Text : new LocalizedText($"{Text.Zh}（{Count} 次）", $"{Text.En} ({Count} times)");

        internal NoteSoFar Again(Instant? from, Instant? to) =>
            this with { From = from < From ? from : From, To = to > To ? to : To, Count = Count + 1 };
    }
}

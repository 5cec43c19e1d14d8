using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using NodaTime;

namespace CityKit.Intake;

/// <summary>What one input showed: outcomes of rules, alerts that an edge raised itself, and what could not be decided or was not seen.</summary>
internal sealed class Judgement
{
    private readonly Dictionary<(string Code, string Source, string En, int Order), NoteSoFar> notes = [];
    private readonly List<(string Code, string Source, string En, int Order)> order = [];

    /// <summary>Feed rows that were known already.</summary>
    internal int Duplicates { get; set; }

    /// <summary>What was kept but not judged.</summary>
    internal int Undecided => notes.Where(n => n.Key.Code == Judge.Undecided).Sum(n => n.Value.Count);

    internal List<RuleOutcome> Outcomes { get; } = [];

    /// <summary>Outcomes of events whose device had no wall time, so that the hub's stands in its place.</summary>
    internal HashSet<RuleOutcome> WithoutTime { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>What was not seen or could not be decided, in order; the same thing said of the same source once, however often.</summary>
    internal IEnumerable<(string Code, string Source, Instant? From, Instant? To, LocalizedText Reason)> Findings =>
        order.Select(key => (key.Code, key.Source, notes[key].From, notes[key].To, notes[key].Reason));

    /// <summary>Notes something that belongs to one stretch of time.</summary>
    internal void Note(string code, string source, Instant? from, Instant? to, string en, string zh) =>
        Add((code, source, en, order.Count), from, to, new LocalizedText(zh, en));

    /// <summary>Notes something undecided; a device that sends thousands of them makes one finding.</summary>
    internal void NoteUndecided(string source, Instant? at, string en, string zh) =>
        Add((Judge.Undecided, source, en, 0), at, at, new LocalizedText(zh, en));

    private void Add((string Code, string Source, string En, int Order) key, Instant? from, Instant? to, LocalizedText reason)
    {
        if (!notes.TryGetValue(key, out var note)) order.Add(key);
        notes[key] = note is null ? new NoteSoFar(from, to, reason, 1) : note.Again(from, to);
    }

    private sealed record NoteSoFar(Instant? From, Instant? To, LocalizedText Text, int Count)
    {
        internal LocalizedText Reason => Count == 1 ? Text : new LocalizedText($"{Text.Zh}（{Count} 次）", $"{Text.En} ({Count} times)");

        internal NoteSoFar Again(Instant? from, Instant? to) => this with { From = from < From ? from : From, To = to > To ? to : To, Count = Count + 1 };
    }
}

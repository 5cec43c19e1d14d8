using System.Text.Json;
using CityKit.AlertDesk;

namespace CityKit.BuiltIn;

/// <summary>The figures of one row of <see cref="AlertStatistics"/>, while they are added up.</summary>
internal sealed class RuleFigures
{
    private readonly SortedDictionary<string, long> outcomes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> leads = new(StringComparer.Ordinal);
    private readonly List<(long Value, long Count)> lasted = [];
    private long judgedLeads;
    private long dismissedLeads;
    private long raised;
    private long open;
    private long seen;
    private long seenSeconds;

    internal void Count(bool isOpen, long count) => (raised, open) = (raised + count, open + (isOpen ? count : 0));

    internal void Outcome(string? outcome, long count)
    {
        if (outcome is not null) outcomes[Word(outcome)] = outcomes.GetValueOrDefault(Word(outcome)) + count;
    }

    internal void Lasted(long? seconds, long count)
    {
        if (seconds is { } value) lasted.Add((value, count));
    }

    internal void Seen(long? seconds, long count)
    {
        if (seconds is { } value) (seen, seenSeconds) = (seen + count, seenSeconds + (value * count));
    }

    internal void Lead(string? state, long count)
    {
        if (state is not null) leads[Word(state)] = leads.GetValueOrDefault(Word(state)) + count;
    }

    /// <summary>A lead that alone says what its alerts were.</summary>
    internal void LeadAlone(string? state, long count)
    {
        if (state is null) return;
        judgedLeads += count;
        if (state == nameof(LeadState.Dismissed)) dismissedLeads += count;
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteNumber("raised", raised);
        writer.WriteNumber("open", open);
        WriteAll(writer, "outcomes", outcomes);
        WriteAll(writer, "leads", leads);
        WriteFalse(writer);
        if (AlertFigures.Percentile(lasted, 50) is { } median) writer.WriteNumber("medianSeconds", median);
        if (AlertFigures.Percentile(lasted, 90) is { } long90) writer.WriteNumber("p90Seconds", long90);
        if (seen > 0) writer.WriteNumber("meanSecondsToSeen", seenSeconds / seen);
    }

    /// <summary>
    /// Of all that people judged, each thing once by its alert's outcome or else its lead's decision, how much was nothing.
    /// </summary>
    private void WriteFalse(Utf8JsonWriter writer)
    {
        var judged = outcomes.Values.Sum() + judgedLeads;
        if (judged == 0) return;
        var nothing = outcomes.GetValueOrDefault(Word(nameof(AlertOutcome.False))) + dismissedLeads;
        writer.WriteNumber("judged", judged);
        writer.WriteNumber("false", nothing);
        writer.WriteNumber("falseShare", Math.Round(nothing / (decimal)judged, 3));
    }

    private static string Word(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static void WriteAll(Utf8JsonWriter writer, string name, SortedDictionary<string, long> counts)
    {
        if (counts.Count == 0) return;
        writer.WriteStartObject(name);
        foreach (var (word, count) in counts) writer.WriteNumber(word, count);
        writer.WriteEndObject();
    }
}

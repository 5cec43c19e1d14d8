using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Benchmarks.CityYears;

/// <summary>Counts what happened, by day and command.</summary>
internal sealed class YearTally
{
    /// <summary>Means every command by which an open case ended.</summary>
    internal const string Ending = "=end";

    private readonly Dictionary<(LocalDate Day, string Command), int> counts = [];

    /// <summary>Cases opened.</summary>
    internal int Opened { get; private set; }

    /// <summary>Cases that ended, less those that were opened again.</summary>
    internal int Ended { get; private set; }

    /// <summary>Entries of all histories.</summary>
    internal int Steps { get; private set; }

    /// <summary>How often a command was given on a day.</summary>
    internal int Of(LocalDate day, string command) => counts.GetValueOrDefault((day, command));

    /// <summary>How often in a month.</summary>
    internal int InMonth(LocalDate last, string command) => Enumerable.Range(1, last.Day).Sum(day =>
        Of(new LocalDate(last.Year, last.Month, day), command));

    internal void Add(IEnumerable<HistoryEntry> entries, Profile profile)
    {
        foreach (var entry in entries) Add(entry.At.InZone(WorkCalendar.Zone).Date, entry, profile);
    }

    private void Add(LocalDate day, HistoryEntry entry, Profile profile)
    {
        Count(day, entry.Command);
        Steps++;
        if (entry.From is not { } from) Opened++;
        else if (profile.StateOf(entry.To).Closed != profile.StateOf(from).Closed) End(day, profile.StateOf(entry.To).Closed);
    }

    private void End(LocalDate day, bool ended)
    {
        Ended += ended ? 1 : -1;
        if (ended) Count(day, Ending);
    }

    private void Count(LocalDate day, string command) => counts[(day, command)] = counts.GetValueOrDefault((day, command)) + 1;
}

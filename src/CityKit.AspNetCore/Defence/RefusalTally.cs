namespace CityKit.AspNetCore.Defence;

/// <summary>Counts refusals of each kind and subject in the hour that runs.</summary>
internal sealed class RefusalTally
{
    private readonly Dictionary<(string Kind, string Subject), int> counts = [];
    private long hour;

    /// <summary>Counts no more of them in this hour: it is known.</summary>
    internal void Close(string kind, string subject)
    {
        lock (counts) counts[(kind, subject)] = int.MinValue;
    }

    /// <summary>Counts one more, and returns how many there are in this hour.</summary>
    internal int Count(string kind, string subject, long thisHour)
    {
        lock (counts)
        {
            if (hour != thisHour) counts.Clear();
            hour = thisHour;
            return counts[(kind, subject)] = counts.GetValueOrDefault((kind, subject)) + 1;
        }
    }
}

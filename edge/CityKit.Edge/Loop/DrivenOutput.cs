using CityKit.Core;
using CityKit.Core.Wire;

namespace CityKit.Edge.Loop;

/// <summary>One output that alerts drive, and the alerts that drive it now.</summary>
internal sealed class DrivenOutput(AlertDrive drive, OutputBoard board, LocalJudge? judge)
{
    /// <summary>More than this are never open at once; of more, the newest are left out.</summary>
    private const int MostStanding = 256;

    private readonly Dictionary<(string Rule, string Sensor), long> standing = [];
    private bool away;
    private bool refuses;
    private bool told;

    internal string Name => drive.Output;

    /// <summary>The most bytes of its saved state.</summary>
    internal int MaxSaved => 512 + standing.Count * 1_024;

    /// <returns>True when what drives it changed.</returns>
    internal bool Take(string rule, CityEvent alert, long since)
    {
        if (!drive.Rules.Contains(rule)) return false;
        var key = (rule, alert.Sensor.Value);
        if (alert.Kind == EventKind.AlertCleared) return standing.Remove(key);
        if (alert.Flags.HasFlag(EventFlags.Test) || standing.Count >= MostStanding) return false;
        standing[key] = since;
        return true;
    }

    /// <summary>Forgets what drove it for long enough, and switches it when that is called for.</summary>
    /// <returns>True when what drives it changed.</returns>
    internal bool Apply(long now)
    {
        var (before, drives) = (standing.Count, false);
        foreach (var (key, since) in standing)
        {
            var from = judge is null ? since : judge.CountsFrom(key.Rule, key.Sensor, since, now);
            if (now - from >= drive.Longest.ToInt64Nanoseconds()) standing.Remove(key);
            else drives |= from is not null;
        }
        if (drives != away) Switch(drives);
        return standing.Count != before;
    }

    /// <summary>Once a minute: tries again what was refused, and reports when that begins and ends.</summary>
    /// <returns>True when it reported anything.</returns>
    internal bool Look(Action<long, EventFields> tell)
    {
        if (refuses) Switch(away);
        if (refuses == told) return false;
        told = refuses;
        tell(told ? 1 : 0, EventFields.Of(new EventField("reason", "output"), new EventField("detail", Name)));
        return true;
    }

    internal void Save(ref WireWriter writer)
    {
        writer.WriteString(Name);
        writer.WriteBoolean(told);
        writer.WriteArrayHeader(standing.Count);
        foreach (var ((rule, sensor), since) in standing)
        {
            writer.WriteString(rule);
            writer.WriteString(sensor);
            writer.WriteInt64(since);
        }
    }

    /// <summary>Takes back what drove it.</summary>
    /// <param name="saved">What was saved under its name.</param>
    /// <param name="now">Since when it counts, when it was another boot that raised it; null for its own time.</param>
    internal void Load(SavedDrive saved, long? now)
    {
        told = saved.Told;
        foreach (var (rule, sensor, since) in saved.Standing)
            if (drive.Rules.Contains(rule)) standing[(rule, sensor)] = now ?? since;
    }

    private void Switch(bool wanted)
    {
        away = wanted;
        refuses = !board.Drive(Name, wanted);
    }
}

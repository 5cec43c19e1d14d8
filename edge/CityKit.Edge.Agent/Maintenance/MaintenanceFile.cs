using CityKit.Core.Text;
using CityKit.Edge.Agent.Platform;
using NodaTime;

namespace CityKit.Edge.Agent.Maintenance;

/// <summary>The file that carries maintenance mode over a restart. A file that cannot be read means no maintenance: alarms count.</summary>
/// <param name="Path">Where it is.</param>
internal sealed record MaintenanceFile(string Path)
{
    /// <summary>The longest maintenance.</summary>
    internal static readonly Duration Longest = Duration.FromHours(24);

    /// <summary>Writes it, whole or not at all.</summary>
    internal void Write(MaintenanceSpan span) =>
        OpenFile.Write(Path, System.Text.Encoding.ASCII.GetBytes($$"""{"from": "{{span.From}}", "until": "{{span.Until}}"}""" + "\n"));

    /// <summary>What it says; null when there is none, or none that can be meant.</summary>
    internal MaintenanceSpan? Read()
    {
        if (Bytes() is not { } bytes) return null;
        var reader = ConfigReader.Parse(bytes);
        var span = new MaintenanceSpan(reader.Instant("from"), reader.Instant("until"));
        return reader.Errors.Count == 0 && span.Length > Duration.Zero && span.Length <= Longest ? span : null;
    }

    /// <summary>Removes it.</summary>
    internal void Remove() => File.Delete(Path);

    private byte[]? Bytes()
    {
        try
        {
            return File.Exists(Path) ? File.ReadAllBytes(Path) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

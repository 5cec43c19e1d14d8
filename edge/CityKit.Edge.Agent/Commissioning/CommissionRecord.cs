using System.Text;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Agent.Identity;
using CityKit.Edge.Agent.Platform;
using NodaTime;

namespace CityKit.Edge.Agent.Commissioning;

/// <summary>What was tested at a device, signed with its key, in the data folder (调试记录).</summary>
internal static class CommissionRecord
{
    /// <summary>Signs and keeps a record.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="device">The device.</param>
    /// <param name="by">The code of who did it; empty when not given.</param>
    /// <param name="version">The configuration in force; 0 for the device's own files.</param>
    /// <param name="results">The sensors.</param>
    /// <param name="now">When.</param>
    /// <returns>The file.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal static string Write(AgentFolder folder, DeviceId device, string by, long version,
        IReadOnlyList<CommissionResult> results, Instant now)
    {
        using var key = DeviceKey.LoadOrCreate(folder.Key);
        var statement = SignedStatement.Of(key, device, "commissioned", now, writer =>
        {
            if (by.Length > 0) writer.WriteString("by", by);
            writer.WriteString("agent", AgentVersion.Text);
            writer.WriteNumber("configuration", version);
            writer.WriteStartArray("sensors");
            foreach (var result in results) result.Write(writer);
            writer.WriteEndArray();
        });
        Directory.CreateDirectory(folder.Commissions);
        Ownership.GiveLike(folder.Path, folder.Commissions);
        var file = Path.Combine(folder.Commissions, now.ToString("uuuuMMdd'T'HHmmssfff'Z'", null) + ".txt");
        OpenFile.Write(file, Encoding.UTF8.GetBytes(statement + "\n"));
        Ownership.GiveLike(folder.Path, file);
        return file;
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using CityKit.Core;
using CityKit.Core.Signing;
using NodaTime;

namespace CityKit.Edge.Agent.Identity;

/// <summary>
/// Removes what a device keeps (清除): events that were not sent, state, and the key last, which signs for what was removed.
/// </summary>
internal sealed class Wiping(AgentFolder folder)
{
    private static readonly string[] Own =
        ["outbox.db*", "maintenance.json*", "agent.sock", "device.pem.*", "hub.pem*", "answers.pem*", "*.salt"];

    private static readonly string[] OwnFolders = ["evidence", "bundles", "commission", "agent"];

    /// <summary>The agent's files, without the key.</summary>
    internal IReadOnlyList<string> Files =>
        [.. Own.SelectMany(Matching).Concat(OwnFolders.SelectMany(In)).Where(f => f != folder.Key).Distinct()
            .Order(StringComparer.Ordinal)];

    /// <summary>What else is in the folder and stays.</summary>
    internal IReadOnlyList<string> Strangers =>
        Directory.Exists(folder.Path)
            ? [.. Directory.EnumerateFileSystemEntries(folder.Path).Except([.. Files, folder.Key]).Order(StringComparer.Ordinal)] : [];

    /// <summary>States what is there, removes it, and removes the key.</summary>
    /// <param name="device">The device.</param>
    /// <param name="now">When.</param>
    /// <param name="prove">Takes the statement, before anything is removed.</param>
    /// <exception cref="IOException">A file cannot be read or removed; the key is there until all others are gone.</exception>
    internal void Run(DeviceId device, Instant now, Action<SignedStatement> prove)
    {
        using var key = DeviceKey.LoadOrCreate(folder.Key);
        var files = Files;
        prove(SignedStatement.Of(key, device, "wiped", now, writer => WriteFiles(writer, [.. files, folder.Key])));
        foreach (var file in files) File.Delete(file);
        foreach (var empty in OwnFolders.Select(Of)
            .Where(f => Directory.Exists(f) && !Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories).Any()))
            Directory.Delete(empty, recursive: true);
        File.Delete(folder.Key);
    }

    private string Of(string own) => Path.Combine(folder.Path, own);

    private IEnumerable<string> In(string own) =>
        Directory.Exists(Of(own)) ? Directory.EnumerateFiles(Of(own), "*", SearchOption.AllDirectories) : [];

    private IEnumerable<string> Matching(string pattern) =>
        Directory.Exists(folder.Path) ? Directory.EnumerateFiles(folder.Path, pattern) : [];

    private static void WriteFiles(Utf8JsonWriter writer, IEnumerable<string> files)
    {
        writer.WriteStartArray("files");
        foreach (var file in files.Where(f => !IsSocket(f))) WriteFile(writer, file);
        writer.WriteEndArray();
    }

    private static void WriteFile(Utf8JsonWriter writer, string path)
    {
        using var file = File.OpenRead(path);
        writer.WriteStartObject();
        writer.WriteString("name", Path.GetFileName(path));
        writer.WriteNumber("bytes", file.Length);
        writer.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(file)));
        writer.WriteEndObject();
    }

    private static bool IsSocket(string path) => Path.GetExtension(path) == ".sock";
}

using CityKit.Core.Releases;
using CityKit.Edge.Releases;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Agent.Updates;

/// <summary>
/// Packages in folders: the inbox, where each is taken or refused and then deleted, and a folder of others', where each is looked at once
/// and nothing is changed.
/// </summary>
internal sealed class PackageFolders(AgentFolder agent, string? other, ReleaseKeeper keeper, ILogger logger)
{
    /// <summary>The name of a package that a person wants although a higher number was taken before.</summary>
    internal const string OlderName = "older" + ReleasePackage.Extension;

    private readonly HashSet<(string File, DateTime Written)> seen = [];

    /// <returns>True when a release was taken.</returns>
    internal async Task<bool> TakeAsync(CancellationToken cancel)
    {
        foreach (var file in In(agent.Inbox))
        {
            var taken = await TakeAsync(file, cancel);
            File.Delete(file);
            if (taken) return true;
        }
        foreach (var file in In(other))
            if (seen.Add((file, File.GetLastWriteTimeUtc(file))) && await TakeAsync(file, cancel)) return true;
        return false;
    }

    private async Task<bool> TakeAsync(string file, CancellationToken cancel)
    {
        try
        {
            await using var package = File.OpenRead(file);
            return await keeper.TakeAsync(package, Path.GetFileName(file) == OlderName, cancel) is null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            UpdateLog.NotTaken(logger, file, unreadable.Message);
            return false;
        }
    }

    private static IEnumerable<string> In(string? folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + ReleasePackage.Extension).Order(StringComparer.Ordinal) : [];
}

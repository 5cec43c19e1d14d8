using System.Globalization;
using CityKit.AccessKeys;
using CityKit.Cases;
using NodaTime;
using NodaTime.Extensions;

namespace CityKit.Cli.Keys;

/// <summary>What the commands of <c>key</c> do.</summary>
internal static class KeyRuns
{
    /// <summary>Adds a key and shows its secret, this once.</summary>
    internal static int Make(Terminal terminal, KeyFile file, Actor actor, int days, (string Id, int OverlapDays)? replaces)
    {
        var (keys, now, secret) = (file.ReadOrNone(), terminal.Time.GetUtcNow().ToInstant(), AccessSecret.Create());
        var made = AccessKey.Of(secret, actor) with { NotAfter = now + Duration.FromDays(days) };
        if (replaces is var (id, overlap)) keys = Replace(keys, file.Find(keys, id), made.Id, now + Duration.FromDays(overlap));
        file.Write(keys.Append(made));
        terminal.Error.WriteLine($"Key {made.Id} of {actor.Id} lets in until {made.NotAfter}. Keep what follows: it is shown this once. "
            + $"密钥 {made.Id} 有效至 {made.NotAfter}；以下内容仅显示一次，请妥善保存。");
        terminal.Output.WriteLine(secret);
        return ExitCode.Done;
    }

    /// <summary>Shows the keys, a line each; ends with 1 when one has ended.</summary>
    internal static int List(Terminal terminal, KeyFile file)
    {
        var (keys, now) = (file.Read(), terminal.Time.GetUtcNow().ToInstant());
        foreach (var key in keys) terminal.Output.WriteLine(LineOf(key, now));
        return keys.Any(key => key.IsOver(now)) ? ExitCode.Rejects : ExitCode.Done;
    }

    /// <summary>Ends a key now. Its entry stays, so that a log that names it can be read.</summary>
    internal static int Revoke(Terminal terminal, KeyFile file, string id)
    {
        var keys = file.Read();
        var ended = file.Find(keys, id);
        file.Write(Ending(keys, ended, ended with { NotAfter = terminal.Time.GetUtcNow().ToInstant() }));
        terminal.Error.WriteLine($"Key {id} of {ended.Actor.Id} lets nobody in any more. 密钥 {id} 已作废。");
        return ExitCode.Done;
    }

    /// <summary>The old key ends with the overlap, unless it ends sooner anyway.</summary>
    private static IReadOnlyList<AccessKey> Replace(IReadOnlyList<AccessKey> keys, AccessKey old, string next, Instant end) =>
        Ending(keys, old, old with { ReplacedBy = next, NotAfter = old.NotAfter < end ? old.NotAfter : end });

    private static AccessKey[] Ending(IReadOnlyList<AccessKey> keys, AccessKey before, AccessKey after) =>
        [.. keys.Select(key => key == before ? after : key)];

    private static string LineOf(AccessKey key, Instant now) => string.Join('\t', key.Id, key.Actor.Id, key.Actor.Body,
        string.Join(',', key.Actor.Roles.Order()), key.NotAfter?.ToString("uuuu-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture) ?? "-",
        key.IsOver(now) ? "ended" : key.ReplacedBy is { } next ? $"replaced by {next}" : "in force");
}

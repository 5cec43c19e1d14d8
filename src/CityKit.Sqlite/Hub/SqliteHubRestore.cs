using System.Globalization;
using CityKit.Core;
using CityKit.Shared.Sqlite;
using CityKit.Storage;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace CityKit.Sqlite;

/// <summary>
/// Puts a backup in a hub's place (恢复). The hub that opens it starts a new history, notifies everyone, and devices send again what they
/// still have; copying a file by hand does not say that it is older. The file that was there is kept beside it.
/// </summary>
public static class SqliteHubRestore
{
    /// <summary>By so many the claim of a restored store is above every claim that is known.</summary>
    public const long EpochsSkipped = 1000;

    /// <summary>Restores a backup.</summary>
    /// <param name="backup">The backup, or a hub's file.</param>
    /// <param name="file">The hub's file; no hub may have it open.</param>
    /// <param name="now">Goes into the name of the file that is kept.</param>
    /// <returns>The position that the hub goes on from, and where the file that was there is now; null when none was.</returns>
    /// <exception cref="IOException">A hub has the file, or the backup cannot be read or is not sound: nothing was changed.</exception>
    public static (StorePosition Position, string? KeptAs) Run(string backup, string file, Instant now)
    {
        ArgumentException.ThrowIfNullOrEmpty(backup);
        ArgumentException.ThrowIfNullOrEmpty(file);
        var target = Path.GetFullPath(file);
        if (target == Path.GetFullPath(backup))
            throw new IOException($"{file} is the backup itself: name the hub's file. {file} 就是备份本身，请指定中枢存储文件。");
        using var claim = StoreClaim.Take(target);
        var kept = File.Exists(target) ? $"{target}.before-{now.ToString("uuuuMMdd'T'HHmmss", CultureInfo.InvariantCulture)}" : null;
        var epoch = EpochsSkipped + Math.Max(EpochOf(target), EpochOf(backup));
        var position = HubCopy.Write(backup, target, epoch, () => MoveAside(target, kept));
        return (position, kept);
    }

    private static void MoveAside(string target, string? kept)
    {
        if (kept is null) return;
        foreach (var (from, to) in HubCopy.Companions(target).Zip(HubCopy.Companions(kept)))
            if (File.Exists(from)) File.Move(from, to);
    }

    /// <summary>The claim that a file has; 0 when it cannot be read, which may be why it is replaced.</summary>
    private static long EpochOf(string path)
    {
        if (!File.Exists(path)) return 0;
        try
        {
            using var reader = new HubReader(SqliteFile.Open(path, HubSchema.Schema, HubCopy.Plain));
            return reader.Position().Epoch;
        }
        catch (Exception damaged) when (damaged is RefusedException or SqliteException or FormatException)
        {
            return 0;
        }
    }
}

using CityKit.Core;
using CityKit.Shared.Files;
using CityKit.Shared.Sqlite;
using CityKit.Storage;
using Microsoft.Data.Sqlite;

namespace CityKit.Sqlite;

/// <summary>
/// A copy of a hub's file as of one moment. It is written beside its name, checked and synced, and takes its name last. It has no history:
/// the hub that opens it starts one.
/// </summary>
internal static class HubCopy
{
    internal static readonly SqliteFileOptions Plain = new() { CheckIntegrity = false, MoveDamagedAside = false, ReadOnly = true };

    /// <summary>Writes the copy.</summary>
    /// <param name="from">The file; a hub may be writing to it.</param>
    /// <param name="target">The copy's full path.</param>
    /// <param name="epoch">The least epoch that the copy is to have.</param>
    /// <param name="ready">Called when the copy is checked, before it takes its name.</param>
    /// <returns>The position that it has.</returns>
    /// <exception cref="IOException">The file cannot be read, or the copy not be written, or it is not sound.</exception>
    internal static StorePosition Write(string from, string target, long epoch = 0, Action? ready = null)
    {
        var beside = target + DurableFile.Beside;
        foreach (var left in Companions(beside)) File.Delete(left); // of a copy that was interrupted
        try
        {
            Copy(from, beside);
            var position = Mark(beside, epoch);
            Check(beside, target, position);
            ready?.Invoke();
            Name(beside, target);
            return position;
        }
        catch (Exception failed) when (failed is RefusedException or SqliteException or FormatException)
        {
            throw new IOException($"{from} cannot be copied to {target}: {failed.Message} 无法将 {from} 复制到 {target}。", failed);
        }
        finally
        {
            foreach (var left in Companions(beside)) File.Delete(left);
        }
    }

    /// <summary>A database file and those that SQLite keeps beside it.</summary>
    internal static IEnumerable<string> Companions(string path) => [path, path + "-wal", path + "-shm", path + "-journal"];

    /// <summary>One read transaction over the whole file: who writes goes on meanwhile.</summary>
    private static void Copy(string from, string beside)
    {
        using var file = SqliteFile.Open(from, HubSchema.Schema, Plain);
        PrivateFile.Ensure(beside);
        file.Execute($"VACUUM INTO '{beside.Replace("'", "''", StringComparison.Ordinal)}'");
    }

    /// <summary>Takes the history away: the hub that opens the copy starts one.</summary>
    private static StorePosition Mark(string beside, long epoch)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = beside, Pooling = false }.ToString());
        connection.Open();
        StorePosition position;
        using (var row = new SqliteStatement(connection.Handle!, HubRow.Select))
        {
            if (!row.Step())
                throw new IOException(
                    "The hub store has no position: check it with 'citykit hub check'. 存储位置记录缺失，请用 citykit hub check 检查。");
            position = HubRow.Read(row) with { History = default };
        }
        position = position with { Epoch = Math.Max(position.Epoch, epoch) };
        using var update = new SqliteStatement(connection.Handle!, HubRow.Update);
        HubRow.Write(update, position);
        return position;
    }

    private static void Check(string beside, string target, StorePosition position)
    {
        using var reader = new HubReader(SqliteFile.Open(beside, HubSchema.Schema, Plain with { CheckIntegrity = true }));
        reader.File.CheckPages();
        var last = reader.File.Scalar("SELECT max(number) FROM journal");
        if (reader.Position() != position || last != position.Number)
            throw new IOException(
                $"The copy for {target} is not what was read: its journal ends at {last}, its position is {position.Number}. "
                + "Check the hub's file with 'citykit hub check'. 备份与原文件不符，请用 citykit hub check 检查。");
    }

    private static void Name(string beside, string target)
    {
        using (var copy = new FileStream(beside, FileMode.Open, FileAccess.ReadWrite)) copy.Flush(flushToDisk: true);
        File.Move(beside, target, overwrite: false);
        using var moved = new FileStream(target, FileMode.Open, FileAccess.Write);
        moved.Flush(flushToDisk: true); // also commits the new name on journaling file systems
    }
}

using CityKit.Core;
using CityKit.Documents;
using CityKit.Shared.Sqlite;
using CityKit.Shared.Stores;
using CityKit.Storage;
using CityKit.Verifying;
using Microsoft.Data.Sqlite;

namespace CityKit.Sqlite;

/// <summary>
/// Checks a hub's file from its pages to its documents (存储检查), at one moment and without changing anything; the hub may be running.
/// </summary>
public sealed class SqliteHubCheck
{
    private const int PageRows = 500;
    private const int MostOfPages = 100;
    private static readonly string[] Own = ["hub", "journal", "cells", "notifications", "keys", "subjects", "records", "texts"];
    private readonly SqliteFile file;
    private readonly HubReader reader;
    private readonly DocumentTable[] tables;
    private readonly IProgress<long>? progress;
    private readonly StorePosition position;
    private long rows;

    private SqliteHubCheck(SqliteFile file, HubReader reader,
        IReadOnlyCollection<DocumentKind> kinds, StorePosition position, IProgress<long>? progress) =>
        (this.file, this.reader, tables, this.position, this.progress) =
            (file, reader, [.. kinds.Select(k => new DocumentTable(k))], position, progress);

    /// <summary>Checks a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kinds">The kinds of documents that are known; others are named and not checked.</param>
    /// <param name="progress">How many rows are checked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The file is not there, is no hub's, is of another version, or cannot even be opened.</exception>
    public static IEnumerable<HubFileFinding> Run(string path, IReadOnlyCollection<DocumentKind> kinds,
        IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(kinds);
        using var reader = new HubReader(Open(path));
        var file = reader.File;
        file.Execute("BEGIN"); // one moment of a file that is written to meanwhile
        foreach (var finding in Part("the database", () => Pages(file))) yield return finding;
        var (position, damage) = PositionOf(reader);
        if (damage is not null) yield return damage;
        var check = new SqliteHubCheck(file, reader, kinds, position, progress);
        foreach (var (where, part) in check.Parts)
            foreach (var finding in Part(where, part))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return finding;
            }
    }

    private IEnumerable<(string Where, Func<IEnumerable<HubFileFinding>> Run)> Parts =>
    [
        ("the tables", Tables),
        ("the journal", Journal),
        ("the notifications", Notifications),
        ("the state", Cells),
        ("the subjects", Subjects),
        ("the protected records", Records),
        ("the protected texts", Texts),
        .. tables.Select(t => ($"documents of kind {t.Kind.Name}", (Func<IEnumerable<HubFileFinding>>)(() => Counted(Documents(t))))),
    ];

    private static SqliteFile Open(string path)
    {
        try
        {
            return SqliteFile.Open(path, HubSchema.Schema,
                new SqliteFileOptions { CheckIntegrity = false, MoveDamagedAside = false, ReadOnly = true });
        }
        catch (RefusedException refused)
        {
            throw new IOException(refused.Message, refused);
        }
        catch (SqliteException damaged)
        {
            throw HubTroubles.CannotOpen(path, damaged);
        }
    }

    /// <summary>What is damaged ends its part, and the others go on.</summary>
    private static IEnumerable<HubFileFinding> Part(string where, Func<IEnumerable<HubFileFinding>> part)
    {
        using var findings = part().GetEnumerator();
        while (true)
        {
            HubFileFinding? broken = null;
            try
            {
                if (!findings.MoveNext()) yield break;
            }
            catch (Exception damaged) when (damaged is SqliteException or FormatException or ArgumentException)
            {
                broken = HubFileFindings.Broken(where, damaged.Message);
            }
            yield return broken ?? findings.Current;
            if (broken is not null) yield break;
        }
    }

    private static (StorePosition Position, HubFileFinding? Damage) PositionOf(HubReader reader)
    {
        try
        {
            return (reader.Position(), null);
        }
        catch (Exception damaged) when (damaged is SqliteException or FormatException)
        {
            return (new StorePosition(0, long.MaxValue, default, long.MaxValue, 0),
                HubFileFindings.Position($"the position cannot be read: {damaged.Message}", "无法读取存储位置记录"));
        }
    }

    private static IEnumerable<HubFileFinding> Pages(SqliteFile file)
    {
        using var found = new SqliteStatement(file.Handle, $"PRAGMA integrity_check({MostOfPages})");
        while (found.Step())
            if (found.Text(0) is var what && what != "ok") yield return HubFileFindings.Pages(what);
    }

    private IEnumerable<HubFileFinding> Tables()
    {
        var known = Own.Concat(tables.SelectMany(t => t.Many.Select(t.TableOf).Append(t.Name))).ToHashSet();
        using var names = new SqliteStatement(file.Handle,
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view', 'trigger') "
            + "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name");
        while (names.Step())
        {
            var name = names.Text(0);
            if (!known.Remove(name) && Unknown(name) is { } finding) yield return finding;
        }
        foreach (var missing in known.Where(Own.Contains)) yield return HubFileFindings.NoTable(missing);
    }

    /// <summary>A table of documents that is not known here, or of a hub's kind and index at all.</summary>
    private HubFileFinding? Unknown(string name) =>
        name.StartsWith("d_", StringComparison.Ordinal) ? HubFileFindings.Unchecked(name[2..])
        : name.StartsWith("m_", StringComparison.Ordinal) ? null
        : HubFileFindings.Foreign(name);

    private IEnumerable<HubFileFinding> Journal()
    {
        if (position.Number == long.MaxValue) return []; // nothing to compare with
        return Entries();
    }

    private IEnumerable<HubFileFinding> Entries()
    {
        var verifier = new JournalVerifier(position) { IsChainOnly = true };
        var last = 0L;
        for (var page = reader.Journal(last, PageRows); page.Count > 0; page = reader.Journal(last, PageRows))
        {
            foreach (var finding in page.SelectMany(verifier.Take)) yield return HubFileFindings.Journal(finding);
            last = page[^1].Number;
            progress?.Report(rows += page.Count);
        }
        foreach (var finding in verifier.End()) yield return HubFileFindings.Journal(finding);
        if (position.Checkpoint > position.Number)
            yield return HubFileFindings.Position($"the checkpoint {position.Checkpoint} is after the last entry {position.Number}",
                $"检查点 {position.Checkpoint} 在流水末条 {position.Number} 之后");
    }

    private IEnumerable<HubFileFinding> Notifications()
    {
        using var all = new SqliteStatement(file.Handle, HubReader.AllNotifications);
        var last = 0L;
        while (all.Step())
        {
            var message = HubReader.Note(all);
            if (message.Number != last + 1)
                yield return HubFileFindings.Position($"notification {message.Number} follows {last}", $"通知 {message.Number} 接在 {last} 之后");
            if (!all.IsSound(7, HubChecks.Of(message))) yield return HubFileFindings.Row($"notification {message.Number}");
            last = message.Number;
            progress?.Report(++rows);
        }
        if (last != position.Notification && position.Notification != long.MaxValue)
            yield return HubFileFindings.Position($"the last notification is {last}, the position names {position.Notification}",
                $"末条通知为 {last}，位置记录为 {position.Notification}");
    }

    private IEnumerable<HubFileFinding> Cells()
    {
        using var all = new SqliteStatement(file.Handle, "SELECT module, key, number, bytes, crc FROM cells");
        while (all.Step())
        {
            var cell = new StateCell(new CellKey(all.Text(0), all.Text(1)), all.Int64(2), all.Blob(3).ToArray());
            if (!all.IsSound(4, HubChecks.Of(cell))) yield return HubFileFindings.Row($"state {cell.Key.Module}/{cell.Key.Key}");
            else if (cell.Number > position.Number)
                yield return HubFileFindings.Position($"state {cell.Key.Module}/{cell.Key.Key} is of entry {cell.Number}, after the last",
                    $"状态 {cell.Key.Module}/{cell.Key.Key} 在流水末条之后");
        }
    }

    private IEnumerable<HubFileFinding> Subjects()
    {
        using var all = new SqliteStatement(file.Handle, SubjectRow.Subjects);
        while (all.Step())
            if (SubjectRow.TrySubject(all) is null) yield return HubFileFindings.Row($"subject {SubjectRow.NameOf(all)}");
    }

    private IEnumerable<HubFileFinding> Records()
    {
        using var all = new SqliteStatement(file.Handle, SubjectRow.Records);
        while (all.Step())
            if (SubjectRow.TryRecord(all) is null) yield return HubFileFindings.Row($"protected record {all.Text(0)}");
    }

    private IEnumerable<HubFileFinding> Texts()
    {
        using var all = new SqliteStatement(file.Handle, SubjectRow.Texts);
        var count = 0;
        for (; all.Step(); count++)
        {
            var text = SubjectRow.Text(all);
            if (!all.IsSound(4, HubChecks.Of(text))) yield return HubFileFindings.Row($"protected text {text.Id}");
        }
        if (count > 0) yield return HubFileFindings.Plain(count);
    }

    private IEnumerable<HubFileFinding> Documents(DocumentTable table) =>
        file.Scalar($"SELECT count(*) FROM sqlite_master WHERE name = '{table.Name}'") == 0 ? []
            : new DocumentCheck(file, table, position.Number).Run();

    private IEnumerable<HubFileFinding> Counted(IEnumerable<HubFileFinding> part)
    {
        progress?.Report(rows);
        return part;
    }
}

using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Time;
using CityKit.Shared.Sqlite;

namespace CityKit.Sqlite;

/// <summary>Adds entries to the component registry's file. One transaction each time.</summary>
internal sealed class ComponentWriter(SqliteFile file) : IDisposable
{
    private readonly byte[] buffer = new byte[ComponentCodec.MaxBytes];
    private readonly SqliteStatement entry = file.Prepare("INSERT INTO entries VALUES(?1, ?2, ?3)");
    private readonly SqliteStatement kept = file.Prepare("SELECT entries FROM components WHERE id = ?1");
    private readonly SummaryColumns columns = new(file);
    private readonly SummaryLists lists = new(file);
    private readonly SteadyStatement first = new(file.Prepare(
        $"INSERT OR IGNORE INTO components(id, entries, {SummaryColumns.Names}) VALUES(?1, ?2, {SummaryColumns.Values})"));
    private readonly SteadyStatement next = new(file.Prepare(
        $"UPDATE components SET (entries, {SummaryColumns.Names}) = (?2, {SummaryColumns.Values}) WHERE id = ?1 AND entries = ?2 - 1"));

    private readonly SqliteStatement step = file.Prepare("UPDATE state SET (revision, digest) = (revision + 1, ?1)");
    private readonly SqliteStatement digestOf = file.Prepare("SELECT digest FROM state");
    private readonly SqliteStatement marking = file.Prepare("REPLACE INTO imports VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");

    public void Dispose() => file.Dispose();

    /// <summary>Adds the entries; <paramref name="revision"/> is that of the registry afterwards.</summary>
    internal Refusal? Append(IReadOnlyCollection<ComponentEvent> entries, ImportMark? mark, out long revision)
    {
        (revision, var isKept) = (0, false);
        try
        {
            var refusal = Keep(entries, mark, out revision);
            isKept = refusal is null;
            return refusal;
        }
        finally
        {
            if (!isKept) columns.Forget();
        }
    }

    private Refusal? Keep(IReadOnlyCollection<ComponentEvent> entries, ImportMark? mark, out long revision)
    {
        revision = 0;
        using var work = file.Begin();
        using var digest = new EntryDigest(Digest());
        foreach (var added in entries)
            if (!Add(added, digest))
                return ComponentStoreRefusals.OutOfTurn(added, (int)(kept.Bind(1, added.After.Id.ToInt64()).Scalar() ?? 0));
        if (entries.Count > 0) step.Bind(1, digest.ToHex()).Run();
        if (mark is not null) Keep(mark);
        revision = file.Scalar("SELECT revision FROM state");
        work.Commit();
        return null;
    }

    private void Keep(ImportMark mark) => marking.Bind(1, mark.Name).Bind(2, mark.Bytes).Bind(3, mark.Digest)
        .Bind(4, mark.BegunAt.ToUnixNanoseconds()).Bind(5, mark.Rows).Bind(6, mark.Accepted).Bind(7, mark.Rejected)
        .Bind(8, mark.RejectBytes).Bind(9, mark.IsDone ? 1L : 0).Bind(10, mark.Terms).Run();

    private string Digest()
    {
        try
        {
            return digestOf.Step() ? digestOf.Text(0) : "";
        }
        finally
        {
            digestOf.Reset();
        }
    }

    private bool Add(ComponentEvent added, EntryDigest digest)
    {
        var id = added.After.Id.ToInt64();
        if (added.Number > 1) lists.Remove(id);
        columns.Bind((added.Number == 1 ? first : next).Bind(1, id).Bind(2, added.Number), added).Run();
        if (file.Changes == 0) return false;
        lists.Add(added);
        var length = ComponentCodec.Write(added, buffer);
        digest.Add(buffer.AsSpan(0, length));
        entry.Bind(1, id).Bind(2, added.Number).Bind(3, buffer.AsSpan(0, length)).Run();
        return true;
    }
}

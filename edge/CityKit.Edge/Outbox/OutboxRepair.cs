using CityKit.Shared.Sqlite;

namespace CityKit.Edge.Outbox;

/// <summary>
/// Puts a new outbox, with what can be read of the damaged one, in its place. The new file is whole and closed before the old one is moved,
/// so a kill at any moment leaves one or the other, and the next start goes on.
/// </summary>
internal static class OutboxRepair
{
    /// <summary>Ends what an earlier start had started.</summary>
    internal static void Finish(string path)
    {
        if (!File.Exists(Whole(path))) return;
        if (File.Exists(path)) SqliteQuarantine.MoveAside(path);
        File.Move(Whole(path), path);
    }

    internal static OutboxSalvage Run(OutboxOptions options)
    {
        var salvaged = SalvageReader.Read(options.Path, options.Device);
        var building = options.Path + "-building";
        foreach (var left in new[] { "", "-wal", "-mark" }) File.Delete(building + left);
        var lost = Build(new OutboxOptions
        {
            Path = building, Device = options.Device, CapBytes = options.CapBytes, TailEvents = options.TailEvents,
        }, salvaged);
        File.Delete(OutboxMark.Name(building));
        File.Delete(building + "-reserve");
        File.Move(building, Whole(options.Path), overwrite: true);
        var aside = SqliteQuarantine.MoveAside(options.Path);
        File.Move(Whole(options.Path), options.Path);
        return new OutboxSalvage(aside, salvaged.Kept, lost);
    }

    private static string Whole(string path) => path + "-salvaged";

    private static long Build(OutboxOptions options, SalvagedOutbox salvaged)
    {
        using var outbox = EventOutbox.OpenSound(options);
        return outbox.TakeOver(salvaged);
    }
}

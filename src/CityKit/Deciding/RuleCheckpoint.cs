using CityKit.Configuring;
using CityKit.Core.Checkpoints;
using CityKit.Intake;
using CityKit.Storage;

namespace CityKit.Deciding;

/// <summary>
/// Stores the state of rules, registers, times and sensors (检查点) as it was after one entry, as one piece of it says little without the
/// others: slice by slice with the commits that follow, while inputs go on. With the last slice the checkpoint counts; until then the one
/// before does.
/// </summary>
/// <param name="inForce">Whose state.</param>
/// <param name="rows">Where its pieces are.</param>
/// <param name="number">The last entry that the stored state covers.</param>
/// <param name="every">After how many entries another checkpoint begins, and within how many it is stored.</param>
internal sealed class RuleCheckpoint(ConfigurationInForce inForce, CellRows rows, long number, int every)
{
    /// <summary>Fewer are not worth a slice of their own.</summary>
    internal const int LeastTogether = 64;

    private const int MostAtStop = 5_000;

    private IReadOnlyList<(string Module, FrozenPieces Pieces)> parts = [];
    private IReadOnlyList<StateCell> configuration = [];
    private long next;
    private double share;

    /// <summary>The last entry that the stored state covers.</summary>
    internal long Number { get; private set; } = number;

    private bool IsUnderWay => next > Number;

    /// <summary>What is to be stored with a commit.</summary>
    /// <param name="last">The commit's last entry.</param>
    /// <param name="entries">How many entries it has.</param>
    internal ValueTask<List<StateCell>> TakeSliceAsync(long last, int entries)
    {
        if (inForce.IsToBeStored || last - Number >= every) Begin(last);
        return TakeAsync(Math.Max(LeastTogether, (int)Math.Ceiling(share * entries)));
    }

    /// <summary>What is still to be stored before a stop, with one commit of several; nothing when all is.</summary>
    internal ValueTask<List<StateCell>> TakeRestAsync(long last)
    {
        Begin(last);
        return TakeAsync(MostAtStop);
    }

    /// <summary>
    /// A hub that is killed again and again starts from the beginning each time: the further it is behind, the sooner it is through.
    /// </summary>
    private void Begin(long last)
    {
        if (IsUnderWay || last == Number) return;
        (parts, configuration, next) = (inForce.Changes, inForce.TakeChanged(last), last);
        foreach (var (_, pieces) in parts) pieces.Freeze();
        share = parts.Sum(part => part.Pieces.Left) * Math.Max(1.0, (double)(last - Number) / every) / every;
    }

    private async ValueTask<List<StateCell>> TakeAsync(int most)
    {
        var (slice, whole) = (new List<StateCell>(), Number);
        if (IsUnderWay) await TakeAsync(most, slice).ConfigureAwait(false);
        slice.AddRange(rows.TakeGone(whole, most));
        return slice;
    }

    private async ValueTask TakeAsync(int most, List<StateCell> slice)
    {
        var taken = new List<(CellKey Key, ReadOnlyMemory<byte> Bytes)>();
        foreach (var (module, pieces) in parts)
            for (; most > 0 && pieces.Left > 0; most--)
                taken.AddRange(pieces.TakeNext().Select(piece => (new CellKey(module, piece.Key), piece.Bytes)));
        await rows.FetchAsync(taken.Select(piece => piece.Key)).ConfigureAwait(false); // which of their rows is the newest
        foreach (var (key, bytes) in taken) slice.AddRange(rows.Next(key, next, bytes));
        if (parts.All(part => part.Pieces.Left == 0)) End(slice);
    }

    /// <summary>What cannot be told apart by rows is stored with the cell that says where the checkpoint is.</summary>
    private void End(List<StateCell> slice)
    {
        slice.AddRange(configuration);
        slice.Add(new StateCell(HubCells.Snapshot, next, HubCells.SnapshotInPieces));
        Number = next;
    }
}

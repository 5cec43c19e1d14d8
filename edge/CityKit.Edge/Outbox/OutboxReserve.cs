using CityKit.Shared.Files;

namespace CityKit.Edge.Outbox;

/// <summary>
/// Room held beside the outbox (预留空间, <c>outbox.db-reserve</c>): forgetting what the hub has answered for writes to the disk too, and on a
/// full one it
/// is the only thing that makes room again. Written once; given up when the disk is full, and taken back when it is not.
/// </summary>
internal sealed class OutboxReserve(string path)
{
    private const int Bytes = 512 << 10;
    private const int Block = 16 << 10;
    private readonly string name = path + "-reserve";

    /// <summary>Takes as much as there is.</summary>
    internal void Take()
    {
        try
        {
            using var file = new FileStream(name, PrivateFile.Options(FileMode.Append, FileAccess.Write, FileShare.None));
            for (var block = new byte[Block]; file.Length < Bytes;) file.Write(block);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // the disk is full: what was got is kept, the rest another time
        }
    }

    /// <summary>Gives it up.</summary>
    /// <returns>False when there was none.</returns>
    internal bool Release()
    {
        if (!File.Exists(name)) return false;
        File.Delete(name);
        return true;
    }
}

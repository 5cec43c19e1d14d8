using CityKit.Core.Chain;
using CityKit.Shared.Sqlite;
using CityKit.Shared.Suites;

namespace CityKit.Sqlite;

/// <summary>
/// A hash of the journal as its column keeps it: 32 bytes are of suite 0; another suite would put its number before the hash, in one byte.
/// </summary>
internal static class HubHash
{
    /// <returns>The 32 bytes, good until the row's next step; empty when there is none or it is damaged.</returns>
    /// <exception cref="FormatException">It is of a suite that this version does not know.</exception>
    internal static ReadOnlySpan<byte> Read(SqliteStatement row, int column, string what, string zh)
    {
        var blob = row.Blob(column);
        if (blob.Length > RunningHash.ByteLength) Suite.Check(blob[0], what, zh);
        return blob.Length == RunningHash.ByteLength ? blob : default;
    }
}

using CityKit.Shared.Sqlite;

namespace CityKit.Sqlite;

/// <summary>Rows against their check values. Rows of a schema before 5 have none until they are written again.</summary>
internal static class RowSoundness
{
    /// <summary>Whether a row is as it was written, as far as it has a check value.</summary>
    internal static bool IsSound(this SqliteStatement row, int column, long check) => row.IsNull(column) || row.Int64(column) == check;
}
